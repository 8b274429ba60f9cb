import { Agent, request as startRequest } from 'node:http'
import { makeStream } from '@stageroute/numeric'
import { afterwards } from '../running/afterwards'
import { planRequest, type PlannedRequest } from './planned-request'

/**
 * How a client saw its request end.
 *
 * - `whole`: it has all of an answer: a body that is complete, or a stream with its end.
 * - `told`: it has all of a response, and that says why there is no whole answer.
 * - `left`: it did not wait.
 * - `broken`: the connection broke, or there was none.
 */
export type SeenEnd = 'whole' | 'told' | 'left' | 'broken'

/** A request that a client has sent; `life` is the number of the gateway's process. */
export interface SentRequest {
  readonly plan: PlannedRequest
  readonly life: number
  readonly end: SeenEnd
  readonly status: number | null
}

/** A process of the gateway that clients may call. */
interface Place {
  readonly url: string
  readonly life: number
  readonly agent: Agent
}

/** Clients that ask one request after the other. */
export interface Clients {
  /** Requests that have ended. */
  readonly ended: ReadonlyArray<SentRequest>
  /** Requests that were sent so far. */
  readonly sent: () => number
  /** Lets them call a process. */
  readonly open: (url: string, life: number) => void
  /** Lets nobody begin. */
  readonly close: () => void
  /** Resolves when so many more were sent. */
  readonly untilSent: (more: number) => Promise<void>
  /** Resolves when nobody waits for an answer. Requires: closed. */
  readonly untilIdle: () => Promise<void>
}

/** How long somebody who got no answer waits before asking something else, milliseconds. */
const PAUSE_MS = 300

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const endOfStream = /^data: \[DONE\]$|^event: response\.(completed|incomplete)$/m

/** Sends a request and resolves when it is over. */
const ask = (
  { url, life, agent }: Place,
  plan: PlannedRequest,
  token: string
): Promise<SentRequest> =>
  new Promise((resolve) => {
    const { id, path, isStream, body, leaving } = plan
    let text = ''
    let status: number | null = null
    let isOver = false
    let hasLeft = false
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'x-request-id': id
    }
    const sending = startRequest(`${url}${path}`, { method: 'POST', agent, headers })
    const leave = (): void => {
      hasLeft = true
      sending.destroy()
    }
    const timer = leaving?._tag === 'early' ? setTimeout(leave, leaving.afterMs) : undefined
    sending.on('response', (response) => {
      status = response.statusCode ?? null
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
        if (leaving?._tag === 'midway' && text.length >= leaving.afterCharacters) leave()
      })
      response.on('end', () => (isOver = response.complete))
      response.on('error', () => undefined)
    })
    sending.on('error', () => undefined)
    sending.on('close', () => {
      clearTimeout(timer)
      const isWhole = status === 200 && (isStream ? endOfStream.test(text) : isOver)
      const end = isWhole ? 'whole' : isOver ? 'told' : hasLeft ? 'left' : 'broken'
      resolve({ plan, life, end, status })
    })
    sending.end(JSON.stringify(body))
  })

/** Tokens of the keys that clients have: one that only the common budget limits, and one that has a budget of its own. */
export interface ClientTokens {
  readonly free: string
  readonly limited: string
}

/** Starts so many clients; they stop after the tests of the file. What they ask follows from the seed; when, from how long answers take. */
export const startClients = (count: number, seed: number, tokens: ClientTokens): Clients => {
  const stream = makeStream(seed, 'clients')
  const ended: Array<SentRequest> = []
  let sent = 0
  let underWay = 0
  let place: Place | null = null
  const listeners = new Set<() => void>()
  const tell = (): void => listeners.forEach((listener) => listener())
  const until = (isSo: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!isSo()) return
        listeners.delete(look)
        resolve()
      }
      listeners.add(look)
      look()
    })
  const askNext = async (at: Place): Promise<SentRequest> => {
    const plan = planRequest(stream, `m${seed}-${sent++}`)
    underWay++
    tell()
    const seen = await ask(at, plan, plan.isLimited ? tokens.limited : tokens.free)
    ended.push(seen)
    underWay--
    tell()
    return seen
  }
  const work = async (at: Place): Promise<void> => {
    while (place === at) {
      const { end } = await askNext(at)
      if (end === 'told' || end === 'broken') await pause(PAUSE_MS)
    }
  }
  const close = (): void => {
    place = null
  }
  afterwards(close)
  return {
    ended,
    sent: () => sent,
    open: (url, life) => {
      place = { url, life, agent: new Agent({ keepAlive: true }) }
      for (let i = 0; i < count; i++) void work(place)
    },
    close,
    untilSent: (more) => {
      const goal = sent + more
      return until(() => sent >= goal)
    },
    untilIdle: () => until(() => underWay === 0)
  }
}
