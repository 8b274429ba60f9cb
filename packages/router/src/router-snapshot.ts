import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import {
  findBadEntry,
  findNoCount,
  invalidSnapshot,
  isCount,
  makeSnapshot,
  restoreChecked,
  type InvalidSnapshot,
  type Snapshot,
  type SnapshotLayout
} from '@stageroute/estimators'
import { seekStream, tolerance } from '@stageroute/numeric'
import { noteFloors } from './floors'
import { makeHealth } from './health'
import { restoreHealth, snapshotHealth } from './health-snapshot'
import { makeRateBuckets } from './rate-bucket'
import { restoreRateBuckets, snapshotRateBuckets } from './rate-bucket-snapshot'
import type { Router } from './router'
import { deploy } from './router-state'

const byPosition = ['arms', 'reward', 'cost', 'capacity'] as const
const byArm = ['minShare', 'owed', 'lastGood'] as const
const byCell = ['mix', 'contextReward', 'contextCost'] as const

const lengthOf = (
  { maxArms, size, contexts, isPriced }: Readonly<Record<string, number>>,
  column: string
): number => {
  if ((byArm as ReadonlyArray<string>).includes(column)) return maxArms
  if ((byCell as ReadonlyArray<string>).includes(column)) return contexts * size
  if (column === 'capacityPrice') return contexts > 0 ? size : 0
  if (column === 'fixedCapacityPrice') return isPriced > 0 ? size : 0
  return size
}

const layout: SnapshotLayout = {
  kind: 'router',
  version: 1,
  figures: [
    'maxArms',
    'size',
    'contexts',
    'isPriced',
    'contextPrice',
    'fixedPrice',
    'query',
    'stage',
    'budget',
    'seedPosition',
    'failedSolves'
  ],
  columns: [...byPosition, ...byArm, ...byCell, 'capacityPrice', 'fixedCapacityPrice'],
  lengthOf
}

/**
 * A router as a document: its deployment and what it owes, the health of its arms, their rates.
 *
 * @category snapshot
 * @since 0.1.0
 */
export interface RouterSnapshot {
  readonly router: Snapshot
  readonly health: Snapshot
  readonly buckets: Snapshot
}

/** A price that is none is minus one: JSON has no NaN. */
const noPrice = -1

/**
 * Returns everything that the next decisions depend on, but what arms can do (`setAccess`) and the settings, as a document that can be kept as JSON.
 *
 * Cost: O(maxArms + contexts deployed).
 *
 * @category snapshot
 * @since 0.1.0
 */
export const snapshotRouter = (router: Router): RouterSnapshot => {
  const { state, settings, contexts, prices, record, minShare, owed, lastGood } = router
  const { size, reward, cost, capacity, budget } = state.program
  const { contexts: count, budgetPrice, mix, capacityPrice } = contexts
  return {
    router: makeSnapshot(
      layout,
      {
        maxArms: owed.length,
        size,
        contexts: count,
        isPriced: prices.isSet ? 1 : 0,
        fixedPrice: prices.isSet ? prices.budget : noPrice,
        contextPrice: budgetPrice >= 0 ? budgetPrice : noPrice,
        query: record.query + 1,
        stage: record.stage + 1,
        budget,
        seedPosition: settings.stream.position,
        failedSolves: router.failedSolves
      },
      {
        ...{ arms: Float64Array.from(state.arms), reward, cost, capacity },
        ...{ minShare, owed, lastGood, capacityPrice, fixedCapacityPrice: prices.capacity },
        ...{ mix, contextReward: contexts.reward, contextCost: contexts.cost }
      }
    ),
    health: snapshotHealth(router.health),
    buckets: snapshotRateBuckets(router.buckets)
  }
}

/** A mix may leave a share a rounding above one. */
const isShare = (value: number): boolean => value >= 0 && value <= 1 + tolerance.strict
const isAmount = (value: number): boolean => value >= 0

const findProblem = (router: Router, snapshot: Snapshot): InvalidSnapshot | undefined => {
  const { figures, columns } = snapshot
  const room = router.owed.length
  const isArm = (arm: number, i: number): boolean =>
    isCount(arm) && arm < room && columns.arms.indexOf(arm) === i
  if (figures.maxArms !== room)
    return invalidSnapshot('figures.maxArms', `${figures.maxArms}, this router has ${room}`)
  if (!isAmount(figures.budget)) return invalidSnapshot('figures.budget', 'is negative')
  return (
    findNoCount(snapshot, ['size', 'contexts', 'query', 'stage', 'seedPosition', 'failedSolves']) ??
    findBadEntry(snapshot, 'arms', isArm, 'is no arm, or listed twice') ??
    findBadEntry(snapshot, 'cost', isAmount, 'is negative') ??
    findBadEntry(snapshot, 'capacity', (n) => n > 0 && n <= 1, 'is no share in (0, 1]') ??
    findBadEntry(snapshot, 'minShare', isShare, 'is no share') ??
    findBadEntry(snapshot, 'owed', isAmount, 'is negative') ??
    findBadEntry(snapshot, 'lastGood', isShare, 'is no share') ??
    findBadEntry(snapshot, 'mix', isShare, 'is no share') ??
    findBadEntry(snapshot, 'contextCost', isAmount, 'is negative') ??
    findBadEntry(snapshot, 'capacityPrice', isAmount, 'is negative') ??
    findBadEntry(snapshot, 'fixedCapacityPrice', isAmount, 'is negative')
  )
}

const write = (router: Router, { figures, columns }: Snapshot): void => {
  const { state, contexts, record, settings } = router
  const capacity = new Float64Array(router.owed.length).fill(1)
  columns.arms.forEach((arm, i) => (capacity[arm] = columns.capacity[i]))
  deploy(state, columns.arms, capacity)
  state.program.reward.set(columns.reward)
  state.program.cost.set(columns.cost)
  state.program.budget = figures.budget
  for (const name of byArm) router[name].set(columns[name])
  noteFloors(router)
  contexts.contexts = figures.contexts
  router.prices.isSet = figures.isPriced > 0
  router.prices.budget = figures.fixedPrice >= 0 ? figures.fixedPrice : Number.NaN
  router.prices.capacity = Float64Array.from(columns.fixedCapacityPrice)
  contexts.budgetPrice = figures.contextPrice >= 0 ? figures.contextPrice : Number.NaN
  contexts.mix = Float64Array.from(columns.mix)
  contexts.reward = Float64Array.from(columns.contextReward)
  contexts.cost = Float64Array.from(columns.contextCost)
  contexts.capacityPrice = Float64Array.from(columns.capacityPrice)
  record.query = figures.query - 1
  record.stage = figures.stage - 1
  seekStream(settings.stream, figures.seedPosition)
  router.failedSolves = figures.failedSolves
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** Names the part of the document in which something is wrong. */
const within =
  (part: string) =>
  ({ field, problem }: InvalidSnapshot): InvalidSnapshot =>
    invalidSnapshot(`${part}.${field}`, problem)

/**
 * Puts a snapshot in the place of everything in a router of as many arms, the place in its stream included, and returns it; refuses what
 * `snapshotRouter` cannot have written and then changes nothing. With the same `setAccess` the same queries are then decided as they would have been,
 * to the last bit.
 *
 * Errors: `InvalidSnapshot` with the first field that is wrong, and why.
 * Cost: O(maxArms + contexts deployed).
 *
 * @category snapshot
 * @since 0.1.0
 */
export const restoreRouter = (
  router: Router,
  document: unknown
): E.Either<InvalidSnapshot, Router> => {
  if (!isRecord(document)) return E.left(invalidSnapshot('(whole document)', 'is no object'))
  const { health, buckets, owed } = router
  return pipe(
    // Tried on others first, so that a document of which one part is wrong changes nothing.
    restoreHealth(makeHealth(owed.length, health.settings), document.health),
    E.mapLeft(within('health')),
    E.chain(() =>
      pipe(
        restoreRateBuckets(makeRateBuckets(owed.length), document.buckets),
        E.mapLeft(within('buckets'))
      )
    ),
    E.chain(() =>
      pipe(
        restoreChecked(router, document.router, layout, findProblem, (snapshot) =>
          write(router, snapshot)
        ),
        E.mapLeft(within('router'))
      )
    ),
    E.map(() => {
      restoreHealth(health, document.health)
      restoreRateBuckets(buckets, document.buckets)
      return router
    })
  )
}
