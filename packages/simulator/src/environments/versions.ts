import {
  epochsOf,
  type ArmTruth,
  type CategoryTruth,
  type Environment,
  type Epoch
} from '../environment'

/**
 * A product whose name stays while what answers under it changes: the arms of another environment that do, in the order of their turn.
 *
 * @category drift
 * @since 0.1.0
 */
export interface Product {
  readonly id: string
  readonly versions: ReadonlyArray<number>
}

/** `gpt-4-0613` is the product `gpt-4` as of 0613; a year may stand before month and day. */
const VERSIONED = /^(.+)-(?:20\d\d)?(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/

/**
 * Returns the products of an environment: arms whose ids differ only in a date at the end, or in having none, are versions of one, by release date and
 * then by name. An arm that shares its name with nobody is a product of one version.
 *
 * @category drift
 * @since 0.1.0
 */
export const productsOf = (arms: ReadonlyArray<ArmTruth>): ReadonlyArray<Product> => {
  const named = new Map<string, Array<number>>()
  arms.forEach(({ id }, arm) => {
    const name = VERSIONED.exec(id)?.[1] ?? id
    named.set(name, [...(named.get(name) ?? []), arm])
  })
  const key = (arm: number): string => `${arms[arm]?.released ?? ''} ${arms[arm]?.id ?? ''}`
  return Array.from(named, ([name, versions]) => ({
    id: versions.length > 1 ? name : (arms[versions[0] ?? 0]?.id ?? name),
    versions: versions.sort((a, b) => (key(a) < key(b) ? -1 : 1))
  }))
}

/**
 * Returns the environment whose arms are products and whose versions take turns silently: `turns[i]` is the query at which version i + 1
 * takes over, of the products that have one.
 *
 * Requires: turns rise, the environment's truth does not change.
 *
 * @category drift
 * @since 0.1.0
 */
export const withVersions = (
  environment: Environment,
  products: ReadonlyArray<Product>,
  turns: ReadonlyArray<number>
): Environment => {
  const versionAt = (turn: number): Int32Array =>
    Int32Array.from(products, ({ versions }) => versions[Math.min(turn, versions.length - 1)] ?? 0)
  const tables = [0, ...turns].map((_, turn) => versionAt(turn))
  const starts = [0, ...turns]
  const largest = products.map(({ versions }) =>
    versions.reduce((most, arm) => Math.max(most, environment.arms[arm]?.largestCost ?? 0), 0)
  )
  const [base] = epochsOf(environment)
  const epochs = tables.map((table, i): Epoch => ({
    start: starts[i] ?? 0,
    arms: products.map(({ id, versions }, p) => {
      const truth = environment.arms[table[p] ?? 0]
      return {
        id,
        released: environment.arms[versions[0] ?? 0]?.released ?? null,
        meanReward: truth?.meanReward ?? 0,
        meanCost: truth?.meanCost ?? 0,
        largestCost: largest[p] ?? 0
      }
    }),
    categories: pickArms(base?.categories ?? environment.categories, table, environment.arms.length)
  }))
  const [first, ...changes] = epochs
  return {
    ...environment,
    arms: first?.arms ?? [],
    categories: first?.categories ?? environment.categories,
    changes,
    largestCost: largest.reduce((most, cost) => Math.max(most, cost), 0),
    open: (seed, queries) => {
      const source = environment.open(seed, queries)
      const { read } = source
      return Object.assign(source, {
        read: (query: number, arm: number): void => {
          const turn = starts.findLastIndex((start) => start <= query)
          read(query, tables[turn]?.[arm] ?? 0)
        }
      })
    }
  }
}

const pickArms = (
  { names, weight, reward, cost }: CategoryTruth,
  table: Int32Array,
  arms: number
): CategoryTruth => {
  const pick = (values: Float64Array): Float64Array =>
    Float64Array.from({ length: names.length * table.length }, (_, cell) => {
      const group = Math.floor(cell / table.length)
      return values[group * arms + (table[cell % table.length] ?? 0)] ?? 0
    })
  return { names, weight, reward: pick(reward), cost: pick(cost) }
}
