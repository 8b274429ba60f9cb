import { flag, numberIn, oneOf } from './leaf-codecs'
import { Amount, Count, MillisecondsOrNone, Positive } from './quantities'
import { about, byField, record, withDefault } from './shape-codecs'

/** What may be spent. */
export const BudgetConfig = record('a record with usdPerQuery', {
  usdPerQuery: about('USD that a query may cost on average.', Amount),
  floatUsd: about(
    'USD that may be spent before the first query has earned its share: all queries together spend at most floatUsd + usdPerQuery x queries.',
    withDefault(Amount, 1)
  )
})

const ScheduleConfig = byField(
  'a record with everyQueries or everyMinutes',
  {
    everyQueries: record('a record with everyQueries', {
      everyQueries: about('A stage ends after so many queries.', Count)
    }),
    everyMinutes: record('a record with everyMinutes', {
      everyMinutes: about('A stage ends after so many minutes.', Positive)
    })
  },
  null
)

/** How many models are deployed and when that is thought over. */
export const StagesConfig = record('a record with maxDeployed', {
  maxDeployed: about('Most models that are deployed at a time.', Count),
  schedule: about(
    'When a stage ends and the next deployment is planned.',
    withDefault(ScheduleConfig, { everyQueries: 1000 })
  ),
  isManual: about(
    'true: plans are made but only an operator applies them.',
    withDefault(flag, false)
  ),
  drainMs: about(
    'Time that a model which is taken out still answers what it has begun, milliseconds.',
    withDefault(MillisecondsOrNone, 0)
  )
})

/** How queries are spread over the deployed models. */
export const RoutingConfig = record('a record of routing settings', {
  exploration: about(
    'Share of the queries that is spread evenly to learn from.',
    withDefault(numberIn({ least: 0, below: 1 }), 0)
  ),
  shortage: about(
    'What happens to a query that no mix of models can answer within the budget: the cheapest mix answers it, or it is refused.',
    withDefault(oneOf('relax', 'refuse'), 'relax')
  ),
  context: about(
    'What is taken into account of a query: nothing, or its category: the one that its client names, or the one that follows from what it needs.',
    withDefault(oneOf('none', 'category'), 'category')
  ),
  homeWorth: about(
    "Reward that it is worth to stay with a conversation's model, whose prompt cache is warm.",
    withDefault(Amount, 0.02)
  )
})
