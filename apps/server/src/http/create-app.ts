import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import fastify, { type FastifyInstance } from 'fastify'
import { apiErrors, type ApiError, type ClientRequest } from '@stageroute/gateway'
import type { Gateway } from '../gateway'
import { serveApi, type Incoming } from '../serving/serve-api'
import { answerNonsense, noteAnswer, problemOf } from './nonsense'
import { sendError } from './replies'
import { requestIdOf } from './request-id'
import { pathOf } from './request-path'
import { isAdminPath, sendFailure, withRole } from './with-role'

/** Requests that are passed on to models: they are answered without a framework between. */
const relayed: ReadonlyMap<string, ClientRequest['kind']> = new Map([
  ['/v1/chat/completions', 'chat'],
  ['/v1/responses', 'responses'],
  ['/v1/embeddings', 'embeddings']
])

/** What goes wrong where nothing may. Its text stays in the log. */
const reportBug = (gateway: Gateway, { res, id }: Incoming, error: unknown): void => {
  const problem = String((error as Error).stack ?? error)
  gateway.log.error({ problem, request: id }, 'a request failed')
  sendError(res, { 'x-request-id': id }, apiErrors.internal('the server made a mistake'))
}

/** Sends a failure that comes before anybody looks at the request, and ends the connection. */
const refuse = (req: IncomingMessage, res: ServerResponse, error: ApiError): void =>
  sendError(res, { 'x-request-id': requestIdOf(req), connection: 'close' }, error)

type Handler = (req: IncomingMessage, res: ServerResponse) => void

const serverOf = (gateway: Gateway, handler: Handler): Server => {
  const { maxHeaderBytes, headersMs, bodyMs } = gateway.setup.config.listen
  const server = createServer(
    {
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: headersMs,
      requestTimeout: headersMs + bodyMs,
      connectionsCheckingInterval: 500,
      keepAliveTimeout: 65_000,
      // Of two keys none is the one that counts.
      joinDuplicateHeaders: true,
      requireHostHeader: false
    },
    (req, res) => {
      noteAnswer(res)
      const problem = problemOf(req)
      if (problem !== null) return refuse(req, res, apiErrors.invalidRequest(problem))
      const kind = relayed.get(pathOf(req.url))
      if (kind === undefined || req.method !== 'POST') return handler(req, res)
      const incoming = { req, res, id: requestIdOf(req) }
      serveApi(gateway, kind, incoming).catch((error: unknown) =>
        reportBug(gateway, incoming, error)
      )
    }
  )
  server.on('checkExpectation', (req: IncomingMessage, res: ServerResponse) =>
    refuse(req, res, { ...apiErrors.invalidRequest('nobody can expect this'), status: 417 })
  )
  return server
}

interface Thrown {
  readonly statusCode?: number
  readonly message: string
}

const toApiError = ({ statusCode = 500, message }: Thrown): ApiError => {
  if (statusCode === 413) return apiErrors.tooLarge(message)
  return statusCode < 500
    ? { ...apiErrors.invalidRequest(message), status: statusCode }
    : apiErrors.internal('the server made a mistake')
}

/** No route has a schema of the framework: what would compile them, as large as all the rest of it, is not loaded. */
const noCompiler = () => () => undefined as never

/** Returns the server, without the routes that are not passed on. */
export const createApp = (gateway: Gateway): FastifyInstance => {
  const app = fastify({
    serverFactory: (handler) => serverOf(gateway, handler),
    clientErrorHandler: answerNonsense,
    schemaController: {
      compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler }
    },
    bodyLimit: Math.min(gateway.setup.config.listen.maxBodyBytes, 1_000_000),
    genReqId: requestIdOf,
    frameworkErrors: ({ statusCode = 400 }, request, reply) =>
      void sendFailure(request, reply.header('x-request-id', request.id), {
        ...apiErrors.invalidRequest('the path cannot be read'),
        status: statusCode
      }),
    forceCloseConnections: 'idle'
  })
  app.decorateRequest('caller', null)
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  app.setErrorHandler((error: Thrown, request, reply) => {
    const failure = toApiError(error)
    if (failure.status >= 500) gateway.log.error({ problem: error.message }, 'a request failed')
    return sendFailure(request, reply, failure)
  })
  // Who may not administer the server does not learn what there is to administer.
  const mayAsk = withRole(gateway, 'read', 'admin')
  const preHandler: typeof mayAsk = async function (request, reply) {
    if (isAdminPath(request.url)) await mayAsk.call(this, request, reply)
  }
  app.setNotFoundHandler({ preHandler }, (request, reply) =>
    sendFailure(
      request,
      reply,
      relayed.has(pathOf(request.url))
        ? apiErrors.methodNotAllowed('this is asked for by POST')
        : apiErrors.notFound(
            `there is nothing at ${request.method} ${pathOf(request.url).slice(0, 200)}`
          )
    )
  )
  return app
}
