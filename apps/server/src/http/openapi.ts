import type { FastifyInstance } from 'fastify'
import { allOperations, type Operation } from './api-description'

type Part = Readonly<Record<string, unknown>>

const errorSchema: Part = {
  type: 'object',
  properties: {
    error: {
      type: 'object',
      properties: {
        message: { type: 'string' },
        type: { type: 'string' },
        param: { type: ['string', 'null'] },
        code: { type: ['string', 'null'] }
      },
      required: ['message', 'type', 'param', 'code']
    }
  },
  required: ['error']
}

const problemSchema: Part = {
  type: 'object',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' }
  },
  required: ['type', 'title', 'status', 'detail']
}

const parametersOf = ({ path, headers = [], query = [] }: Operation): ReadonlyArray<Part> => [
  ...Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' }
  })),
  ...headers.map(([name, required, description]) => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' }
  })),
  ...query.map(([name, description]) => ({
    name,
    in: 'query',
    description,
    schema: { type: 'integer', minimum: 0 }
  }))
]

const failureOf = ({ path }: Operation): Part => ({
  description: 'What went wrong.',
  content: path.startsWith('/admin/')
    ? { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
    : { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } }
})

const describe = (operation: Operation): Part => {
  const { summary, roles, body, answer } = operation
  return {
    summary,
    ...(roles.length === 0
      ? { security: [] }
      : { description: `For keys with one of the roles ${roles.join(', ')}.` }),
    parameters: parametersOf(operation),
    ...(body === undefined
      ? {}
      : { requestBody: { content: { 'application/json': { schema: body } } } }),
    responses: {
      '200': {
        description: 'The answer.',
        content: { [answer.type]: { schema: answer.schema } }
      },
      default: failureOf(operation)
    }
  }
}

/** Returns the description of the server's API, made from the list of what it can be asked. */
export const openApiDocument = (version: string): Part => {
  const paths: Record<string, Record<string, Part>> = {}
  for (const operation of allOperations)
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method]: describe(operation)
    }
  return {
    openapi: '3.1.0',
    info: {
      title: 'StageRoute',
      version,
      description:
        'An OpenAI-compatible gateway that learns which models to keep deployed and where to send each query, within a budget.'
    },
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      schemas: { Error: errorSchema, Problem: problemSchema }
    }
  }
}

/** Where the description is. */
export const addDescriptionRoute = (app: FastifyInstance, version: string): void => {
  const document = openApiDocument(version)
  app.get('/openapi.json', () => document)
}
