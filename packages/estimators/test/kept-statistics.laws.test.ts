import * as fc from 'fast-check'
import type * as E from 'fp-ts/Either'
import { makeStream, nextUniform } from '@stageroute/numeric'
import {
  addContextualArm,
  addNumber,
  addWord,
  changeThreshold,
  checksumOf,
  dropBefore,
  giveUpReward,
  makeChangeDetector,
  makeChecksum,
  makeContextualTable,
  makeFeedbackRegister,
  makeForgetting,
  makeLinearTable,
  makeSlidingWindow,
  observeContextualCost,
  observeContextualReward,
  observeDiscounted,
  observeForChange,
  observeInWindow,
  observeLinear,
  openDecision,
  receiveReward,
  restoreContextual,
  restoreDetector,
  restoreFeedback,
  restoreForgetting,
  restoreLinear,
  restoreWindow,
  snapshotContextual,
  snapshotDetector,
  snapshotFeedback,
  snapshotForgetting,
  snapshotLinear,
  snapshotWindow,
  type InvalidSnapshot,
  type Snapshot
} from '@stageroute/estimators'

type Restored = E.Either<InvalidSnapshot, unknown>

/** One kind of statistics: a played one is restored into a new one, which then goes on as the played one does. */
interface Kept {
  readonly name: string
  /** The statistics after so many steps, and what can be done with them. */
  readonly play: (steps: number) => {
    readonly step: (n: number) => void
    readonly snapshot: () => Snapshot
    readonly restore: (document: unknown) => Restored
  }
  /** Fields that, changed to a value and checksummed again, must be refused, and the field the refusal names. */
  readonly spoilt: ReadonlyArray<readonly [field: string, value: number, named: string]>
}

const draw = (n: number, i = 0): number => nextUniform(makeStream(n * 8 + i, 'kept'))

const kinds: ReadonlyArray<Kept> = [
  {
    name: 'feedback',
    play: (steps) => {
      const register = makeFeedbackRegister(2, 5)
      const step = (n: number) => {
        openDecision(register, n % 2, (n % 3) - 1, 0.5)
        receiveReward(register, n - (n % 4), draw(n))
        if (n % 5 === 0) giveUpReward(register, n - 1)
      }
      for (let n = 0; n < steps; n++) step(n)
      return {
        step,
        snapshot: () => snapshotFeedback(register),
        restore: (document) => restoreFeedback(register, document)
      }
    },
    spoilt: [
      ['figures.maxArms', 3, 'columns.outstanding'],
      ['figures.opened', 1e6, 'figures.opened'],
      ['figures.late', -1, 'figures.late'],
      ['figures.late', 0.5, 'figures.late'],
      ['figures.accepted', 9, 'figures.accepted'],
      ['columns.outstanding.0', 77, 'columns.outstanding[0]'],
      ['columns.arm.1', 2, 'columns.arm[1]'],
      ['columns.context.1', -2, 'columns.context[1]'],
      ['columns.weight.1', 0.5, 'columns.weight[1]'],
      ['columns.state.1', 3, 'columns.state[1]']
    ]
  },
  {
    name: 'forgetting',
    play: (steps) => {
      const forgetting = makeForgetting(2, 0.9)
      const step = (n: number) => void observeDiscounted(forgetting, n % 2, draw(n), 1 + (n % 3), n)
      for (let n = 0; n < steps; n++) step(n)
      return {
        step,
        snapshot: () => snapshotForgetting(forgetting),
        restore: (document) => restoreForgetting(forgetting, document)
      }
    },
    spoilt: [
      ['figures.factor', 0.8, 'figures.factor'],
      ['figures.rejected', -1, 'figures.rejected'],
      ['columns.touched.0', 1.5, 'columns.touched[0]'],
      ['columns.valueWeight.0', -1, 'columns.valueWeight[0]'],
      ['columns.valueSquares.0', -1, 'columns.valueSquares[0]']
    ]
  },
  {
    name: 'window',
    play: (steps) => {
      const window = makeSlidingWindow(2, 7)
      const step = (n: number) => {
        observeInWindow(window, n % 2, draw(n), n)
        if (n % 11 === 0) dropBefore(window, 0, n - 6)
      }
      for (let n = 0; n < steps; n++) step(n)
      return {
        step,
        snapshot: () => snapshotWindow(window),
        restore: (document) => restoreWindow(window, document)
      }
    },
    spoilt: [
      ['figures.length', 8, 'columns.value'],
      ['columns.query.0', -1, 'columns.query[0]'],
      ['columns.start.0', 7, 'columns.start[0]'],
      ['columns.older.1', -1, 'columns.older[1]'],
      ['columns.newer.1', 9, 'columns.newer[1]']
    ]
  },
  {
    name: 'detector',
    play: (steps) => {
      const detector = makeChangeDetector(1, 0.1, 2, changeThreshold.customary)
      const step = (n: number) =>
        void observeForChange(detector, 0, n % 90 < 45 ? draw(n) / 2 : 2 - draw(n) / 2)
      for (let n = 0; n < steps; n++) step(n)
      return {
        step,
        snapshot: () => snapshotDetector(detector),
        restore: (document) => restoreDetector(detector, document)
      }
    },
    spoilt: [
      ['figures.delta', 0.2, 'figures.delta'],
      ['figures.threshold', 0, 'figures.threshold'],
      ['figures.pullsBefore', -1, 'figures.pullsBefore'],
      ['figures.meanBefore', 2.5, 'figures.meanBefore'],
      ['figures.meanAfter', -0.5, 'figures.meanAfter'],
      ['columns.buckets.0', 17, 'columns.buckets[0]'],
      ['columns.bucketSum.0', 1.5, 'columns.bucketSum[0]'],
      ['columns.bucketSum.639', 1, 'columns.bucketSum[639]'],
      ['columns.pulls.0', 1e6, 'columns.pulls[0]'],
      ['columns.sum.0', 1e6, 'columns.sum[0]']
    ]
  },
  {
    name: 'contextual',
    play: (steps) => {
      const table = makeContextualTable(3, 2, 0.5)
      addContextualArm(table)
      const step = (n: number) => {
        observeContextualReward(table, n % 3, 0, draw(n), 1 + (n % 2))
        observeContextualCost(table, n % 2, 0, draw(n, 1) / 2)
      }
      for (let n = 0; n < steps; n++) step(n)
      return {
        step,
        snapshot: () => snapshotContextual(table),
        restore: (document) => restoreContextual(table, document)
      }
    },
    spoilt: [
      ['figures.costMax', 0.25, 'figures.costMax'],
      ['figures.size', 3, 'figures.size'],
      ['figures.size', 0, 'figures.size'],
      ['columns.rewardCellMean.0', 1.5, 'columns.rewardCellMean[0]'],
      ['columns.costCellMean.0', 0.75, 'columns.costCellMean[0]'],
      ['columns.rewardSeen.0', 2, 'columns.rewardSeen[0]'],
      ['columns.rewardWithin.0', -1, 'columns.rewardWithin[0]'],
      ['columns.rewardWithin.0', 9, 'columns.rewardWithin[0]'],
      ['columns.costSquaredWeights.0', 9e9, 'columns.costSquaredWeights[0]'],
      ['columns.costUnitWeights.0', 1, 'columns.costUnitWeights[0]']
    ]
  },
  {
    name: 'linear',
    play: (steps) => {
      const table = makeLinearTable({
        size: 2,
        dimension: 2,
        regularisation: 1,
        factor: 0.99,
        maxNorm: 2
      })
      const features = new Float64Array(2)
      const step = (n: number) => {
        features[0] = 1
        features[1] = draw(n) - 0.5
        observeLinear(table, n % 2, features, draw(n, 1), 1, n)
      }
      for (let n = 0; n < steps; n++) step(n)
      return {
        step,
        snapshot: () => snapshotLinear(table),
        restore: (document) => restoreLinear(table, document)
      }
    },
    spoilt: [
      ['figures.regularisation', 2, 'figures.regularisation'],
      ['columns.touched.0', -1, 'columns.touched[0]'],
      ['columns.updates.0', 0.5, 'columns.updates[0]'],
      ['columns.rho.0', 0.4, 'columns.rho[0]'],
      ['columns.rho.0', 1.1, 'columns.rho[0]'],
      ['columns.gram.1', 7, 'columns.gram[1]'],
      ['columns.gram.0', -1000, 'columns.gram'],
      ['columns.inverse.0', -1, 'columns.inverse[0]'],
      ['columns.theta.1', 50, 'columns.theta[1]'],
      ['columns.logDeterminant.0', 90, 'columns.logDeterminant[0]']
    ]
  }
]

const throughText = (snapshot: Snapshot): Snapshot => JSON.parse(JSON.stringify(snapshot))

/** The document with one number changed; `isSigned` takes the checksum again, as a program that went wrong would. */
const change = (snapshot: Snapshot, field: string, value: number, isSigned: boolean): Snapshot => {
  const spoilt = throughText(snapshot)
  const [part, name, i] = field.split('.')
  if (part === 'figures') (spoilt.figures as Record<string, number>)[name] = value
  else (spoilt.columns[name] as number[])[Number(i)] = value
  if (!isSigned) return spoilt
  const checksum = makeChecksum()
  addWord(checksum, spoilt.kind)
  addNumber(checksum, spoilt.version)
  for (const figure of Object.values(spoilt.figures)) addNumber(checksum, figure)
  for (const column of Object.values(spoilt.columns)) {
    addNumber(checksum, column.length)
    for (const entry of column) addNumber(checksum, entry)
  }
  return { ...spoilt, checksum: checksumOf(checksum) }
}

describe.each(kinds)('$name', ({ play, spoilt }) => {
  test('what was restored is what was kept, and goes on as it does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 150 }), (steps) => {
        const played = play(steps)
        const other = play(13)
        expect(other.restore(throughText(played.snapshot()))).toMatchObject({ _tag: 'Right' })
        expect(other.snapshot()).toEqual(played.snapshot())
        for (let n = steps; n < steps + 20; n++) {
          played.step(n)
          other.step(n)
        }
        expect(other.snapshot()).toEqual(played.snapshot())
      }),
      { seed: 101, numRuns: 25 }
    )
  })

  test.each(spoilt)('%s as %d is refused by name, and nothing changes', (field, value, named) => {
    const played = play(40)
    const before = played.snapshot()
    const refusal = played.restore(change(before, field, value, true))
    expect(refusal).toMatchObject({ _tag: 'Left', left: { field: named } })
    expect(played.snapshot()).toEqual(before)
  })

  test('a number changed on the way is refused, and nothing changes', () => {
    const played = play(40)
    const before = played.snapshot()
    for (const [name, column] of Object.entries(before.columns))
      for (const i of [0, column.length - 1]) {
        const spoiltColumn = change(before, `columns.${name}.${i}`, column[i] + 0.25, false)
        expect(played.restore(spoiltColumn)).toMatchObject({
          _tag: 'Left',
          left: { field: 'checksum' }
        })
      }
    expect(played.snapshot()).toEqual(before)
  })

  test.each([
    ['another version', { version: 2 }, 'version'],
    ['another kind', { kind: 'diary' }, 'kind'],
    ['a number that is not finite', { figures: { rejected: Infinity } }, 'figures.']
  ])('%s is refused', (_, different, named) => {
    const played = play(40)
    const refusal = played.restore({ ...played.snapshot(), ...different })
    expect(refusal).toMatchObject({ _tag: 'Left' })
    expect(refusal._tag === 'Left' && refusal.left.field.startsWith(named)).toBe(true)
  })
})
