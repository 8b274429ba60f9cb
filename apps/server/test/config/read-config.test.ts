import * as E from 'fp-ts/Either'
import { stringify } from 'yaml'
import { configMessage, readConfig } from '../../src/config/read-config'
import { changed, fullest, goodConfigs, smallest } from './good-configs'

const outcomeOf = (text: string): string =>
  E.fold(configMessage, () => 'accepted')(readConfig(text, 'stageroute.yaml'))

const GOOD = `version: 1
budget:
  usdPerQuery: 0.01
stages: { maxDeployed: 1 }
upstreams:
  local:
    baseUrl: http://127.0.0.1:8000/v1
models:
  - id: small
    upstream: local
    price: { inputPerMillion: 1, outputPerMillion: 2 }
  - id: large
    upstream: local
    price:
      inputPerMillion: 10
      outputPerMillion: 20
`

/** The outcome where one line of the good text is another. */
const withLine = (line: number, text: string): string =>
  outcomeOf(
    GOOD.split('\n')
      .map((old, i) => (i + 1 === line ? text : old))
      .join('\n')
  )

describe('what is accepted', () => {
  test.each(goodConfigs.map((config, i) => [i, config]))(
    'configuration %i, as YAML and as JSON',
    (_, config) => {
      expect(outcomeOf(stringify(config))).toBe('accepted')
      expect(outcomeOf(JSON.stringify(config, null, 2))).toBe('accepted')
    }
  )

  test('what is left out is filled in', () => {
    const text = stringify(smallest)
    expect(readConfig(text, 'file')).toEqual(
      E.right({
        version: 1,
        listen: {
          host: '127.0.0.1',
          port: 8080,
          maxBodyBytes: 20_000_000,
          maxHeaderBytes: 16_384,
          headersMs: 10_000,
          bodyMs: 60_000,
          maxConcurrent: 1000,
          drainMs: 30_000
        },
        state: { sqlite: 'stageroute.db', survives: 'process', keepDays: null },
        seed: 1,
        budget: { usdPerQuery: 0.01, floatUsd: 1 },
        stages: {
          maxDeployed: 1,
          schedule: { everyQueries: 1000 },
          isManual: false,
          drainMs: 0
        },
        routing: { exploration: 0, shortage: 'relax', context: 'category', homeWorth: 0.02 },
        retries: { most: 2, firstMs: 250, longestMs: 8000, deadlineMs: 120_000 },
        breaker: { failures: 5, coolMs: 10_000 },
        upstreams: {
          openai: {
            baseUrl: 'https://api.openai.com/v1',
            keyEnv: null,
            keyHeader: 'authorization',
            headers: {},
            query: {},
            provider: null,
            connectMs: 5_000,
            firstByteMs: 60_000,
            totalMs: 600_000,
            maxAnswerBytes: 50_000_000
          }
        },
        models: [
          {
            id: 'small',
            upstream: 'openai',
            name: null,
            price: {
              inputPerMillion: 1,
              outputPerMillion: 2,
              cachedInputPerMillion: null,
              perRequestUsd: 0
            },
            maxOutputTokens: 4096,
            contextTokens: null,
            capabilities: ['tools', 'json'],
            regions: [],
            serves: 'chat',
            share: 1,
            minShare: 0,
            requestsPerMinute: null,
            tokensPerMinute: null,
            concurrency: null,
            released: null,
            shutdownDate: null,
            state: 'allowed',
            switchCost: 0,
            hooks: null
          }
        ],
        keys: [],
        isOpen: false,
        allowUnpriced: false,
        feedback: { keepDecisions: 50_000, lengthStop: null, jsonSchema: false, judge: null },
        telemetry: { log: 'info', otlpUrl: null, traceShare: 1 }
      })
    )
  })

  test('nothing that is said is changed', () => {
    const read = readConfig(stringify(fullest), 'file')
    expect(E.isRight(read) && read.right).toMatchObject(fullest)
  })

  test.each([
    [{ postgresEnv: 'URL' }, { postgresEnv: 'URL', schema: 'stageroute', connections: 4 }],
    [{ memory: true }, { memory: true }],
    [{ survives: 'power' }, { sqlite: 'stageroute.db', survives: 'power' }]
  ])('the state %j is %j', (given, read) => {
    const config = readConfig(stringify({ ...smallest, state: given }), 'file')
    expect(E.isRight(config) && config.right.state).toEqual({ keepDays: null, ...read })
  })

  test('hooks are filled in', () => {
    const hooks = { start: { command: ['run'] }, stop: { url: 'http://a/', secretEnv: 'S' } }
    const config = readConfig(stringify(changed(smallest, ['models', 0, 'hooks'], hooks)), 'file')
    expect(E.isRight(config) && config.right.models[0]?.hooks).toEqual({
      start: { command: ['run'], timeoutMs: 60_000 },
      stop: { url: 'http://a/', secretEnv: 'S', timeoutMs: 60_000 },
      readyPath: null,
      readyMs: 120_000
    })
  })

  test('what an alias repeats is read, a few hundred times too', () => {
    const models = Array.from(
      { length: 300 },
      (_, i) => `  - { id: m${i}, upstream: local, price: *price }`
    )
    const text = `${GOOD.replace('    price: { ', '    price: &price { ')}${models.join('\n')}\n`
    expect(outcomeOf(text)).toBe('accepted')
  })
})

describe('what is wrong is told in one line with its file, line and field', () => {
  test.each([
    [3, '  usdPerQuery: -1', '3: budget.usdPerQuery: must be a number of at least 0, is -1'],
    [3, '  usdPerQuery: "1"', '3: budget.usdPerQuery: must be a number of at least 0, is a text'],
    [3, '  usdPerQuery:', '3: budget.usdPerQuery: must be a number of at least 0, is empty'],
    [
      3,
      '  usdPerQuery: .inf',
      '3: budget.usdPerQuery: must be a number of at least 0, is Infinity'
    ],
    [3, '  usdPerQuery: [1]', '3: budget.usdPerQuery: must be a number of at least 0, is a list'],
    [3, '  usdPerQuery: {}', '3: budget.usdPerQuery: must be a number of at least 0, is a record'],
    [3, '  floatUsd: 1', '3: budget.usdPerQuery: is missing; must be a number of at least 0'],
    [1, 'version: 2', '1: version: must be 1, is 2'],
    [1, '', '2: version: is missing; must be 1'],
    [4, 'stages: {}', '4: stages.maxDeployed: is missing; must be an integer of at least 1'],
    [
      15,
      '      inputPerMillion: dear',
      '15: models[1].price.inputPerMillion: must be a number of at least 0, is a text'
    ],
    [
      15,
      '      perRequestUsd: 1',
      '15: models[1].price.inputPerMillion: is missing; must be a number of at least 0'
    ],
    [
      15,
      '      inputPerMilion: 1',
      '15: models[1].price.inputPerMilion: unknown field; did you mean inputPerMillion?'
    ],
    [
      4,
      'stages: { max_deployed: 1 }',
      '4: stages.max_deployed: unknown field; did you mean maxDeployed?'
    ],
    [
      4,
      'stages: { most: 1 }',
      '4: stages.most: unknown field; known: maxDeployed, schedule, isManual, drainMs'
    ],
    [
      6,
      '  _local:',
      '6: upstreams._local: is no name here; must be a name of letters, digits, dots, dashes and underscores that begins with a letter or digit'
    ],
    [7, '    baseUrl: 127.0.0.1:8000', '7: upstreams.local.baseUrl: is no URL'],
    [7, '    baseUrl: ftp://127.0.0.1', '7: upstreams.local.baseUrl: is neither http nor https'],
    [
      10,
      '    upstream: lokal',
      '10: models[0].upstream: is none of the upstreams, which are local'
    ],
    [
      10,
      '    upstream: constructor',
      '10: models[0].upstream: is none of the upstreams, which are local'
    ],
    [12, '  - id: small', '12: models[1].id: is the id of models[0] too'],
    [11, '    price: unpriced', '11: models[0].price: is unpriced, but allowUnpriced is not true'],
    [
      11,
      '    price: free',
      '11: models[0].price: must be a record with inputPerMillion and outputPerMillion or unpriced, is a text'
    ]
  ])('line %i: %s', (line, text, wanted) => {
    expect(withLine(line, text)).toBe(`stageroute.yaml:${wanted}`)
  })

  test.each([
    ['', 'stageroute.yaml: must be a record, is empty'],
    ['# nothing', 'stageroute.yaml: must be a record, is empty'],
    ['- 1', 'stageroute.yaml:1: must be a record, is a list'],
    [
      'a: 1\nb: {c: 1',
      'stageroute.yaml:2: is no YAML: Flow map in block collection must be sufficiently indented and end with a }'
    ],
    [
      'a: 1\nbudget: { usdPerQuery: 1, usdPerQuery: 2 }',
      'stageroute.yaml:2: budget.usdPerQuery: is given twice'
    ],
    ['models:\n  - id: a\n  - id: b\n    id: c', 'stageroute.yaml:4: models[1].id: is given twice'],
    ['{"a": {"b": 1, "b": 2}}', 'stageroute.yaml:1: a.b: is given twice'],
    ['a: 1\n---\nb: 1', 'stageroute.yaml:2: is no YAML: a second document; only one is read'],
    [
      'a: 1\nb: !env NAME',
      'stageroute.yaml:2: is no YAML: an unknown tag (a word that begins with !)'
    ],
    ['a:\n\t- b', 'stageroute.yaml:2: is no YAML: Tabs are not allowed as indentation'],
    [
      'a: *b',
      'stageroute.yaml: is no YAML: an alias (*name) without an anchor before it, or too many of them'
    ],
    [
      'version: 1\nlisten: &a {}\nstate:\n  <<: *a',
      'stageroute.yaml:4: state["<<"]: unknown field; known: sqlite, survives, keepDays, postgresEnv, schema, connections, memory'
    ],
    ['[a]: 1', 'stageroute.yaml:1: is no YAML: a field whose name is no text']
  ])('%j', (text, wanted) => {
    expect(outcomeOf(text)).toBe(wanted)
  })

  test.each([
    [
      ['models', 0, 'state'],
      'forbiden',
      'must be one of allowed, pinned, forbidden, deprecated, is forbiden'
    ],
    [
      ['models', 0, 'capabilities'],
      ['tools', 'video'],
      'must be one of tools, images, audio, json, is video',
      '[1]'
    ],
    [['models', 0, 'share'], 0, 'must be a number above 0 and at most 1, is 0'],
    [['models', 0, 'minShare'], 1.5, 'must be a number from 0 to 1, is 1.5'],
    [['models', 0, 'concurrency'], 1.5, 'must be an integer of at least 1 or null, is 1.5'],
    [
      ['models', 0, 'hooks'],
      { start: {} },
      'must be a record with command or url or null, is a record',
      '.start'
    ],
    [
      ['models', 0, 'hooks'],
      { start: { comand: ['a'] } },
      'unknown field; did you mean command?',
      '.start.comand'
    ],
    [
      ['models', 0, 'hooks'],
      { start: { command: ['a'], url: 'b' } },
      'unknown field; known: command, timeoutMs',
      '.start.url'
    ],
    [
      ['models', 0, 'hooks'],
      { start: { command: [] } },
      'must be a list of texts, the program first, is a list',
      '.start.command'
    ],
    [['models'], [], 'must be a list of at least one model, is a list'],
    [['listen'], { port: 65_536 }, 'must be an integer from 0 to 65535, is 65536', '.port'],
    [
      ['listen'],
      { headersMs: 2 ** 31 },
      'must be an integer from 1 to 2147483647, is 2147483648',
      '.headersMs'
    ],
    [
      ['routing'],
      { exploration: 1 },
      'must be a number of at least 0 and below 1, is 1',
      '.exploration'
    ],
    [
      ['state'],
      { postgresEnv: 'A', sqlite: 'b' },
      'unknown field; known: sqlite, survives, keepDays',
      '.postgresEnv'
    ],
    [['state'], { memory: false }, 'must be true, is false', '.memory'],
    [['isOpen'], 'yes', 'must be true or false, is a text']
  ])('%j: %j', (path, value, wanted, rest = '') => {
    const read = readConfig(stringify(changed(smallest, path, value)), 'file')
    const field = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')
    expect(read).toMatchObject(E.left({ field: `${field.slice(1)}${rest}`, problem: wanted }))
  })

  test('lines and columns are those of the value', () => {
    expect(readConfig(GOOD.replace('maxDeployed: 1', 'maxDeployed: 0'), 'a.yaml')).toEqual(
      E.left({
        source: 'a.yaml',
        line: 4,
        column: 24,
        field: 'stages.maxDeployed',
        problem: 'must be an integer of at least 1, is 0'
      })
    )
  })

  test('behind an alias the line is that of the anchor', () => {
    const text = GOOD.replace('price: { inputPerMillion: 1,', 'price: &p { inputPerMillion: -1,')
    expect(outcomeOf(text)).toMatch(/^stageroute\.yaml:11: models\[0\]\.price\.inputPerMillion: /)
    const repeated = `${GOOD.replace('stages: {', 'stages: &s {')}routing: *s\n`
    expect(outcomeOf(repeated)).toMatch(/^stageroute\.yaml:4: routing\.maxDeployed: unknown field/)
  })

  test('what is missing behind an alias is missing at the anchor', () => {
    const text = GOOD.replace('version: 1', 'version: 1\nlisten: &none {}').replace(
      'stages: { maxDeployed: 1 }',
      'stages: *none'
    )
    expect(outcomeOf(text)).toBe(
      'stageroute.yaml:2: stages.maxDeployed: is missing; must be an integer of at least 1'
    )
  })

  test('control characters of names do not reach the terminal', () => {
    const problem = E.fold(configMessage, String)(readConfig('{"\\u001b[2J": 1}', 'a\nb'))
    expect(problem).toBe(
      'a\\u000ab:1: ["\\u001b[2J"]: unknown field; known: '.concat(
        problem.split('known: ')[1] ?? ''
      )
    )
    expect(problem).not.toMatch(/\p{Cc}/u)
  })

  test('long names are cut', () => {
    expect(outcomeOf(`${'x'.repeat(5000)}: 1`).length).toBeLessThan(400)
  })
})

describe('secrets are not told', () => {
  const SECRET = 'sk-1234567890'
  test.each([
    [['keys', 0, 'hash', 'hash'], SECRET],
    [['keys', 0, 'hash', 'salt'], 1234567890],
    [['keys', 0, 'hash'], SECRET],
    [['keys', 0, 'id'], SECRET],
    [['upstreams', 'openai', 'headers', 'x-team'], `${SECRET}\n`],
    [['upstreams', 'openai', 'headers', 'x-team'], 1234567890],
    [['upstreams', 'openai', 'query', 'api-version'], 1234567890],
    [['upstreams', 'openai', 'query', 'api-version'], null],
    [['upstreams', 'openai', 'keyEnv'], SECRET],
    [['upstreams', 'openai', 'keyEnv'], '1234567890'],
    [['upstreams', 'openai', 'baseUrl'], `https://user:${SECRET}@example.org`],
    [['upstreams', 'openai', 'totalMs'], SECRET],
    [['models', 0, 'upstream'], SECRET],
    [['models', 0, 'hooks', 'stop', 'url'], `ftp://${SECRET}`],
    [['models', 0, 'hooks', 'stop', 'secretEnv'], SECRET],
    [['telemetry', 'otlpUrl'], `https://user:${SECRET}@example.org`]
  ])('%j', (path, value) => {
    const outcome = outcomeOf(stringify(changed(fullest, path, value)))
    expect(outcome).toContain(String(path[path.length - 1]))
    expect(outcome).not.toContain('1234567890')
  })

  test.each([
    'a: *sk-1234567890',
    'a: "sk-1234567890',
    'a: "\\q sk-1234567890"',
    'a: @sk-1234567890',
    'a: !sk-1234567890 x',
    'a: |sk-1234567890\n  b',
    '- a\nsk-1234567890',
    'a: b: sk-1234567890',
    '{a: 1, sk-1234567890',
    '%sk-1234567890\n---\na: 1',
    '&sk-1234567890 &b a: 1',
    '"a" "sk-1234567890"',
    '} sk-1234567890'
  ])('in the broken text %j', (text) => {
    const outcome = outcomeOf(text)
    expect(outcome).toMatch(/^stageroute\.yaml(:\d+)?: /)
    expect(outcome).not.toContain('1234567890')
  })
})
