import { oracleShareAt, summariseCurves } from '../src'
import { oracle, runOf, trial } from './builders'

const { curve } = runOf()

test('curves are means over the seeds with a band of one standard deviation', () => {
  const runs = [4, 6].map((regret) =>
    runOf({ curve: { ...curve, pseudoRegret: [regret, 2 * regret] } })
  )
  const { query, regret } = summariseCurves(trial, runs)
  expect(query).toEqual([50, 100])
  expect(regret.mean).toEqual([5, 10])
  // Sample deviations: sqrt(2) of 4 and 6, 2 sqrt(2) of 8 and 12.
  expect(regret.low).toEqual([3.58579, 7.17157])
  expect(regret.high).toEqual([6.41421, 12.8284])
})

test('spend is over what the budget allowed by then', () => {
  const runs = [runOf(), runOf({ curve: { ...curve, spend: [0.25, 2] } })]
  expect(summariseCurves(trial, runs).spendToBudget.mean).toEqual([0.75, 1.5])
})

test('shares are means over the seeds', () => {
  const runs = [runOf(), runOf({ curve: { ...curve, share: [0, 1, 0.25, 0.75] } })]
  expect(summariseCurves(trial, runs).share).toEqual([0.5, 0.5, 0.375, 0.625])
})

test("the oracle's shares are those of the queries since the previous point", () => {
  expect(oracleShareAt(trial, oracle, [25, 75, 100])).toEqual([1, 0, 0.75, 0.25, 0.5, 0.5])
})
