import type { Engine } from './engine'

/** Counts queries that are counted in accounts, and of which nothing is kept yet. */
export const countUnkept = (
  { unkept }: Engine,
  accounts: ReadonlyArray<string>,
  by: number
): void => {
  for (const account of accounts) unkept.set(account, (unkept.get(account) ?? 0) + by)
}
