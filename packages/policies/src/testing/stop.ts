import type { Trajectory } from './play'

/** The first query before which more than the whole budget was spent, of a policy that stops there; infinite where it never does. */
export const findStop = ({ settings, stopsAtBudget, queries }: Trajectory): number => {
  if (!stopsAtBudget || settings.queries === null) return Infinity
  const whole = settings.budget * settings.queries
  let spent = 0
  const last = queries.findIndex(({ cost }) => (spent += cost) > whole)
  return last < 0 ? Infinity : last + 1
}
