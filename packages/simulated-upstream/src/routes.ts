import type { IncomingMessage, ServerResponse } from 'node:http'
import * as E from 'fp-ts/Either'
import { answerAsk } from './answer-ask'
import type { AskKind } from './ask'
import { fieldsOf, parseJson } from './fields'
import { problems, type Problem } from './problem'
import { readAsk } from './read-ask'
import { LONGEST_BODY, readBody } from './read-body'
import { sendJson, sendProblem, type Exchange } from './send'
import { sayFailure } from './simulated-failure'
import { readFigures } from './simulated-model'
import type { Simulation } from './simulation'

type Answer = (simulation: Simulation, exchange: Exchange) => void

const decoder = new TextDecoder()

/** Goes on with the JSON of a body. */
const withJson = (exchange: Exchange, then: (value: unknown) => void): void =>
  readBody(exchange.request, (body) => {
    if (body === null) return sendProblem(exchange, problems.tooLarge(LONGEST_BODY))
    const value = parseJson(decoder.decode(body))
    if (value === undefined)
      return sendProblem(exchange, problems.invalid(null, 'the body is no JSON'))
    then(value)
  })

const ask =
  (kind: AskKind): Answer =>
  (simulation, exchange) =>
    withJson(exchange, (value) => {
      const read = readAsk(kind, value, simulation.catalogue())
      if (E.isLeft(read)) sendProblem(exchange, read.left)
      else answerAsk(simulation, read.right, exchange)
    })

/** The day on which all simulated models are said to be made. */
const CREATED = 1_735_689_600

const listModels: Answer = (simulation, exchange) =>
  sendJson(
    exchange,
    200,
    JSON.stringify({
      object: 'list',
      data: [...simulation.catalogue().keys()].map((id) => ({
        id,
        object: 'model',
        created: CREATED,
        owned_by: 'stageroute'
      }))
    })
  )

const replaceFigures: Answer = (simulation, exchange) =>
  withJson(exchange, (value) => {
    const read = readFigures(fieldsOf(value)['models'])
    if (E.isLeft(read))
      return sendProblem(exchange, problems.invalid('models', sayFailure(read.left)))
    simulation.replace(read.right)
    sendJson(exchange, 200, JSON.stringify({ models: read.right }))
  })

const tellAccount: Answer = ({ account }, exchange) =>
  sendJson(exchange, 200, JSON.stringify({ entries: account.entries() }))

const health = '/health'

const routes: ReadonlyMap<string, readonly [method: string, answer: Answer]> = new Map([
  ['/v1/chat/completions', ['POST', ask('chat')]],
  ['/v1/responses', ['POST', ask('responses')]],
  ['/v1/embeddings', ['POST', ask('embeddings')]],
  ['/v1/models', ['GET', listModels]],
  ['/_account', ['GET', tellAccount]],
  ['/_models', ['POST', replaceFigures]],
  [health, ['GET', (_, exchange) => sendJson(exchange, 200, '{"status":"ok"}')]]
])

const pathOf = (url: string): string => {
  const end = url.indexOf('?')
  return end < 0 ? url : url.slice(0, end)
}

const refuse = (exchange: Exchange, problem: Problem): void => {
  // A body that nobody reads would hold up the next request of the connection.
  exchange.request.resume()
  sendProblem(exchange, problem)
}

/** Answers whatever comes to the server. */
export const answerWith =
  (simulation: Simulation) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    const { headers, method } = request
    const path = pathOf(request.url ?? '')
    const given = headers['x-request-id']
    const exchange = { request, response, requestId: typeof given === 'string' ? given : '' }
    const { authorization } = simulation
    if (authorization !== null && path !== health && headers.authorization !== authorization)
      return refuse(exchange, problems.unauthorised())
    const route = routes.get(path)
    if (route === undefined) return refuse(exchange, problems.notFound())
    const [expected, answer] = route
    if (method !== expected) return refuse(exchange, problems.wrongMethod())
    answer(simulation, exchange)
  }
