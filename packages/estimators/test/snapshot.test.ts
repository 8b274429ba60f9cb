import {
  addArm,
  makeArmTable,
  makeSnapshot,
  observe,
  restoreTable,
  setCostPrior,
  snapshotTable,
  type Snapshot,
  type SnapshotLayout
} from '@stageroute/estimators'

const filled = () => {
  const table = makeArmTable(3)
  addArm(table)
  addArm(table)
  observe(table, 0, 0.25, 0.002)
  observe(table, 0, 0.75, 0.004)
  observe(table, 0, 7, 7)
  setCostPrior(table, 1, 0.001, 2)
  return table
}

type Document = {
  kind: string
  version: number
  figures: Record<string, number>
  columns: Record<string, Array<unknown>>
  checksum: unknown
}

const documentOf = (): Document => JSON.parse(JSON.stringify(snapshotTable(filled()))) as Document

/** Gives the changed content the checksum it should have, so that only the content is wrong. */
const resealed = (document: Document): Snapshot => {
  const layout: SnapshotLayout = {
    kind: document.kind,
    version: document.version,
    figures: Object.keys(document.figures),
    columns: Object.keys(document.columns),
    lengthOf: () => document.columns['priorCost']?.length ?? 0
  }
  const columns = Object.entries(document.columns).map(([name, column]) => [
    name,
    Float64Array.from(column as Array<number>)
  ])
  return makeSnapshot(layout, document.figures, Object.fromEntries(columns))
}

const expectRefused = (document: unknown, field: string, problem: string | RegExp): void => {
  const table = filled()
  const before = structuredClone(table)
  const answer = restoreTable(table, document)
  expect(answer).toEqual({
    _tag: 'Left',
    left: { _tag: 'InvalidSnapshot', field, problem: expect.stringMatching(problem) }
  })
  expect(table).toEqual(before)
}

test('through JSON and back a table is what it was', () => {
  const restored = makeArmTable(3)
  expect(restoreTable(restored, documentOf())._tag).toBe('Right')
  expect(restored).toEqual(filled())
})

test('restoring replaces everything, also the entries past its arms', () => {
  const table = makeArmTable(3)
  for (let n = 0; n < 3; n++) observe(table, addArm(table), 1, 1)
  restoreTable(table, documentOf())
  expect(table).toEqual(filled())
})

test.each([
  ['nothing', null],
  ['a list', []],
  ['a text', 'arm-table']
])('%s is no snapshot', (_, document) => {
  expectRefused(document, '(whole document)', 'is no object')
})

const changes: ReadonlyArray<
  readonly [what: string, field: string, problem: string | RegExp, change: (d: Document) => void]
> = [
  ['another kind', 'kind', '"x", expected "arm-table"', (d) => (d.kind = 'x')],
  ['another version', 'version', '2, expected 1', (d) => (d.version = 2)],
  ['a field more', 'more', 'unknown', (d) => Object.assign(d, { more: 1 })],
  ['no figures', 'figures', 'is no object', (d) => Object.assign(d, { figures: null })],
  ['a figure less', 'figures.rejected', 'missing', (d) => delete d.figures['rejected']],
  ['a column less', 'columns.costMean', 'missing', (d) => delete d.columns['costMean']],
  ['a column more', 'columns.more', 'unknown', (d) => (d.columns['more'] = [0, 0])],
  [
    'a column that is none',
    'columns.costMean',
    'is no list',
    (d) => Object.assign(d.columns, { costMean: 3 })
  ],
  [
    'a shorter column',
    'columns.costMean',
    'has 1 entries, expected 2',
    (d) => d.columns['costMean']?.pop()
  ],
  [
    'a hole',
    'columns.costMean[1]',
    'null is no finite number',
    (d) => d.columns['costMean']?.splice(1, 1, null)
  ],
  [
    'a number as text',
    'columns.costMean[1]',
    '"1" is no finite',
    (d) => d.columns['costMean']?.splice(1, 1, '1')
  ],
  [
    'a size that is none',
    'figures.size',
    'no finite number',
    (d) => Object.assign(d.figures, { size: null })
  ],
  ['another checksum', 'checksum', /^1, the content has \d+$/, (d) => (d.checksum = 1)],
  [
    'a changed digit',
    'checksum',
    /the content has/,
    (d) => d.columns['rewardMean']?.splice(0, 1, 0.6)
  ]
]

test.each(changes)('%s is refused', (_, field, problem, change) => {
  const document = documentOf()
  change(document)
  expectRefused(document, field, problem)
})

const impossible: ReadonlyArray<
  readonly [what: string, field: string, problem: string | RegExp, change: (d: Document) => void]
> = [
  [
    'refusals below zero',
    'figures.rejected',
    '-1 is no count',
    (d) => (d.figures['rejected'] = -1)
  ],
  [
    'a mean reward above one',
    'columns.rewardMean[0]',
    '1.001, expected between 0 and 1',
    (d) => d.columns['rewardMean']?.splice(0, 1, 1.001)
  ],
  [
    'a negative mean cost',
    'columns.costMean[0]',
    'expected between 0 and Infinity',
    (d) => d.columns['costMean']?.splice(0, 1, -1)
  ],
  [
    'a negative weight',
    'columns.rewardWeight[0]',
    'is negative',
    (d) => d.columns['rewardWeight']?.splice(0, 1, -2)
  ],
  [
    'a mean of nothing',
    'columns.rewardWeight[0]',
    'yet something was observed',
    (d) => d.columns['rewardWeight']?.splice(0, 1, 0)
  ],
  [
    'squared weights below the weights',
    'columns.rewardWeightSquares[0]',
    'expected between',
    (d) => d.columns['rewardWeightSquares']?.splice(0, 1, 1)
  ],
  [
    'squared costs above the weights',
    'columns.costWeightSquares[0]',
    'expected between',
    (d) => d.columns['costWeightSquares']?.splice(0, 1, 3)
  ],
  [
    'negative squares',
    'columns.costSquares[0]',
    'expected between',
    (d) => d.columns['costSquares']?.splice(0, 1, -1)
  ],
  [
    'more variance than the mean allows',
    'columns.rewardSquares[0]',
    'expected between 0 and 0.5',
    (d) => d.columns['rewardSquares']?.splice(0, 1, 0.6)
  ],
  [
    'a negative prior',
    'columns.priorCost[1]',
    'is negative',
    (d) => d.columns['priorCost']?.splice(1, 1, -1)
  ],
  [
    'a prior worth less than nothing',
    'columns.priorPulls[1]',
    'is negative',
    (d) => d.columns['priorPulls']?.splice(1, 1, -1)
  ],
  [
    'a prior worth nothing',
    'columns.priorCost[1]',
    'worth no pulls',
    (d) => d.columns['priorPulls']?.splice(1, 1, 0)
  ]
]

test.each(impossible)(
  '%s is refused although its checksum is right',
  (_, field, problem, change) => {
    const document = documentOf()
    change(document)
    expectRefused(resealed(document), field, problem)
  }
)

test('more arms than there is room for are refused', () => {
  const table = makeArmTable(1)
  expect(restoreTable(table, documentOf())).toMatchObject({
    left: { field: 'figures.size', problem: '2 arms, there is room for 1' }
  })
  expect(table).toEqual(makeArmTable(1))
})
