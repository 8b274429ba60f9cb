import * as E from 'fp-ts/Either'
import { StoredRun } from '../../src/experiments/run-codec'

const run: StoredRun = {
  version: 2,
  hash: 'abc',
  policy: 'stage-route',
  seed: 1,
  seconds: 0.1,
  measures: {
    reward: 0.1 + 0.2,
    oracleReward: 50,
    pseudoRegret: -1e-17,
    realisedRegret: 10,
    spend: 1,
    openingFloat: 0,
    maxOverspend: 0,
    overspentQueries: 0,
    unserved: 0,
    switches: 1,
    adoptionQueries: [10, Infinity],
    recoveryQueries: [700, Infinity],
    isLockedOut: true,
    curve: { query: [1], pseudoRegret: [1 / 3], spend: [0.5], share: [1] }
  }
}

test('a run is read as it was written, to the last bit, what never happened included', () => {
  const text = JSON.stringify(StoredRun.encode(run))
  expect(StoredRun.decode(JSON.parse(text))).toEqual(E.right(run))
})

test('a curve with anything but numbers is none', () => {
  for (const spend of [[null], ['1'], 'x', [[1]]]) {
    const curve = { ...run.measures.curve, spend }
    const document = { ...run, measures: { ...run.measures, curve } }
    expect(E.isLeft(StoredRun.decode(document))).toBe(true)
  }
})
