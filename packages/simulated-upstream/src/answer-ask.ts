import type { Sheet } from './account'
import { drawAnswer, emptyAnswer, type Answer } from './answer'
import type { Ask } from './ask'
import { chatBody, chatPieces } from './chat'
import { delayOf } from './delay'
import { deliver } from './deliver'
import { distortBody, distortStream } from './distort'
import { place, type Draws } from './draws'
import { embeddingsBody } from './embeddings'
import type { Piece } from './piece'
import { problemOf } from './problem'
import { responsesBody, responsesPieces } from './responses'
import { idHeader, JSON_TYPE, sendJson, sendProblem, type Exchange } from './send'
import type { Simulation } from './simulation'
import type { Stamp } from './stamp'
import { usageOf, type Usage } from './usage'

/** A request of which it is known what is to occur. */
interface Begun {
  readonly exchange: Exchange
  readonly ask: Ask
  readonly sheet: Sheet
}

/** A request of which it is known what is answered. */
interface Task extends Begun {
  readonly answers: ReadonlyArray<Answer>
  readonly usage: Usage
  readonly stamp: Stamp
  /** Uniform numbers for cuts. */
  readonly drawCut: () => number
}

const bodyOf = ({ ask, answers, usage, stamp }: Task): string => {
  switch (ask.kind) {
    case 'chat':
      return chatBody(ask, answers, usage, stamp)
    case 'responses':
      return responsesBody(ask, answers[0] ?? emptyAnswer, usage, stamp)
    case 'embeddings':
      return embeddingsBody(ask, stamp)
  }
}

const piecesOf = ({ ask, answers, usage, stamp }: Task): Generator<Piece> =>
  ask.kind === 'responses'
    ? responsesPieces(ask, answers[0] ?? emptyAnswer, usage, stamp)
    : chatPieces(ask, answers, usage, stamp)

/** Headers that some proxies send twice. */
const twice = (type: string): ReadonlyArray<string> => [
  'content-type',
  type,
  'set-cookie',
  'a=1',
  'set-cookie',
  'b=2'
]

const headOf = ({ exchange, ask }: Task, type: string): ReadonlyArray<string> => [
  'content-type',
  type,
  ...idHeader(exchange.requestId),
  ...(ask.fault._tag === 'duplicate-headers' ? twice(type) : [])
]

const sendStream = (task: Task): void => {
  const { exchange, ask, sheet, drawCut } = task
  const head = [...headOf(task, 'text/event-stream; charset=utf-8'), 'cache-control', 'no-cache']
  const course = distortStream(ask.fault, piecesOf(task), ask.kind === 'responses', drawCut)
  deliver(exchange.response, head, course, sheet)
}

const sendWhole = (task: Task): void => {
  const { exchange, ask, usage, sheet, drawCut } = task
  const { fault } = ask
  const body = bodyOf(task)
  const { output, reasoning } = usage
  const whole: Piece = {
    text: body,
    role: 'text',
    output,
    reasoning,
    tellsUsage: fault._tag !== 'no-usage',
    waitMs: 0
  }
  const course = distortBody(fault, whole, drawCut)
  if (course === null) {
    sheet.use(whole)
    sheet.settle('answered')
    const more = fault._tag === 'duplicate-headers' ? twice(JSON_TYPE) : undefined
    return sendJson(exchange, 200, body, more)
  }
  // What promises more than it sends has to promise.
  const promise = course.ending === 'end' ? [] : ['content-length', String(Buffer.byteLength(body))]
  deliver(exchange.response, [...headOf(task, JSON_TYPE), ...promise], course, sheet)
}

/** Calls back after a while, unless the client goes away before. */
const after = ({ response }: Exchange, delayMs: number, then: () => void): void => {
  if (delayMs === 0) return then()
  const timer = setTimeout(then, delayMs)
  response.once('close', () => clearTimeout(timer))
}

/** Faults before anything is answered. */
const failsAtOnce = ({ exchange, ask, sheet }: Begun): boolean => {
  const { fault } = ask
  if (fault._tag === 'hang') return true
  if (fault._tag === 'reset') {
    sheet.settle('failed')
    exchange.request.socket.resetAndDestroy()
    return true
  }
  if (fault._tag !== 'status') return false
  sheet.settle('failed')
  const { status, retryAfter } = fault
  sendProblem(exchange, problemOf(status), retryAfter === null ? [] : ['retry-after', retryAfter])
  return true
}

/** Embeddings say nothing. */
const answersTo = (ask: Ask, draws: Draws, number: number): ReadonlyArray<Answer> => {
  const answers: Array<Answer> = []
  if (ask.kind === 'embeddings') return answers
  for (let choice = 0; choice < ask.choices; choice++)
    answers.push(drawAnswer(ask, draws, number, choice))
  return answers
}

/** Notes that the client went away before all was written. */
const watchClient = ({ response }: Exchange, sheet: Sheet): void => {
  response.once('close', () => {
    if (!response.writableFinished) sheet.abort()
  })
}

const failLate = ({ exchange, ask, sheet }: Begun, drawDelay: () => number): void =>
  after(exchange, delayOf(ask, 0, drawDelay), () => {
    sheet.settle('failed')
    sendProblem(exchange, problemOf(500))
  })

const answerWell = (
  begun: Begun,
  { draws }: Simulation,
  number: number,
  drawDelay: () => number
): void => {
  const { exchange, ask, sheet } = begun
  const answers = answersTo(ask, draws, number)
  const usage = usageOf(ask, answers)
  let cuts: number = place.cuts
  // Named one by one: a spread before other fields costs more than all the rest.
  const task: Task = {
    exchange,
    ask,
    sheet,
    answers,
    usage,
    stamp: {
      id: `simulated-${number}`,
      created: Math.floor(Date.now() / 1000),
      name: JSON.stringify(ask.figures.name)
    },
    drawCut: () => draws(number, cuts++)
  }
  after(exchange, delayOf(ask, usage.output, drawDelay), () =>
    ask.isStream ? sendStream(task) : sendWhole(task)
  )
}

/** Answers a request, as figures, chance and the fault that it asks for will have it. */
export const answerAsk = (simulation: Simulation, asked: Ask, exchange: Exchange): void => {
  const number = simulation.nextNumber()
  const { draws, account } = simulation
  const fault = simulation.occurring(asked.fault)
  const ask = fault === asked.fault ? asked : { ...asked, fault }
  const begun = { exchange, ask, sheet: account.open(ask, exchange.requestId) }
  if (simulation.keepsAccount) watchClient(exchange, begun.sheet)
  if (failsAtOnce(begun)) return
  const drawDelay = (): number => draws(number, place.delay)
  const { failureShare } = ask.figures
  if (failureShare > 0 && draws(number, place.failure) < failureShare) failLate(begun, drawDelay)
  else answerWell(begun, simulation, number, drawDelay)
}
