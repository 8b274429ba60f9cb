import { findBadEntry, invalidSnapshot, isCount } from '@stageroute/estimators'
import { keepNumbers, type Kept } from '../kept'
import type { PolicySettings, QueryContext } from '../policy'
import { makeNearest } from './nearest'

/** Queries that are remembered of an arm, the last ones. */
export const remembered = 512
/** Neighbours that an arm's reward is estimated from; RouterBench's is 40. */
export const neighbourCount = 40

/** What arms earned on the queries that they answered last. */
export interface Neighbours {
  readonly add: (arm: number, reward: number, context: QueryContext) => void
  /**
   * The mean of what an arm earned on the most similar queries, one more of reward 1, and as many more as are missing.
   *
   * Ties: of equally similar queries the latest count.
   */
  readonly estimate: (arm: number, context: QueryContext) => number
  readonly part: Kept
}

/**
 * Shape: `rows` is arm x feature x place, so that a feature that is zero costs nothing; `norms` and `rewards` arm x place, `added` per arm.
 */
interface Memory {
  readonly features: number
  readonly rows: Float64Array
  readonly norms: Float64Array
  readonly rewards: Float64Array
  readonly added: Float64Array
}

/** None yet. */
export const makeNeighbours = ({ maxArms, contexts }: PolicySettings): Neighbours => {
  const memory: Memory = {
    features: contexts.features,
    rows: new Float64Array(maxArms * contexts.features * remembered),
    norms: new Float64Array(maxArms * remembered),
    rewards: new Float64Array(maxArms * remembered),
    added: new Float64Array(maxArms)
  }
  const { features, rows, rewards, added } = memory
  const gaps = new Float64Array(remembered)
  const nearest = makeNearest(neighbourCount)
  return {
    add: (arm, reward, context) => {
      const place = (added[arm] as number) % remembered
      for (let f = 0; f < features; f++) {
        rows[(arm * features + f) * remembered + place] = context.features[f] as number
      }
      rewards[arm * remembered + place] = reward
      measure(memory, arm, place)
      added[arm]! += 1
    },
    estimate: (arm, context) => {
      const count = added[arm] as number
      const known = Math.min(count, remembered)
      writeGaps(memory, arm, known, context, gaps)
      nearest.clear()
      const last = (count + remembered - 1) % remembered
      const first = arm * remembered
      for (let i = 0; i < known; i++) {
        const place = i <= last ? last - i : last - i + remembered
        const gap = gaps[place] as number
        if (gap < (nearest.limit[0] as number)) nearest.offer(gap, rewards[first + place] as number)
      }
      const missing = neighbourCount - nearest.count
      return (1 + missing + nearest.total()) / (neighbourCount + 1)
    },
    part: keepMemory(memory)
  }
}

/** Notes the squared length of a row. */
const measure = ({ features, rows, norms }: Memory, arm: number, place: number): void => {
  let sum = 0
  for (let f = 0; f < features; f++) {
    const value = rows[(arm * features + f) * remembered + place] as number
    sum += value * value
  }
  norms[arm * remembered + place] = sum
}

/** Squared distances less the query's own squared length, which is the same for all: |x|^2 - 2 x.q. */
const writeGaps = (
  { features, rows, norms }: Memory,
  arm: number,
  known: number,
  context: QueryContext,
  gaps: Float64Array
): void => {
  for (let i = 0; i < known; i++) gaps[i] = norms[arm * remembered + i] as number
  for (let f = 0; f < features; f++) {
    const twice = 2 * (context.features[f] as number)
    if (twice === 0) continue
    const column = (arm * features + f) * remembered
    for (let i = 0; i < known; i++) gaps[i]! -= twice * (rows[column + i] as number)
  }
}

const keepMemory = (memory: Memory): Kept => {
  const { rows, rewards, added } = memory
  return keepNumbers({
    layout: {
      kind: 'neighbours',
      version: 1,
      figures: ['arms', 'length'],
      columns: ['rows', 'rewards', 'added'],
      lengthOf: ({ arms = 0, length = 0 }, column) =>
        column === 'rows' ? length : column === 'rewards' ? arms * remembered : arms
    },
    read: () => ({
      figures: { arms: added.length, length: rows.length },
      columns: { rows, rewards, added }
    }),
    findProblem: (snapshot) => {
      const { arms, length } = snapshot.figures
      if (arms !== added.length || length !== rows.length)
        return invalidSnapshot('figures', 'are those of other arms or contexts')
      const isReward = (value: number): boolean => value >= 0 && value <= 1
      return (
        findBadEntry(snapshot, 'added', isCount, 'is no count') ??
        findBadEntry(snapshot, 'rewards', isReward, 'is no reward') ??
        findBadEntry(snapshot, 'rows', Number.isFinite, 'is no feature')
      )
    },
    write: ({ columns }) => {
      rows.set(columns['rows'] ?? [])
      rewards.set(columns['rewards'] ?? [])
      added.set(columns['added'] ?? [])
      for (let arm = 0; arm < added.length; arm++) {
        for (let place = 0; place < remembered; place++) measure(memory, arm, place)
      }
    }
  })
}
