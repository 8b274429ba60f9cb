/** What a mix of some arms may cost, and how much each may and must take. */
export interface Priced {
  readonly cost: number
  readonly capacity: number
  readonly minShare?: number
}

/** The least cost of a full mix of all of these arms, by trying every order in which they could be filled; Infinity where there is none. */
export const leastCost = (arms: ReadonlyArray<Priced>): number => {
  const least = arms.map(({ minShare = 0 }) => minShare)
  const left = least.reduce((rest, share) => rest - share, 1)
  const spent = arms.reduce((sum, { cost }, i) => sum + cost * (least[i] ?? 0), 0)
  const rest = arms.map(({ cost, capacity, minShare = 0 }) => ({
    cost,
    capacity: capacity - minShare
  }))
  return left < 0 ? Infinity : spent + cheapestFill(rest, left)
}

const cheapestFill = (arms: ReadonlyArray<Priced>, left: number): number =>
  left === 0
    ? 0
    : Math.min(
        Infinity,
        ...arms.map((arm) => {
          const mass = Math.min(left, arm.capacity)
          const others = arms.filter((other) => other !== arm)
          return mass * arm.cost + cheapestFill(others, left - mass)
        })
      )

/** All sets of at most so many of the arms. */
export const setsOf = <A>(arms: ReadonlyArray<A>, most: number): ReadonlyArray<ReadonlyArray<A>> =>
  Array.from({ length: 2 ** arms.length }, (_, code) =>
    arms.filter((__, i) => ((code >> i) & 1) === 1)
  ).filter(({ length }) => length <= most)
