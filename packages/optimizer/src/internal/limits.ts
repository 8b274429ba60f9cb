import type { BudgetedSelection } from '../budgeted-selection'
import type { RuleConflict, SelectionRules } from '../ruled-selection'

/** Bounds on how many of some arms are selected. */
export interface Limit {
  readonly arms: Int32Array
  readonly atLeast: number
  readonly atMost: number
}

/** All limits of a selection: first that of the slots, over all arms, then those of the groups. */
export interface Limits {
  readonly all: ReadonlyArray<Limit>
  /** The limits that each arm counts in. */
  readonly of: ReadonlyArray<ReadonlyArray<number>>
  /** Whether two limits share an arm. */
  readonly overlap: ReadonlyArray<ReadonlyArray<boolean>>
}

export const makeLimits = (
  { size, maxSelected }: BudgetedSelection,
  { groups }: SelectionRules
): Limits => {
  const slots = { arms: Int32Array.from({ length: size }, (_, m) => m), atLeast: 0 }
  const all: ReadonlyArray<Limit> = [
    { ...slots, atMost: Math.min(size, maxSelected) },
    ...groups.map(({ arms, ...bounds }) => ({ ...bounds, arms: Int32Array.from(arms) }))
  ]
  const of = Array.from({ length: size }, (_, m) =>
    [...all.keys()].filter((g) => all[g].arms.includes(m))
  )
  const overlap = all.map(({ arms }) => all.map((_, g) => arms.some((m) => of[m].includes(g))))
  return { all, of, overlap }
}

/**
 * Packs limits that share no arms and miss some, those that miss most first, into `packed` (1 where packed), and returns how many arms
 * they miss: each needs a slot of its own.
 */
export const packMissing = (
  { all, overlap }: Limits,
  missing: Int32Array,
  packed: Int8Array
): number => {
  packed.fill(0)
  let needed = 0
  for (;;) {
    let next = -1
    for (let g = 0; g < all.length; g++) {
      if (missing[g] <= 0 || (next >= 0 && missing[g] <= missing[next])) continue
      if (!overlap[g].some((meets, other) => meets && packed[other] === 1)) next = g
    }
    if (next < 0) return needed
    packed[next] = 1
    needed += missing[next]
  }
}

/** A rule that cannot be met, whatever the others ask for, or slots that are too few for what they need at least. */
export const findConflict = (
  program: BudgetedSelection,
  rules: SelectionRules
): RuleConflict | undefined => {
  const { required, groups } = rules
  const requiredOf = (arms: ReadonlyArray<number>): number =>
    arms.filter((m) => required.includes(m)).length
  const group = groups.findIndex(
    ({ arms, atLeast, atMost }) => atLeast > arms.length || atMost < requiredOf(arms)
  )
  if (group >= 0) return { _tag: 'group', group }
  const limits = makeLimits(program, rules)
  const missing = Int32Array.of(0, ...groups.map(({ arms, atLeast }) => atLeast - requiredOf(arms)))
  const needed = required.length + packMissing(limits, missing, new Int8Array(missing.length))
  const { maxSelected } = program
  return needed > maxSelected ? { _tag: 'slots', needed, maxSelected } : undefined
}
