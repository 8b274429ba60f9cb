import type { Router } from './router'

/**
 * Sets the least shares of the open arms: those of the plan and, with `exploration`, an even part of that share each, as far as capacities go.
 */
export const setFloors = ({ open, state, minShare }: Router, exploration: number): void => {
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
