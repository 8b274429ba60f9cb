import { makeOneArmPolicy } from './one-arm-policy'
import { policies, type Policy, type PolicySettings } from '@stageroute/policies'
import { runPolicy } from '@stageroute/simulator'
import type { Bench, BenchSettings } from './bench'
import { median, medianRatio, timePaired, type Contender } from './paired'
import { ratioText, tableLines } from './table'
import { figuresWorld, rowsWorld, type World } from './worlds'

const played = ['stage-route', 'stage-route-ledger', 'greedy', 'uniform'] as const

/** Seeds that take turns, so that no run is known by heart. */
const SEEDS = 3

const run = (
  { trial, oracle, index }: World,
  policyId: string,
  makePolicy: (settings: PolicySettings) => Policy
): Contender => ({
  name: policyId,
  solve: (i) =>
    runPolicy(trial, oracle, {
      policyId,
      makePolicy,
      index,
      seed: i,
      curvePoints: 100,
      onProgress: () => undefined
    }).reward
})

const rate = (queries: number, microseconds: number): string =>
  `${((queries / microseconds) * 1000).toFixed(0)}k`

const benchWorld = (world: World, { isQuick, clock, print }: BenchSettings): void => {
  const contenders = [
    run(world, 'one arm, nothing learned', makeOneArmPolicy),
    ...played.map((id) => run(world, id, policies[id] ?? makeOneArmPolicy))
  ]
  const timings = timePaired(contenders, {
    problems: SEEDS,
    rounds: isQuick ? 3 : 15,
    clock,
    sampleMs: 10,
    warmUpMs: isQuick ? 300 : 1500
  })
  const { queries } = world.trial
  const [alone] = timings
  const rows = timings.map((timing) => {
    const times = timing.microseconds
    return [
      timing.name,
      `${rate(queries, median(times))} (${rate(queries, Math.max(...times))} - ${rate(queries, Math.min(...times))})`,
      alone === undefined ? '' : ratioText(medianRatio(timing, alone))
    ]
  })
  print(`\nSimulation on one core, ${world.name}, ${queries} queries a run, ${SEEDS} seeds`)
  tableLines([['policy', 'queries per second', 'times outcomes alone'], ...rows]).forEach(print)
}

/** Whole simulated runs, outcomes and measures included, against runs in which the policy does nothing. */
export const benchSimulate: Bench = (settings) => {
  benchWorld(figuresWorld(), settings)
  benchWorld(rowsWorld(settings.seed), settings)
  return Promise.resolve([])
}
