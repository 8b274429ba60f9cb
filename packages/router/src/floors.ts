import { tolerance } from '@stageroute/numeric'
import type { Router } from './router'

/** Notes, when least shares have changed, whether there are any: mostly there are none, and then nothing is to be done for a query. */
export const noteFloors = (router: Router): void => {
  router.isFloored = router.settings.exploration > 0 || router.minShare.some((least) => least > 0)
  router.open.floor.fill(0)
}

/**
 * Sets the least shares of the open arms: those of the plan and, with `exploration`, an even part of that share each, as far as capacities go. Where
 * they do not fit into one query together, those of the plan alone; where these do not either, none.
 */
export const setFloors = (router: Router, exploration: number): void => {
  if (!router.isFloored || areSet(router, exploration)) return
  if (exploration > 0 && areSet(router, 0)) return
  dropFloors(router)
}

const most = 1 + tolerance.share

/** Sets them, and tells whether they fit. */
const areSet = ({ open, state, minShare }: Router, exploration: number): boolean => {
  const { positions, program, floor } = open
  const even = exploration / open.size
  let mass = 0
  for (let i = 0; i < open.size; i++) {
    const least = Math.max(minShare[state.arms[positions[i]]], even)
    floor[i] = Math.min(least, program.capacity[i])
    mass += floor[i]
  }
  return mass <= most
}

/** Drops all least shares. */
export const dropFloors = ({ open }: Router): void => {
  for (let i = 0; i < open.size; i++) open.floor[i] = 0
}
