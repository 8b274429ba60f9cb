import Ajv2020 from 'ajv/dist/2020'
import type { Json, JsonRecord } from 'fp-ts/Json'
import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { parse } from 'yaml'
import { configSchema } from '../../src/config/config-schema'
import { GatewayConfig } from '../../src/config/gateway-config'
import { starterConfig } from '../../src/config/starter'
import { changed, fullest, goodConfigs, pathsOf, smallest } from './good-configs'

const schema = configSchema() as JsonRecord
const isValid = new Ajv2020({ allowUnionTypes: true }).compile(schema)

const isDecoded = (value: unknown): boolean => E.isRight(GatewayConfig.decode(value))

test('good configurations are valid, and so is the starter', () => {
  for (const config of goodConfigs) {
    expect(isValid(config) || isValid.errors).toBe(true)
    expect(isDecoded(config)).toBe(true)
  }
  expect(isValid(parse(starterConfig())) || isValid.errors).toBe(true)
})

test.each<readonly [ReadonlyArray<string | number>, Json | undefined]>([
  [['version'], 2],
  [['version'], undefined],
  [['budget'], undefined],
  [['models'], []],
  [['models', 0, 'price', 'inputPerMillion'], -1],
  [['models', 0, 'price'], 'free'],
  [['models', 0, 'released'], '24-01-01'],
  [['models', 0, 'id'], 'with space'],
  [['models', 0, 'share'], 0],
  [['models', 0, 'hooks', 'start'], {}],
  [['models', 0, 'hooks', 'start'], { command: [] }],
  [['models', 0, 'hooks', 'start'], { command: ['a'], url: 'http://a', secretEnv: 'A' }],
  [['state'], { sqlite: 'a', memory: true }],
  [['state'], { postgresEnv: 'not a name' }],
  [['stages', 'schedule'], {}],
  [['stages', 'schedule'], { everyQueries: 1, everyMinutes: 1 }],
  [['upstreams', 'not a name'], { baseUrl: 'http://a' }],
  [['upstreams', 'openai', 'headers', 'not a name'], 'a'],
  [['upstreams', 'openai', 'headers', 'x'], 'line\nbreak'],
  [['keys', 0, 'roles'], []],
  [['keys', 0, 'roles'], ['owner']],
  [['keys', 0, 'id'], 'short'],
  [['listen', 'port'], 65_536],
  [['listen', 'prot'], 1],
  [['seed'], 1.5],
  [['seed'], 2 ** 53],
  [['unknown'], null]
])('%j: %j is refused by both', (path, value) => {
  const config = changed(fullest, path, value)
  expect(isValid(config)).toBe(false)
  expect(isDecoded(config)).toBe(false)
})

describe('law: a document is valid if, and only if, the codecs decode it', () => {
  const own = (tree: Json, path: ReadonlyArray<string | number>): Json =>
    path.reduce((value, key) => (value as JsonRecord)[key] as Json, tree)
  const bases = goodConfigs
  const parts = bases.flatMap((base) => pathsOf(base).map((path) => own(base, path)))
  const numbers = [-1, -0, 0, 1e-9, 0.5, 1, 1.5, 10, 11, 65_535, 65_536]
  const edges: ReadonlyArray<Json> = [
    ...[null, true, false, '', ' ', 'a', 'A', '\n', 'unpriced', '/', '2024-01-01', [], {}],
    ...[...numbers, 2 ** 31 - 1, 2 ** 31, 2 ** 53 - 1, 2 ** 53, 1e300]
  ]
  const values = fc.oneof(
    fc.constantFrom(...edges),
    fc.constantFrom(...parts),
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>
  )
  const names = fc.oneof(
    fc.constantFrom('__proto__', 'constructor', 'toString', 'sqlite', 'memory', 'url', 'command'),
    fc.constantFrom(...bases.flatMap(pathsOf).flat().map(String)),
    fc.string()
  )
  const mutation = fc.record({
    place: fc.nat(),
    kind: fc.constantFrom('replace', 'remove', 'add'),
    name: names,
    value: values
  })
  type Mutation = typeof mutation extends fc.Arbitrary<infer A> ? A : never

  const mutate = (tree: Json, { place, kind, name, value }: Mutation): Json => {
    const paths = pathsOf(tree)
    const path = paths[place % paths.length] ?? []
    if (kind === 'replace') return changed(tree, path, value)
    if (kind === 'remove') return changed(tree, path, undefined)
    const around = own(tree, path)
    return around !== null && typeof around === 'object' && !Array.isArray(around)
      ? changed(tree, [...path, name], value)
      : tree
  }

  test('at the edge of every range', () => {
    const disagreeing = bases.flatMap((base) =>
      pathsOf(base).flatMap((path) =>
        edges
          .filter((value) => {
            const config = changed(base, path, value)
            return isValid(config) !== isDecoded(config)
          })
          .map((value) => ({ path, value }))
      )
    )
    expect(disagreeing).toEqual([])
  })

  test('whatever is changed in a good one', () => {
    const seen = { good: 0, bad: 0 }
    fc.assert(
      fc.property(
        fc.constantFrom(...bases),
        fc.array(mutation, { minLength: 1, maxLength: 3 }),
        (base, mutations) => {
          const config = mutations.reduce<Json>(mutate, base)
          const valid = isValid(config)
          seen[valid ? 'good' : 'bad']++
          expect(isDecoded(config)).toBe(valid)
        }
      ),
      { numRuns: 5000 }
    )
    expect(Math.min(seen.good, seen.bad)).toBeGreaterThan(300)
  })
})

describe('what an editor shows', () => {
  type Part = { readonly [key: string]: Part } & ReadonlyArray<Part>
  const fieldsOf = (part: Part, path = ''): ReadonlyArray<readonly [string, Part]> => [
    ...Object.entries(part['properties'] ?? {}).flatMap(
      ([field, inner]): ReadonlyArray<readonly [string, Part]> => [
        [`${path}.${field}`, inner],
        ...fieldsOf(inner, `${path}.${field}`)
      ]
    ),
    ...['items', 'additionalProperties'].flatMap((inside) =>
      typeof part[inside] === 'object' ? fieldsOf(part[inside], path) : []
    ),
    ...Object.values(part['anyOf'] ?? {}).flatMap((member) => fieldsOf(member, path))
  ]
  const fields = fieldsOf(schema as unknown as Part)

  test('every field is described', () => {
    expect(fields.length).toBeGreaterThan(100)
    expect(fields.filter(([, field]) => typeof field['description'] !== 'string')).toEqual([])
  })

  test('every field is one of a good configuration, and the other way round', () => {
    const plain = (path: ReadonlyArray<string | number>): string =>
      path
        .filter(
          (key, i) =>
            typeof key === 'string' && !/^(upstreams|headers|query)$/.test(String(path[i - 1]))
        )
        .map((key) => `.${key}`)
        .join('')
    const used = new Set(goodConfigs.flatMap(pathsOf).map(plain))
    used.delete('')
    expect([...used].sort()).toEqual(
      [...new Set(fields.map(([path]) => path))]
        .filter((path) => !/hooks\.(start\.(url|secretEnv)|stop\.command)$/.test(path))
        .sort()
    )
  })

  test('defaults are what is filled in', () => {
    const read = GatewayConfig.decode(smallest)
    const config = E.isRight(read) ? read.right : null
    const find = (path: string): unknown => fields.find(([field]) => field === path)?.[1]['default']
    expect(find('.listen.port')).toBe(config?.listen.port)
    expect(find('.models.capabilities')).toEqual(config?.models[0]?.capabilities)
    expect(find('.stages.schedule')).toEqual(config?.stages.schedule)
    expect(find('.upstreams.keyEnv')).toBe(config?.upstreams['openai']?.keyEnv)
    expect(find('.listen')).toEqual({})
  })
})
