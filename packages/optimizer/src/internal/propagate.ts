import { tolerance } from '@stageroute/numeric'
import { packMissing } from './limits'
import { decision } from './relaxation-workspace'
import type { RuledSearch } from './ruled-search'

/** Decides an arm and appends it to the trail. */
export const decide = ({ core }: RuledSearch, arm: number, verdict: number): void => {
  core.relaxation.decisions[arm] = verdict
  core.trail.arms[core.trail.size++] = arm
}

/**
 * Decides free arms that the limits leave no choice: a full limit excludes its other arms, one that needs all its free arms selects them, and where
 * the groups that miss arms need every slot left, arms of no such group are excluded. Returns false when the limits cannot be met.
 *
 * Cost: O(arms of all limits) for each round that decides something.
 */
export const propagateLimits = (search: RuledSearch): boolean => {
  let decided = -1
  while (decided !== search.core.trail.size) {
    decided = search.core.trail.size
    for (let g = 0; g < search.limits.all.length; g++) if (!propagateLimit(search, g)) return false
    if (!propagateSlots(search)) return false
  }
  return true
}

const propagateLimit = (search: RuledSearch, g: number): boolean => {
  const { arms, atLeast, atMost } = search.limits.all[g]
  const { decisions } = search.core.relaxation
  let selected = 0
  let free = 0
  for (let i = 0; i < arms.length; i++) {
    if (decisions[arms[i]] === decision.selected) selected++
    else if (decisions[arms[i]] === decision.free) free++
  }
  search.counted[g] = selected
  search.missing[g] = atLeast - selected
  if (selected > atMost || selected + free < atLeast) return false
  if (selected === atMost) decideFree(search, arms, decision.excluded)
  else if (selected + free === atLeast) decideFree(search, arms, decision.selected)
  return true
}

const decideFree = (search: RuledSearch, arms: Int32Array, verdict: number): void => {
  const { decisions } = search.core.relaxation
  for (let i = 0; i < arms.length; i++) {
    if (decisions[arms[i]] === decision.free) decide(search, arms[i], verdict)
  }
}

const propagateSlots = (search: RuledSearch): boolean => {
  const { core, limits, counted, missing, packed } = search
  const { decisions } = core.relaxation
  const slots = limits.all[0].atMost - counted[0]
  const needed = packMissing(limits, missing, packed)
  if (needed > slots) return false
  if (needed === 0 || needed < slots) return true
  for (let m = 0; m < decisions.length; m++) {
    const isNeeded = limits.of[m].some((g) => packed[g] === 1)
    if (!isNeeded && decisions[m] === decision.free) decide(search, m, decision.excluded)
  }
  return true
}

/**
 * Decides what limits and minimums leave no choice. Returns false when no selection of the node obeys the limits, or its minimums sum above one.
 */
export const propagate = (search: RuledSearch): boolean => {
  const { core, rules, program } = search
  const { trail, relaxation } = core
  let decided = -1
  while (decided !== trail.size) {
    decided = trail.size
    if (!propagateLimits(search)) return false
    let left = 1
    for (let m = 0; m < program.size; m++) {
      if (relaxation.decisions[m] === decision.selected) left -= rules.minimum[m]
    }
    if (left < -tolerance.share) return false
    for (let m = 0; m < program.size; m++) {
      const isTooLarge = rules.minimum[m] > left + tolerance.share
      if (isTooLarge && relaxation.decisions[m] === decision.free) {
        decide(search, m, decision.excluded)
      }
    }
  }
  return true
}
