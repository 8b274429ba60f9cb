import type { Json } from 'fp-ts/Json'
import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { stringify } from 'yaml'
import { configMessage, readConfig } from '../../src/config/read-config'
import { starterConfig } from '../../src/config/starter'
import { changed, fullest, pathsOf, smallest } from './good-configs'

/** Fails where anything is neither accepted nor refused in one line, or leaves a trace on all objects. */
const expectOutcome = (text: string): void => {
  const before = Object.getOwnPropertyNames(Object.prototype)
  const read = readConfig(text, 'file')
  if (E.isLeft(read)) {
    expect(configMessage(read.left)).toMatch(/^file(:[1-9]\d*)?: [^\n\r]+$/)
    expect(read.left.line === null).toBe(read.left.column === null)
  }
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
}

const POLLUTING: ReadonlyArray<string> = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty'
]

const name = fc.oneof(
  fc.constantFrom(...POLLUTING, '<<', 'models', 'upstreams', 'budget', 'version', 'keys'),
  fc.string({ maxLength: 6 })
)

const scraps = fc.array(
  fc.constantFrom(
    ...[
      'a',
      '1',
      ': ',
      ':',
      '- ',
      '-',
      '\n',
      '\n  ',
      '\n    ',
      ' ',
      '\t',
      '#',
      '[',
      ']',
      '{',
      '}',
      ','
    ],
    ...[
      '"',
      "'",
      '|',
      '>',
      '&a',
      '*a',
      '!t',
      '!!set',
      '%YAML 1.1',
      '---',
      '...',
      '? ',
      '<<: ',
      '\u0000',
      '\ufeff'
    ],
    ...[
      '__proto__: ',
      'constructor: ',
      'version: 1',
      'models: ',
      'upstreams: ',
      '\r\n',
      '@',
      '`',
      '\\',
      '~'
    ]
  ),
  { maxLength: 40 }
)

test('law: any text is accepted or refused', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), expectOutcome))
  fc.assert(
    fc.property(scraps, (words) => expectOutcome(words.join(''))),
    { numRuns: 2000 }
  )
})

test('law: any part of a good text, and any with a letter changed, is accepted or refused', () => {
  const good = starterConfig().replace(/^ *#.*\n/gm, '')
  fc.assert(
    fc.property(fc.nat(good.length), fc.nat(20), fc.string({ maxLength: 3 }), (at, cut, added) =>
      expectOutcome(good.slice(0, at) + added + good.slice(at + cut))
    ),
    { numRuns: 500 }
  )
})

test('law: any document is accepted or refused, whatever its fields are called', () => {
  const tree = fc.letrec<{ tree: Json }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<Json>(null, true, 0, -1.5, 'text'),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc
        .array(fc.tuple(name, tie('tree')), { maxLength: 4 })
        .map((entries): Json => Object.fromEntries(entries))
    )
  })).tree
  const paths = pathsOf(fullest)
  fc.assert(
    fc.property(tree, fc.nat(), name, (value, place, field) => {
      const path = paths[place % paths.length] ?? []
      for (const config of [value, changed(fullest, path, value), { ...fullest, [field]: value }]) {
        expectOutcome(JSON.stringify(config))
        expectOutcome(stringify(config))
      }
    }),
    { numRuns: 150 }
  )
})

describe('names that all objects have', () => {
  const place = (path: ReadonlyArray<string>, field: string): string =>
    path.reduceRight((inner, key) => `{ ${key}: ${inner} }`, `{ "${field}": { polluted: true } }`)

  test.each(
    POLLUTING.flatMap(
      (field) =>
        [
          [field, []],
          [field, ['listen']],
          [field, ['upstreams']],
          [field, ['state']]
        ] as const
    )
  )('%s in %j leaves no trace', (field, path) => {
    expectOutcome(place(path, field))
    expect(E.isLeft(readConfig(place(path, field), 'file'))).toBe(true)
  })

  test('are unknown fields', () => {
    const text = JSON.stringify(smallest).replace('{', '{"__proto__": {"isOpen": true}, ')
    expect(readConfig(text, 'file')).toMatchObject(
      E.left({ field: '__proto__', problem: expect.stringMatching(/^unknown field/) as string })
    )
  })

  test('are no headers and no parameters', () => {
    for (const record of ['headers', 'query']) {
      const text = JSON.stringify(
        changed(smallest, ['upstreams', 'openai', record], JSON.parse('{"__proto__": "a"}') as Json)
      )
      expect(readConfig(text, 'file')).toMatchObject(
        E.left({ field: `upstreams.openai.${record}.__proto__` })
      )
    }
  })
})

describe('texts that are made to exhaust', () => {
  test.each([
    ['lists in lists', '['.repeat(20_000)],
    ['lists on one line', '- '.repeat(20_000)],
    ['records in records', '{a: '.repeat(20_000)],
    ['names of names', '? '.repeat(20_000)],
    ['lists one step too deep', `${'['.repeat(64)}${']'.repeat(64)}`]
  ])('%s are refused', (_, text) => {
    expect(readConfig(text, 'file')).toMatchObject(E.left({ problem: 'is nested too deeply' }))
  })

  test('lists that are not quite as deep are read', () => {
    expect(readConfig(`${'['.repeat(63)}${']'.repeat(63)}`, 'file')).toMatchObject(
      E.left({ problem: 'must be a record, is a list' })
    )
  })

  test('aliases of aliases are refused', () => {
    const levels = Array.from({ length: 12 }, (_, i) =>
      i === 0
        ? 'a0: &a0 [x]'
        : `a${i}: &a${i} [${Array(10)
            .fill(`*a${i - 1}`)
            .join(', ')}]`
    )
    expect(readConfig(levels.join('\n'), 'file')).toMatchObject(
      E.left({ problem: expect.stringMatching(/too many of them$/) as string })
    )
  })

  test('an alias of itself is refused', () => {
    expectOutcome('models: &a [*a]')
    expectOutcome('listen: &a { host: *a }')
    expectOutcome('&a { version: *a }')
  })
})
