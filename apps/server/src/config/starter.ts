/** What the starter file knows of the key that opens the server: `makeApiKey` and `hashKey` of `@stageroute/gateway` make both. */
export interface StarterKey {
  readonly id: string
  readonly hash: { readonly salt: string; readonly hash: string }
}

const keyLines = (key: StarterKey | null): string =>
  key === null
    ? `# No key yet: everybody on this machine may call, give feedback and read. Only a loopback host is allowed like this.
isOpen: true

# Keys that open the server. Only a hash of each is kept, from which the key cannot be found.
# keys:
#   - id: AAAAAAAAAAAA # what stands between sr- and the dot of the key
#     hash: { salt: AAAAAAAAAAAAAAAAAAAAAA, hash: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA }
#     name: somebody
#     roles: [call, feedback, read, admin] # at least one of them`
    : `# Keys that open the server. Only a hash of each is kept, from which the key cannot be found.
keys:
  - id: '${key.id}'
    hash: { salt: '${key.hash.salt}', hash: '${key.hash.hash}' }
    name: first key
    roles: [call, feedback, read, admin]
    # budgetUsd: 100 # of its own, within the budget of all
    # period: month # total, day or month
    # requestsPerMinute: 600

# Whether everybody who reaches the server may call without a key. Only with a loopback host.
isOpen: false`

const HEAD = `# yaml-language-server: $schema=./stageroute.schema.json
#
# Configuration of the StageRoute gateway. What begins with # is a comment: remove the # to use it.
# What is left out has a default, which is the value shown unless the line says otherwise.
version: 1

# listen:
#   host: 127.0.0.1 # only this machine; 0.0.0.0 for every network it is in
#   port: 8080

# Where what was spent and learnt is kept.
state:
  sqlite: stageroute.db
  # survives: process # power: each write waits for the disk, so that a loss of power takes nothing away
  # keepDays: null # days for which records of queries are kept, some 1 KB each; null for ever
# A PostgreSQL database instead: state: { postgresEnv: DATABASE_URL } names the environment variable that holds its URL.

# All queries together spend at most floatUsd + usdPerQuery x queries.
budget:
  usdPerQuery: 0.002
  floatUsd: 1

# Each stage deploys at most so many of the models below, and plans anew when it ends.
stages:
  maxDeployed: 2
  schedule: { everyQueries: 1000 } # or { everyMinutes: 60 }
  # isManual: false # true: plans wait for an operator to apply them

# routing:
#   exploration: 0 # share of the queries that is spread evenly to learn from
#   shortage: relax # where no mix fits the budget: relax uses the cheapest one, refuse answers with an error
#   context: category # category (as clients name it), or none
`

const UPSTREAMS = `
# The servers that answer. Keys are read from the environment: no secret belongs into this file.
upstreams:
  openai:
    baseUrl: https://api.openai.com/v1
    keyEnv: OPENAI_API_KEY
    provider: openai
  # A vLLM, Ollama or other server of your own that speaks the same protocol:
  # local:
  #   baseUrl: http://127.0.0.1:11434/v1 # Ollama; vLLM listens on 8000
  #   firstByteMs: 120000 # it may have to load the model first
  # Anthropic's endpoint for clients of OpenAI:
  # anthropic:
  #   baseUrl: https://api.anthropic.com/v1
  #   keyEnv: ANTHROPIC_API_KEY
  #   provider: anthropic
  # azure:
  #   baseUrl: https://NAME.openai.azure.com/openai/deployments/DEPLOYMENT
  #   keyEnv: AZURE_OPENAI_API_KEY
  #   keyHeader: api-key
  #   query: { api-version: '2024-10-21' }

# The models that may answer. Prices are in USD per million tokens: check them with your provider.
models:
  - id: gpt-4o-mini
    upstream: openai
    price: { inputPerMillion: 0.15, outputPerMillion: 0.6, cachedInputPerMillion: 0.075 }
    maxOutputTokens: 4096 # set aside for an answer whose client names no limit
    contextTokens: 128000
    capabilities: [tools, images, json]
    released: '2024-07-18'
  - id: gpt-4o
    upstream: openai
    price: { inputPerMillion: 2.5, outputPerMillion: 10, cachedInputPerMillion: 1.25 }
    contextTokens: 128000
    capabilities: [tools, images, json]
    released: '2024-05-13'
    # share: 0.5 # at most half of the queries
    # state: allowed # pinned: always deployed; forbidden: never; deprecated: not again once it is out
  # - id: llama-3.1-8b
  #   upstream: local
  #   name: llama3.1:8b # what the upstream calls it
  #   price: { inputPerMillion: 0, outputPerMillion: 0 } # or what the machine costs you
  #   concurrency: 4
  #   switchCost: 5 # reward that it costs to load it
  # - id: claude-sonnet
  #   upstream: anthropic
  #   name: claude-sonnet-4-5
  #   price: { inputPerMillion: 3, outputPerMillion: 15 }
  #   contextTokens: 200000
  # - id: embeddings-small
  #   upstream: openai
  #   name: text-embedding-3-small
  #   serves: embeddings
  #   price: { inputPerMillion: 0.02, outputPerMillion: 0 }
`

const REST = `# Rewards come from clients, who send them to /v1/feedback, and from these:
# feedback:
#   lengthStop: null # such as 0: what an answer earns that was cut off by its length
#   jsonSchema: false # true: an answer that does not satisfy the JSON schema it was asked for earns 0
#   judge: # a model that judges a share of the answers; none unless it is named
#     upstream: openai
#     name: gpt-4o-mini
#     price: { inputPerMillion: 0.15, outputPerMillion: 0.6 }
#     share: 0.05
#     usdPerDay: 1

# telemetry:
#   log: info # debug, info, warn, error or silent
#   otlpUrl: null # such as http://127.0.0.1:4318/v1/traces
`

/**
 * Returns a configuration to begin with, in YAML with comments, that `readConfig` accepts. With a key it opens for that key alone; without one for
 * everybody on the machine.
 *
 * Requires: a key of the forms that `makeApiKey` and `hashKey` return.
 */
export const starterConfig = ({
  keyHash = null
}: { readonly keyHash?: StarterKey | null } = {}): string =>
  [HEAD, keyLines(keyHash), UPSTREAMS, REST].join('\n')
