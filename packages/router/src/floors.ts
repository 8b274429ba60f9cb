import type { Router } from './router'

/** Notes, when least shares have changed, whether there are any: mostly there are none, and then nothing is to be done for a query. */
export const noteFloors = (router: Router): void => {
  router.isFloored = router.settings.exploration > 0 || router.minShare.some((least) => least > 0)
  router.open.floor.fill(0)
}

/**
 * Sets the least shares of the open arms: those of the plan and, with `exploration`, an even part of that share each, as far as capacities go.
 */
export const setFloors = (
  { open, state, minShare, isFloored }: Router,
  exploration: number
): void => {
  if (!isFloored) return
  const { positions, program, floor } = open
  const even = exploration / open.size
  for (let i = 0; i < open.size; i++) {
    const least = Math.max(minShare[state.arms[positions[i]]], even)
    floor[i] = Math.min(least, program.capacity[i])
  }
}

/** Drops all least shares. */
export const dropFloors = ({ open }: Router): void => {
  for (let i = 0; i < open.size; i++) open.floor[i] = 0
}
