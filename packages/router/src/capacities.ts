import { tolerance } from '@stageroute/numeric'
import type { Router } from './router'

const full = 1 - tolerance.share

/**
 * Sets the capacities of the open arms for one query. An arm that has taken more than its share, because queries had no other choice, takes
 * less of those that have: `capacity / (1 + owed)`, which brings its long-run share back to its capacity wherever less than that was forced. Where the
 * arms could carry the query but for what they owe, debts wait in proportion. What their capacities cannot carry is refused, or shared in
 * proportion.
 */
export const setCapacities = ({ settings, state, open, owed, record }: Router): void => {
  const { positions, program } = open
  let reach = 0
  let reduced = 0
  for (let i = 0; i < open.size; i++) {
    const position = positions[i]
    const capacity = state.program.capacity[position]
    const debt = owed[state.arms[position]]
    program.capacity[i] = debt > 0 ? capacity / (1 + debt) : capacity
    reach += capacity
    reduced += program.capacity[i]
  }
  if (reduced < full && reach > reduced) deferDebts(state.program.capacity, open, reach, reduced)
  record.isRelaxed = settings.shortage === 'relax' && reach < full
  if (!record.isRelaxed) return
  for (let i = 0; i < open.size; i++) program.capacity[i] = program.capacity[i] / reach
}

/** Raises what debts have reduced towards the full capacities, as far as it takes to carry the query. */
const deferDebts = (
  capacity: Float64Array,
  { size, positions, program }: Router['open'],
  reach: number,
  reduced: number
): void => {
  const part = Math.min(1, (1 - reduced) / (reach - reduced))
  for (let i = 0; i < size; i++) {
    const whole = capacity[positions[i]]
    const raised = program.capacity[i] + part * (whole - program.capacity[i])
    // Rounding must not raise it above.
    program.capacity[i] = raised < whole ? raised : whole
  }
}

/** Books what the query took, in expectation, of every deployed arm's capacity. */
export const bookShares = ({ state, owed, record }: Router): void => {
  for (let i = 0; i < record.size; i++) {
    const arm = record.arms[i]
    const taken = owed[arm] + record.probability[i] - state.program.capacity[i]
    owed[arm] = taken > 0 ? Math.min(taken, MOST_OWED) : 0
  }
}

/** What is owed is forgotten beyond this many queries: a share is kept over the recent past, not over all that ever was. */
const MOST_OWED = 1000
