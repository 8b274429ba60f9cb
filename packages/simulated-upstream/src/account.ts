import type { Ask, AskKind } from './ask'
import { cachedOf } from './usage'

/**
 * What one request used.
 *
 * - `request`: the `x-request-id` it came with, or an empty text.
 * - `model`: as asked for.
 * - `cached` is among the input, `reasoning` among the output.
 * - `outcome`: `answered` when all that was to be written was, be it cut short by a fault; `aborted` when the client went away before; `failed` when it was an
 *   error status or no answer at all, and nothing was used.
 * - `toldUsage`: whether the usage was written to the socket.
 *
 * Unit: tokens.
 *
 * @category account
 * @since 0.1.0
 */
export interface AccountEntry {
  readonly request: string
  readonly model: string
  readonly kind: AskKind
  readonly input: number
  readonly cached: number
  readonly output: number
  readonly reasoning: number
  readonly outcome: 'answered' | 'aborted' | 'failed'
  readonly toldUsage: boolean
}

/** What goes on the account when it is used. */
export interface Used {
  readonly output: number
  readonly reasoning: number
  readonly tellsUsage: boolean
}

/** The line of one request, while it is answered. */
export interface Sheet {
  readonly use: (used: Used) => void
  /** Puts the line on the account; only the first outcome counts. */
  readonly settle: (outcome: AccountEntry['outcome']) => void
  /** The client went away: what was written last may not have reached it. */
  readonly abort: () => void
  /** The upstream itself breaks off: who goes away after that does not matter. */
  readonly seal: () => void
}

export interface Account {
  readonly open: (ask: Ask, request: string) => Sheet
  readonly entries: () => ReadonlyArray<AccountEntry>
}

const nothing = (): undefined => undefined

const blankSheet: Sheet = { use: nothing, settle: nothing, abort: nothing, seal: nothing }

/** An account of nothing. */
export const blankAccount: Account = { open: () => blankSheet, entries: () => [] }

type Line = { -readonly [Key in keyof AccountEntry]: AccountEntry[Key] }

const unused = { input: 0, cached: 0, output: 0, reasoning: 0, toldUsage: false }

const openSheet = (line: Line, add: (line: Line) => void): Sheet => {
  let isSettled = false
  let isSealed = false
  const settle: Sheet['settle'] = (outcome) => {
    if (isSettled) return
    isSettled = true
    line.outcome = outcome
    if (outcome === 'failed') Object.assign(line, unused)
    add(line)
  }
  return {
    use: ({ output, reasoning, tellsUsage }) => {
      line.output += output
      line.reasoning += reasoning
      line.toldUsage ||= tellsUsage
    },
    settle,
    abort: () => {
      settle('aborted')
      if (line.outcome === 'answered' && !isSealed) line.outcome = 'aborted'
    },
    seal: () => {
      isSealed = true
    }
  }
}

/** An account of all requests, in the order in which they ended. */
export const makeAccount = (): Account => {
  const lines: Array<Line> = []
  return {
    open: (ask, request) =>
      openSheet(
        {
          request,
          model: ask.figures.name,
          kind: ask.kind,
          input: ask.input,
          cached: cachedOf(ask),
          output: 0,
          reasoning: 0,
          outcome: 'answered',
          toldUsage: false
        },
        (line) => void lines.push(line)
      ),
    entries: () => lines.map((line) => ({ ...line }))
  }
}
