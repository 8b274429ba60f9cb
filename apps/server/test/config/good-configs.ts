import type { Json, JsonRecord } from 'fp-ts/Json'

/** All that a configuration has to say. */
export const smallest: JsonRecord = {
  version: 1,
  budget: { usdPerQuery: 0.01 },
  stages: { maxDeployed: 1 },
  upstreams: { openai: { baseUrl: 'https://api.openai.com/v1' } },
  models: [{ id: 'small', upstream: 'openai', price: { inputPerMillion: 1, outputPerMillion: 2 } }]
}

const price = {
  inputPerMillion: 1,
  outputPerMillion: 2,
  cachedInputPerMillion: 0.5,
  perRequestUsd: 0.001
}

const model: JsonRecord = {
  id: 'meta/large-1.0',
  upstream: 'openai',
  name: 'large',
  price,
  maxOutputTokens: 100,
  contextTokens: 8000,
  capabilities: ['tools', 'images', 'audio', 'json'],
  regions: ['eu'],
  serves: 'chat',
  share: 0.5,
  minShare: 0.1,
  requestsPerMinute: 60,
  tokensPerMinute: 1000.5,
  concurrency: 3,
  released: '2024-02-29',
  shutdownDate: '2030-01-01',
  state: 'pinned',
  switchCost: 2,
  hooks: {
    start: { command: ['start', '--model', 'large'], timeoutMs: 1000 },
    stop: { url: 'https://example.org/stop?a=b', secretEnv: 'HOOK_SECRET', timeoutMs: 1000 },
    readyPath: '/health',
    readyMs: 1000
  }
}

/** A configuration with every field there is, but for those that exclude one another. */
export const fullest: JsonRecord = {
  version: 1,
  listen: {
    host: '::1',
    port: 0,
    maxBodyBytes: 1000,
    maxHeaderBytes: 1000,
    headersMs: 1,
    bodyMs: 1,
    maxConcurrent: 1,
    drainMs: 0
  },
  state: { sqlite: 'file.db', survives: 'power', keepDays: 30 },
  seed: 0,
  budget: { usdPerQuery: 0, floatUsd: 0 },
  stages: { maxDeployed: 3, schedule: { everyQueries: 10 }, isManual: true, drainMs: 5 },
  routing: { exploration: 0.1, shortage: 'refuse', context: 'none', homeWorth: 0 },
  retries: { most: 0, firstMs: 1, longestMs: 1, deadlineMs: 1 },
  breaker: { failures: 1, coolMs: 1 },
  upstreams: {
    openai: {
      baseUrl: 'https://api.openai.com/v1',
      keyEnv: 'OPENAI_API_KEY',
      keyHeader: 'x-api-key',
      headers: { 'x-team': 'secret-header' },
      query: { 'api-version': 'secret-parameter' },
      provider: 'openai',
      connectMs: 1,
      firstByteMs: 1,
      totalMs: 1,
      maxAnswerBytes: 1
    }
  },
  models: [model, { id: 'free', upstream: 'openai', price: 'unpriced' }],
  keys: [
    {
      id: 'abcdefghij-_',
      hash: { salt: 's'.repeat(22), hash: 'h'.repeat(43) },
      name: 'team',
      roles: ['call', 'feedback', 'read', 'admin'],
      budgetUsd: 1,
      period: 'month',
      requestsPerMinute: 1,
      tokensPerMinute: 1
    }
  ],
  isOpen: true,
  allowUnpriced: true,
  feedback: {
    keepDecisions: 0,
    lengthStop: 0,
    jsonSchema: true,
    judge: {
      upstream: 'openai',
      name: 'judge',
      price,
      share: 0.1,
      usdPerDay: 1,
      prompt: 'Is it good?',
      maxOutputTokens: 1
    }
  },
  telemetry: { log: 'silent', otlpUrl: 'http://127.0.0.1:4318/v1/traces', traceShare: 0 }
}

/** Configurations that are accepted. */
export const goodConfigs: ReadonlyArray<JsonRecord> = [
  smallest,
  fullest,
  { ...smallest, state: {} },
  { ...smallest, state: { survives: 'power' } },
  { ...smallest, state: { postgresEnv: 'DATABASE_URL', schema: 'gateway_1', connections: 1 } },
  { ...smallest, state: { memory: true } },
  { ...smallest, stages: { maxDeployed: 1, schedule: { everyMinutes: 0.5 } } }
]

/** Returns a copy with another value at a path; without the field where the value is undefined. */
export const changed = (
  tree: Json,
  path: ReadonlyArray<string | number>,
  value: Json | undefined
): Json => {
  const [key, ...rest] = path
  if (key === undefined) return value ?? null
  const inner = (tree as JsonRecord)[key] as Json
  const next = rest.length === 0 ? value : changed(inner, rest, value)
  if (Array.isArray(tree))
    return tree.flatMap((item: Json, i) => (i !== key ? [item] : next === undefined ? [] : [next]))
  const others = Object.entries(tree as JsonRecord).filter(([field]) => field !== key)
  return Object.fromEntries(next === undefined ? others : [...others, [key, next]])
}

/** Returns the paths of all fields and items. */
export const pathsOf = (tree: Json): ReadonlyArray<ReadonlyArray<string | number>> => {
  if (tree === null || typeof tree !== 'object') return [[]]
  const entries: ReadonlyArray<readonly [string | number, Json]> = Array.isArray(tree)
    ? tree.map((item: Json, i) => [i, item] as const)
    : Object.entries(tree)
  return [[], ...entries.flatMap(([key, item]) => pathsOf(item).map((path) => [key, ...path]))]
}
