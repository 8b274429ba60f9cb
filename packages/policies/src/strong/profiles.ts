import { dimensionOf, makeRowReader } from '../contextual/feature-rows'
import { makeRecentContexts } from '../contextual/recent-contexts'
import { keepCounts } from '../keep-column'
import type { Kept } from '../kept'
import type { ContextShape, QueryContext } from '../policy'

/** Queries that stand for all where contexts have no categories. */
const SAMPLE = 32

/**
 * The kinds of query that a mix is made for: categories by how often they come, or the last queries where there are features alone, or one kind where
 * there is nothing to see.
 */
export interface Profiles {
  /** Whether a query is of one of the kinds, `category`; otherwise they are a sample, and a query is none of them. */
  readonly areExhaustive: boolean
  /** At least one. */
  readonly count: () => number
  /** Shares of the queries, which sum to one. */
  readonly weights: () => Float64Array
  /** Calls back with the row of features of each kind; it is the same array every time. */
  readonly forEach: (look: (row: Float64Array, profile: number) => void) => void
  readonly add: (context: QueryContext) => void
  readonly part: Kept
}

export const makeProfiles = (shape: ContextShape): Profiles =>
  shape.categories > 1 || shape.features === 0 ? makeCategories(shape) : makeSample(shape)

const makeCategories = (shape: ContextShape): Profiles => {
  const { categories } = shape
  const seen = new Float64Array(categories)
  const row = new Float64Array(dimensionOf(shape))
  row[0] = 1
  return {
    areExhaustive: true,
    count: () => categories,
    // One query more of every category than was seen: none is left out.
    weights: () => {
      const total = seen.reduce((sum, queries) => sum + queries + 1, 0)
      return seen.map((queries) => (queries + 1) / total)
    },
    forEach: (look) => {
      for (let category = 0; category < categories; category++) {
        row.fill(0, 1)
        if (category + 1 < row.length) row[category + 1] = 1
        look(row, category)
      }
    },
    add: ({ category }) => void (seen[category]! += 1),
    part: keepCounts('queries-by-category', seen)
  }
}

const makeSample = (shape: ContextShape): Profiles => {
  const recent = makeRecentContexts(shape.features, SAMPLE)
  const read = makeRowReader(shape)
  // Before the first query it is taken to have no features.
  const featureless = { category: 0, features: new Float64Array(shape.features) }
  const count = (): number => Math.max(1, recent.size())
  return {
    areExhaustive: false,
    count,
    weights: () => new Float64Array(count()).fill(1 / count()),
    forEach: (look) => {
      if (recent.size() === 0) look(read(featureless), 0)
      else recent.forEach((context, place) => look(read(context), place))
    },
    add: recent.add,
    part: recent.part
  }
}
