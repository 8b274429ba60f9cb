import { stageStarts } from '@stageroute/planner'
import { availableAt } from './arrivals'
import { epochsOf, type Epoch } from './environment'
import type { Trial } from './trial'

/**
 * A stretch of queries within one stage and one epoch: what may be deployed and what is true do not change. `available` names arms by
 * order of arrival.
 */
export interface Segment {
  readonly start: number
  readonly length: number
  readonly stage: number
  readonly available: ReadonlyArray<number>
  readonly epoch: Epoch
}

/** Returns the segments of a trial, which cover its queries. */
export const segmentsOf = ({
  environment,
  arrivals,
  queries,
  stages
}: Trial): ReadonlyArray<Segment> => {
  const epochs = epochsOf(environment)
  const stageAt = stageStarts(queries, stages)
  const changes = epochs.map(({ start }) => start).filter((start) => start < queries)
  const starts = [...new Set([...stageAt, ...changes])].sort((a, b) => a - b)
  return starts.map((start, i) => {
    const stage = stageAt.findLastIndex((first) => first <= start)
    return {
      start,
      length: (starts[i + 1] ?? queries) - start,
      stage,
      available: availableAt(arrivals, stageAt[stage] ?? 0),
      epoch: epochs.findLast((one) => one.start <= start) ?? {
        start: 0,
        arms: environment.arms,
        categories: environment.categories
      }
    }
  })
}

/** Returns what is made of each segment, made once for all that offer the same arms under the same truth. */
export const mapDistinct = <A>(
  segments: ReadonlyArray<Segment>,
  make: (segment: Segment) => A
): ReadonlyArray<A> => {
  const made = new Map<string, A>()
  return segments.map((segment) => {
    const key = `${segment.epoch.start}: ${segment.available.join(' ')}`
    const known = made.get(key)
    if (known !== undefined) return known
    const fresh = make(segment)
    made.set(key, fresh)
    return fresh
  })
}
