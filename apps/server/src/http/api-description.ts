import type { Role } from '../keys/held-key'

/** A schema of JSON. */
type Schema = Readonly<Record<string, unknown>>

/** One thing that the server can be asked, for its description. */
export interface Operation {
  readonly method: 'get' | 'post' | 'delete'
  readonly path: string
  readonly summary: string
  /** Who may ask; nobody has to say who they are where there is none. */
  readonly roles: ReadonlyArray<Role>
  readonly headers?: ReadonlyArray<readonly [name: string, isRequired: boolean, about: string]>
  readonly query?: ReadonlyArray<readonly [name: string, about: string]>
  readonly body?: Schema
  readonly answer: { readonly type: string; readonly schema: Schema }
}

const text = { type: 'string' }
const number = { type: 'number' }
const whole = { type: 'integer', minimum: 0 }
const list = (items: Schema): Schema => ({ type: 'array', items })
const orNull = ({ type, ...rest }: Schema): Schema => ({ type: [type, 'null'], ...rest })

const record = (
  properties: Readonly<Record<string, Schema>>,
  required: ReadonlyArray<string> = Object.keys(properties)
): Schema => ({ type: 'object', properties, required })

const anything = { type: 'object', additionalProperties: true }

const json = (schema: Schema): Operation['answer'] => ({ type: 'application/json', schema })

const relayedBody = (input: string): Schema => ({
  type: 'object',
  description: 'As the OpenAI API has it; everything in it is passed on as it is.',
  properties: {
    model: {
      type: 'string',
      description: 'stageroute or auto asks for routing; the id of a model for that one.'
    },
    [input]: {},
    stream: { type: 'boolean' }
  },
  required: ['model', input],
  additionalProperties: true
})

const hints: NonNullable<Operation['headers']> = [
  ['x-stageroute-category', false, 'What kind of query this is; kinds are routed differently.'],
  ['x-stageroute-session', false, 'Name of the conversation, which stays with a model.'],
  ['x-stageroute-regions', false, 'Regions that may answer, with commas between.']
]

const relayed: ReadonlyArray<Operation> = [
  {
    method: 'post',
    path: '/v1/chat/completions',
    summary: 'Answer a chat, as a whole or as a stream of events.',
    roles: ['call'],
    headers: hints,
    body: relayedBody('messages'),
    answer: json(anything)
  },
  {
    method: 'post',
    path: '/v1/responses',
    summary: 'Create a response, as a whole or as a stream of events.',
    roles: ['call'],
    headers: hints,
    body: relayedBody('input'),
    answer: json(anything)
  },
  {
    method: 'post',
    path: '/v1/embeddings',
    summary: 'Embed texts.',
    roles: ['call'],
    body: relayedBody('input'),
    answer: json(anything)
  }
]

const model = record({
  id: text,
  object: { const: 'model' },
  created: whole,
  owned_by: text,
  shutdown_date: orNull(text)
})

const decisionIdText = { type: 'string', pattern: '^dec-[0-9]+$' }

const feedback: Schema = {
  type: 'object',
  description: 'Exactly one of score, thumb and comparison.',
  properties: {
    decision: decisionIdText,
    score: { type: 'number', minimum: 0, maximum: 1 },
    thumb: { enum: ['up', 'down'] },
    comparison: record({ better: decisionIdText, worse: decisionIdText })
  },
  additionalProperties: false
}

const own: ReadonlyArray<Operation> = [
  {
    method: 'get',
    path: '/v1/models',
    summary: 'List the models that can be named, with the dates on which they are shut down.',
    roles: ['call', 'read'],
    answer: json(record({ object: { const: 'list' }, data: list(model) }))
  },
  {
    method: 'get',
    path: '/v1/models/{id}',
    summary: 'Describe a model that can be named.',
    roles: ['call', 'read'],
    answer: json(model)
  },
  {
    method: 'post',
    path: '/v1/decisions',
    summary: 'Say which model a chat would go to, and with which probability, without calling it.',
    roles: ['call', 'read'],
    headers: hints,
    body: relayedBody('messages'),
    answer: json(anything)
  },
  {
    method: 'post',
    path: '/v1/feedback',
    summary: 'Say what an answer was worth. Told twice, it counts once.',
    roles: ['feedback'],
    headers: [['idempotency-key', true, 'Stands for this feedback, at most 255 characters.']],
    body: feedback,
    answer: json(record({ object: { const: 'feedback' }, counted: whole, repeated: whole }))
  }
]

const planned = record({ plan: anything, explanation: anything })

const newKey: Schema = {
  ...record(
    {
      roles: { ...list({ enum: ['call', 'feedback', 'read', 'admin'] }), minItems: 1 },
      name: text,
      budgetUsd: orNull({ ...number, minimum: 0 }),
      period: { enum: ['total', 'day', 'month'] },
      requestsPerMinute: orNull({ ...number, exclusiveMinimum: 0 }),
      tokensPerMinute: orNull({ ...number, exclusiveMinimum: 0 })
    },
    ['roles']
  ),
  additionalProperties: false
}

const administration: ReadonlyArray<Operation> = [
  {
    method: 'get',
    path: '/admin/v1/models',
    summary: 'List the models that are routed to with what is known of them.',
    roles: ['read', 'admin'],
    answer: json(record({ models: list(anything) }))
  },
  {
    method: 'get',
    path: '/admin/v1/stages',
    summary: 'List the stages so far with the reasons for what they deployed.',
    roles: ['read', 'admin'],
    answer: json(record({ problem: orNull(text), stages: list(anything) }))
  },
  {
    method: 'post',
    path: '/admin/v1/stages/plan',
    summary: 'Plan a stage from what is known now, and apply nothing.',
    roles: ['read', 'admin'],
    answer: json(planned)
  },
  {
    method: 'post',
    path: '/admin/v1/stages/apply',
    summary: 'Apply a plan, or where none is given one that is made now.',
    roles: ['admin'],
    body: record({ plan: orNull(anything) }, []),
    answer: json(planned)
  },
  {
    method: 'post',
    path: '/admin/v1/stages/rollback',
    summary: 'Deploy what an earlier stage deployed.',
    roles: ['admin'],
    body: record({ number: whole }),
    answer: json(planned)
  },
  {
    method: 'get',
    path: '/admin/v1/budgets',
    summary: 'List the accounts: what they may spend, have spent and have set aside.',
    roles: ['read', 'admin'],
    answer: json(record({ budgets: list(anything) }))
  },
  {
    method: 'get',
    path: '/admin/v1/keys',
    summary: 'List the keys.',
    roles: ['admin'],
    answer: json(record({ keys: list(anything) }))
  },
  {
    method: 'post',
    path: '/admin/v1/keys',
    summary: 'Make a key. The key itself is told once.',
    roles: ['admin'],
    body: newKey,
    answer: json(record({ key: text, id: text }))
  },
  {
    method: 'delete',
    path: '/admin/v1/keys/{id}',
    summary: 'Revoke a key.',
    roles: ['admin'],
    answer: json(anything)
  },
  {
    method: 'get',
    path: '/admin/v1/decisions',
    summary:
      'Export what was decided and what it was worth, as lines of JSON in the order in which it was kept; the header x-stageroute-cursor says where to go on.',
    roles: ['read', 'admin'],
    query: [
      ['after', 'Position behind which to begin; 0 for the beginning.'],
      ['limit', 'Events that are looked at, at most 10000.']
    ],
    answer: { type: 'application/x-ndjson', schema: text }
  },
  {
    method: 'post',
    path: '/admin/v1/snapshot',
    summary: 'Keep a snapshot of the state now.',
    roles: ['admin'],
    answer: json(record({ position: whole }))
  },
  {
    method: 'post',
    path: '/admin/v1/reload',
    summary: 'Take the configuration anew.',
    roles: ['admin'],
    answer: json(record({ status: text }))
  }
]

const operations: ReadonlyArray<Operation> = [
  {
    method: 'get',
    path: '/healthz',
    summary: 'Say whether the server lives.',
    roles: [],
    answer: json(record({ status: text }))
  },
  {
    method: 'get',
    path: '/readyz',
    summary: 'Say whether the server can take requests.',
    roles: [],
    answer: json(record({ status: text, reasons: list(text) }))
  },
  {
    method: 'get',
    path: '/metrics',
    summary: 'Tell what was counted, in the format of Prometheus.',
    roles: ['read'],
    answer: { type: 'text/plain', schema: text }
  },
  {
    method: 'get',
    path: '/openapi.json',
    summary: 'Return this description.',
    roles: [],
    answer: json(anything)
  }
]

/** Everything that the server can be asked. */
export const allOperations: ReadonlyArray<Operation> = [
  ...relayed,
  ...own,
  ...administration,
  ...operations
]
