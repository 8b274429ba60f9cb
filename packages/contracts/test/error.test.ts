import { message, type DomainError } from '../src'

const cases: { readonly [Tag in DomainError['_tag']]: readonly [DomainError, string] } = {
  UnreadableFile: [
    { _tag: 'UnreadableFile', file: 'a.csv', problem: 'does not exist' },
    'a.csv: does not exist'
  ],
  InvalidRow: [
    { _tag: 'InvalidRow', file: 'a.csv', line: 3, column: 'cost', problem: '-1' },
    'a.csv, line 3, column cost: -1'
  ],
  InvalidField: [
    { _tag: 'InvalidField', source: 'p.json', field: 'capacity[3]', problem: '2' },
    'p.json, field capacity[3]: 2'
  ],
  InvalidSetting: [
    { _tag: 'InvalidSetting', setting: '--stages', problem: '0, expected at least 1' },
    '--stages: 0, expected at least 1'
  ],
  UnknownName: [
    { _tag: 'UnknownName', kind: 'policy', name: 'magic', known: ['greedy', 'uniform'] },
    'unknown policy "magic"; known: greedy, uniform'
  ],
  RunFailed: [
    { _tag: 'RunFailed', what: 'solver highs', problem: 'status 4' },
    'solver highs failed: status 4'
  ]
}

it.each(Object.entries(cases))('says in one line what %s means', (_tag, [error, line]) => {
  expect(message(error)).toBe(line)
})

test('a message is one printable line, whatever the user named', () => {
  const field = 'a\nb\u001b[31m\u2028\u0085'
  const error = { _tag: 'InvalidField', source: 'x.json', field, problem: 'unknown field' } as const
  expect(message(error)).toBe('x.json, field a\\u000ab\\u001b[31m\\u2028\\u0085: unknown field')
})
