import type * as t from 'io-ts'
import { FeedbackConfig } from './feedback-config'
import { KeyConfig } from './key-config'
import { exactly, flag } from './leaf-codecs'
import { ListenConfig, StateConfig, TelemetryConfig } from './listen-config'
import { ModelConfig } from './model-config'
import { CountOrNone, UpstreamName } from './quantities'
import { about, listOf, namedBy, record, withDefault, withDefaults } from './shape-codecs'
import { BudgetConfig, RoutingConfig, StagesConfig } from './stage-config'
import { BreakerConfig, RetriesConfig, UpstreamConfig } from './upstream-config'

/**
 * The configuration of the gateway, field by field; what fields say of one another is for `checkConfig`. Decoding fills in what was left out.
 *
 * Unit: money in USD, durations in milliseconds unless the name says otherwise, shares and rewards in [0, 1].
 */
export const GatewayConfig = record('a record', {
  version: about('Version of the format of this file.', exactly(1)),
  listen: about('Where the server listens.', withDefaults(ListenConfig)),
  state: about('Where what was spent and learnt is kept.', withDefaults(StateConfig)),
  seed: about('Seed of all chance.', withDefault(CountOrNone, 1)),
  budget: about('What all queries together may spend.', BudgetConfig),
  stages: about('How many models are deployed, and when that is thought over.', StagesConfig),
  routing: about('How queries are spread over the deployed models.', withDefaults(RoutingConfig)),
  retries: about('When a call is tried again.', withDefaults(RetriesConfig)),
  breaker: about('When a model that fails is left alone.', withDefaults(BreakerConfig)),
  upstreams: about(
    'The servers that answer, by names of your choice.',
    namedBy('a record of upstreams', UpstreamName, UpstreamConfig)
  ),
  models: about(
    'The models that may answer.',
    listOf('a list of at least one model', ModelConfig, 1)
  ),
  keys: about(
    'The keys that open the server.',
    withDefault(listOf('a list of keys', KeyConfig), [])
  ),
  isOpen: about(
    'true: everybody who reaches the server may call, give feedback and read without a key. Only with a loopback host.',
    withDefault(flag, false)
  ),
  allowUnpriced: about(
    'true: models without a price are allowed. What they cost is not counted.',
    withDefault(flag, false)
  ),
  feedback: about('Where rewards come from, besides clients.', withDefaults(FeedbackConfig)),
  telemetry: about('What the server tells about itself.', withDefaults(TelemetryConfig))
})

/** What the codec `GatewayConfig` returns: every field is there. */
export type GatewayConfig = t.TypeOf<typeof GatewayConfig>

/** An upstream of the configuration. */
export type UpstreamEntry = GatewayConfig['upstreams'][string]

/** A model of the configuration. */
export type ModelEntry = GatewayConfig['models'][number]

/** A key of the configuration. */
export type KeyEntry = GatewayConfig['keys'][number]
