import * as E from 'fp-ts/Either'

const plainFaults = [
  'hang',
  'hang-mid',
  'reset',
  'reset-mid',
  'truncate',
  'garbage',
  'invalid-utf8',
  'error-event',
  'slow',
  'odd-chunks',
  'usage-with-choices',
  'usage-null-details',
  'no-usage',
  'duplicate-headers'
] as const

/** What a request asks to go wrong, or to be told of. */
export type Fault =
  | { readonly _tag: (typeof plainFaults)[number] | 'none' }
  | { readonly _tag: 'status'; readonly status: number; readonly retryAfter: string | null }
  | { readonly _tag: 'cached' | 'reasoning' | 'huge'; readonly count: number }
  | {
      readonly _tag: 'flaky'
      readonly times: number
      readonly key: string
      readonly fault: Fault
    }

/** In Latin-1 these are two bytes that no UTF-8 has. */
export const BROKEN = '\u00ff\u00fe'

export const noFault: Fault = { _tag: 'none' }

/** More text than this is no use to a test, and less than a string can hold. */
const MOST_COUNT = 100_000_000

const whole = (text: string | undefined, most: number): number | null => {
  const value = Number(text)
  return text !== undefined && /^\d+$/.test(text) && value <= most ? value : null
}

const unknownFault = (text: string): E.Either<string, never> =>
  E.left(`metadata.simulate: no fault "${text.slice(0, 100)}"`)

const readStatus = (text: string): E.Either<string, Fault> => {
  const [, status, seconds] = /^status:([45]\d\d)(?::(\d+(?:\.\d+)?))?$/.exec(text) ?? []
  return status === undefined
    ? unknownFault(text)
    : E.right({ _tag: 'status', status: Number(status), retryAfter: seconds ?? null })
}

const readFlaky = (text: string): E.Either<string, Fault> => {
  const [, times, key, rest] = /^flaky:(\d{1,9}):([^:]+):(.+)$/.exec(text) ?? []
  return key === undefined || rest === undefined || rest.startsWith('flaky:')
    ? unknownFault(text)
    : E.map((fault: Fault): Fault => ({ _tag: 'flaky', times: Number(times), key, fault }))(
        readFault(rest)
      )
}

/** Reads the text of `metadata.simulate`, or says what is wrong with it. */
export const readFault = (text: string): E.Either<string, Fault> => {
  const plain = plainFaults.find((name) => name === text)
  if (plain !== undefined) return E.right({ _tag: plain })
  const [name, amount] = text.split(':')
  if (name === 'status') return readStatus(text)
  if (name === 'flaky') return readFlaky(text)
  if (name !== 'cached' && name !== 'reasoning' && name !== 'huge') return unknownFault(text)
  const count = whole(amount, MOST_COUNT)
  return count === null || text !== `${name}:${amount}`
    ? unknownFault(text)
    : E.right({ _tag: name, count })
}

/** Says what becomes of a request: what is flaky is the fault for the first requests with its key, and nothing after. */
export const makeFlakiness = (): ((fault: Fault) => Fault) => {
  const seen = new Map<string, number>()
  return (fault) => {
    if (fault._tag !== 'flaky') return fault
    const before = seen.get(fault.key) ?? 0
    seen.set(fault.key, before + 1)
    return before < fault.times ? fault.fault : noFault
  }
}
