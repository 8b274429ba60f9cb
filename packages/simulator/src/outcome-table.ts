/**
 * Scores and costs of every arm on every query of a data set.
 *
 * Shape: `reward` and `cost` are query-major, query x arm, NaN where unknown; `category` indexes `categoryNames` per query.
 * Unit: rewards in [0, 1], costs in USD per query.
 *
 * @category table
 * @since 0.1.0
 */
export interface OutcomeTable {
  readonly id: string
  readonly arms: ReadonlyArray<{ readonly id: string; readonly released: string | null }>
  readonly queryIds: ReadonlyArray<string>
  readonly categoryNames: ReadonlyArray<string>
  readonly category: Int32Array
  readonly reward: Float64Array
  readonly cost: Float64Array
  /** What is known of the queries' texts; null where nothing is. */
  readonly features: QueryFeatures | null
}

/**
 * Features of queries.
 *
 * Shape: `values` is query-major, query x dimension.
 *
 * @category table
 * @since 0.1.0
 */
export interface QueryFeatures {
  readonly dimension: number
  readonly values: Float64Array
}

/**
 * A table without unknown cells, and what was done to get there.
 *
 * @category table
 * @since 0.1.0
 */
export interface CompletedTable {
  readonly table: OutcomeTable
  readonly filledCells: number
  readonly leftOut: ReadonlyArray<string>
}

/**
 * Removes unknown cells by the project's rule: an arm without a single complete cell (score and cost) in some category is left out, because
 * its mean would be over easier or harder queries than the others'; any other unknown cell takes the arm's mean over the known cells of
 * the same category, which leaves its category means as they are.
 *
 * @category table
 * @since 0.1.0
 */
export const completeTable = (table: OutcomeTable): CompletedTable => {
  const means = categoryMeans(table)
  const categories = table.categoryNames.length
  const kept: Array<number> = []
  for (let arm = 0; arm < table.arms.length; arm++) {
    let isCovered = true
    for (let g = 0; g < categories; g++) {
      const cell = g * table.arms.length + arm
      isCovered &&= !Number.isNaN(means.reward[cell]) && !Number.isNaN(means.cost[cell])
    }
    if (isCovered) kept.push(arm)
  }
  return fillFrom(table, means, kept)
}

interface CategoryMeans {
  readonly reward: Float64Array
  readonly cost: Float64Array
}

/** Means over complete cells, category x arm; NaN where a category has none. */
const categoryMeans = (table: OutcomeTable): CategoryMeans => {
  const arms = table.arms.length
  const cells = table.categoryNames.length * arms
  const reward = new Float64Array(cells)
  const cost = new Float64Array(cells)
  const known = new Float64Array(cells)
  for (let query = 0; query < table.category.length; query++) {
    for (let arm = 0; arm < arms; arm++) {
      const score = table.reward[query * arms + arm] as number
      const price = table.cost[query * arms + arm] as number
      if (Number.isNaN(score) || Number.isNaN(price)) continue
      const cell = (table.category[query] as number) * arms + arm
      known[cell]! += 1
      reward[cell]! += score
      cost[cell]! += price
    }
  }
  for (let cell = 0; cell < cells; cell++) {
    reward[cell]! /= known[cell] as number
    cost[cell]! /= known[cell] as number
  }
  return { reward, cost }
}

const fillFrom = (
  table: OutcomeTable,
  means: CategoryMeans,
  kept: ReadonlyArray<number>
): CompletedTable => {
  const arms = table.arms.length
  const queries = table.category.length
  const reward = new Float64Array(queries * kept.length)
  const cost = new Float64Array(queries * kept.length)
  let filledCells = 0
  for (let query = 0; query < queries; query++) {
    const group = table.category[query] as number
    kept.forEach((arm, column) => {
      const score = table.reward[query * arms + arm] as number
      const price = table.cost[query * arms + arm] as number
      const isKnown = !Number.isNaN(score) && !Number.isNaN(price)
      if (!isKnown) filledCells++
      const cell = group * arms + arm
      reward[query * kept.length + column] = isKnown ? score : (means.reward[cell] as number)
      cost[query * kept.length + column] = isKnown ? price : (means.cost[cell] as number)
    })
  }
  const isKept = new Set(kept)
  return {
    table: {
      ...table,
      arms: table.arms.filter((_, arm) => isKept.has(arm)),
      reward,
      cost
    },
    filledCells,
    leftOut: table.arms.filter((_, arm) => !isKept.has(arm)).map(({ id }) => id)
  }
}
