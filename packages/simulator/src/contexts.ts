import type { ContextShape, QueryContext } from '@stageroute/policies'
import type { OutcomeSource } from './environment'
import type { Trial } from './trial'

/**
 * Returns what contexts look like in a trial.
 *
 * @category context
 * @since 0.1.0
 */
export const contextShape = ({ context, environment }: Trial): ContextShape => {
  if (context === 'none') return { categories: 1, features: 0 }
  if (context === 'text') return { categories: 1, features: environment.features }
  const categories = environment.categories.names.length
  // One category says nothing.
  return { categories, features: categories > 1 ? categories : 0 }
}

/** The context of one query at a time: `look` makes `context` that of a query. */
export interface ContextView {
  readonly context: QueryContext
  readonly look: (query: number) => void
}

/** Opens the view that policies of a trial have of its queries. */
export const openContexts = (trial: Trial, outcomes: OutcomeSource): ContextView => {
  const features = new Float64Array(contextShape(trial).features)
  const context = { category: 0, features }
  switch (trial.context) {
    case 'none':
      return { context, look: () => undefined }
    case 'text':
      return { context, look: (query) => outcomes.featuresInto(query, features) }
    case 'category':
      return {
        context,
        look: (query) => lookAtCategory(context, outcomes.categoryOf(query))
      }
    case 'unrelated':
      // Of the query that is as far from the end as this one is from the start: the stream is in no order.
      return {
        context,
        look: (query) => lookAtCategory(context, outcomes.categoryOf(trial.queries - 1 - query))
      }
  }
}

const lookAtCategory = (
  context: { category: number; readonly features: Float64Array },
  category: number
): void => {
  context.features[context.category] = 0
  context.category = category
  context.features[category] = 1
}
