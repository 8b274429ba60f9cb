import type { Command as Program } from 'commander'
import { indexIds, paperTrial } from '../simulation/request'
import { driftWords } from '../simulation/drift'
import { arrivalWords } from '../simulation/open-arrivals'
import { madeDatasets } from '../simulation/open-world'
import { contextWords, delayWords } from '../simulation/words'
import { toNumber } from './option-values'

/** Adds the options that give a trial's settings, the paper's by default. */
export const addTrialOptions = (command: Program): Program =>
  addIndexOptions(addFeedbackOptions(addStreamOptions(command)))

const addStreamOptions = (command: Program): Program =>
  command
    .option(
      '--dataset <name|dir>',
      `bundled data set, folder with outcomes.csv[.gz] and models.json, or made up: ${madeDatasets.join(', ')}`,
      paperTrial.dataset
    )
    .option('--budget <usd>', 'allowed mean cost, USD per query', toNumber, paperTrial.budget)
    .option(
      '--opening-float <usd>',
      'what a ledger holds before the first query, USD in all; for policies that keep one (default: 0.3 % of budget x queries)',
      toNumber
    )
    .option('--max-deployed <n>', 'models deployed at once', toNumber, paperTrial.maxDeployed)
    .option(
      '--capacity <share>',
      'largest share of the queries per model',
      toNumber,
      paperTrial.capacity
    )
    .option('--stages <n>', 'deployment decisions', toNumber, paperTrial.stages)
    .option('--queries <n>', 'length of the stream', toNumber, paperTrial.queries)
    .option(
      '--arrivals <how>',
      `${arrivalWords.join(', ')}, or a JSON file {"model": query}`,
      paperTrial.arrivals
    )
    .option(
      '--retire-after <queries>',
      'queries after which a model ends, as long as enough are left (default: never)',
      toNumber
    )
    .option('--drift <how>', `how the truth changes: ${driftWords.join(', ')}`, paperTrial.drift)
    .option(
      '--context <kind>',
      `what policies see of a query: ${contextWords.join(', ')}`,
      paperTrial.context
    )

const addFeedbackOptions = (command: Program): Program =>
  command
    .option(
      '--delay <how>',
      `queries until a reward comes: ${delayWords.join(', ')}`,
      paperTrial.delay
    )
    .option(
      '--rewards-seen <share>',
      'share of the rewards that come at all',
      toNumber,
      paperTrial.rewardsSeen
    )
    .option(
      '--flip-rate <rate>',
      'rate at which a reward r is told as 1 - r',
      toNumber,
      paperTrial.flipRate
    )

const addIndexOptions = (command: Program): Program =>
  command
    .option('--index <id>', `confidence bounds: ${indexIds.join(', ')}`, paperTrial.index)
    .option(
      '--gamma <x>',
      'width of the bounds (default: 0.1 for paper, log(N T/delta) for paper-valid)',
      toNumber
    )
    .option('--delta <p>', 'failure probability behind paper-valid', toNumber, paperTrial.delta)
    .option(
      '--cost-scale <usd>',
      "cost that counts as 1 in the bounds (default: dearest model's mean)",
      toNumber
    )
    .option('--cost-min <usd>', 'c_1, lower clip of cost bounds', toNumber, paperTrial.costMin)
    .option(
      '--cost-max <usd>',
      'c_2, upper clip of cost bounds (default: dearest single query)',
      toNumber
    )
