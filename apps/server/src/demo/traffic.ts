import { makeStream, nextUniform } from '@stageroute/numeric'
import { MOST_PARTS, questionOf, scoreOf } from '@stageroute/simulated-upstream'

/** What traffic has done so far. */
export interface TrafficCounts {
  sent: number
  answered: number
  refused: number
  reward: number
  /** Models of the last answers, the newest last. */
  readonly lately: Array<string>
}

/** Traffic of a demonstration: questions one after another, and feedback on the answers. */
export interface Traffic {
  readonly counts: TrafficCounts
  /** Resolves when nothing is under way any more. */
  readonly stop: () => Promise<void>
}

/** What traffic is like. */
export interface TrafficSettings {
  readonly url: string
  readonly key: string
  /** Requests per second. */
  readonly rate: number
  /** Requests in all; Infinity for as long as it runs. */
  readonly requests: number
  readonly seed: number
}

/** Share of the answers that somebody says something of. */
const JUDGED = 0.8
/** Requests under way at most, and answers that are looked back on. */
const MOST_UNDER_WAY = 50
const LATELY = 500

const turnMs = 20

interface Completion {
  readonly choices?: ReadonlyArray<{ readonly message?: { readonly content?: string } }>
}

/** Sends traffic over HTTP, as clients would. */
export const startTraffic = (settings: TrafficSettings): Traffic => {
  const { url, key, rate, requests, seed } = settings
  const stream = makeStream(seed, 'traffic')
  const counts: TrafficCounts = { sent: 0, answered: 0, refused: 0, reward: 0, lately: [] }
  const underWay = new Set<Promise<void>>()
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const started = performance.now()
  const ask = async (number: number): Promise<void> => {
    const question = questionOf(stream, MOST_PARTS)
    const isJudged = nextUniform(stream) < JUDGED
    const answer = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers,
      body: JSON.stringify({
        model: 'stageroute',
        messages: [{ role: 'user', content: question.text }]
      })
    })
    const completion = (await answer.json()) as Completion
    if (!answer.ok) return void counts.refused++
    const score = scoreOf(question, completion.choices?.[0]?.message?.content ?? '')
    note(counts, answer.headers.get('x-stageroute-model') ?? '', score)
    if (!isJudged) return
    const decision = answer.headers.get('x-stageroute-decision')
    const judged = await fetch(`${url}/v1/feedback`, {
      method: 'POST',
      headers: { ...headers, 'idempotency-key': `demo-${number}` },
      body: JSON.stringify({ decision, score })
    })
    await judged.body?.cancel()
  }
  const send = (): void => {
    const sending = ask(counts.sent++).catch(() => void counts.refused++)
    underWay.add(sending)
    void sending.finally(() => underWay.delete(sending))
  }
  const turn = (): void => {
    const due = Math.min(requests, ((performance.now() - started) / 1000) * rate)
    while (counts.sent < due && underWay.size < MOST_UNDER_WAY) send()
  }
  const timer = setInterval(turn, turnMs)
  return {
    counts,
    stop: async () => {
      clearInterval(timer)
      await Promise.all(underWay)
    }
  }
}

const note = (counts: TrafficCounts, model: string, score: number): void => {
  counts.answered++
  counts.reward += score
  counts.lately.push(model)
  if (counts.lately.length > LATELY) counts.lately.shift()
}

/** Which part of the last answers each model gave, the largest first. */
export const mixOf = ({ lately }: TrafficCounts): ReadonlyArray<readonly [string, number]> => {
  const answers = new Map<string, number>()
  for (const model of lately) answers.set(model, (answers.get(model) ?? 0) + 1)
  return [...answers]
    .map(([model, count]) => [model, count / lately.length] as const)
    .sort(([, a], [, b]) => b - a)
}
