import { exactly, oneOf, someText, textLike } from './leaf-codecs'
import {
  Amount,
  Count,
  DateText,
  EnvironmentName,
  Milliseconds,
  ModelId,
  Share,
  ShareOrNone,
  UpstreamName
} from './quantities'
import { rateFields } from './rate-config'
import { about, byField, listOf, orNull, orWord, record, withDefault } from './shape-codecs'

/** What a model's tokens cost. */
export const PriceConfig = orWord(
  record('a record with inputPerMillion and outputPerMillion', {
    inputPerMillion: about('USD per million tokens of input.', Amount),
    outputPerMillion: about('USD per million tokens of output.', Amount),
    cachedInputPerMillion: about(
      'USD per million tokens of input that the upstream had cached; null where they cost as much as others.',
      withDefault(orNull(Amount), null)
    ),
    perRequestUsd: about('USD per call, whatever its tokens.', withDefault(Amount, 0))
  }),
  exactly('unpriced')
)

const timeoutMs = about(
  'Longest time that it may take, milliseconds.',
  withDefault(Milliseconds, 60_000)
)

const HookConfig = byField(
  'a record with command or url',
  {
    command: record('a record with command', {
      command: about(
        'Program and its arguments. No shell reads them.',
        listOf('a list of texts, the program first', someText, 1)
      ),
      timeoutMs
    }),
    url: record('a record with url', {
      url: about('http or https URL that is called.', someText),
      secretEnv: about(
        'Environment variable that holds the secret which signs the body of the call.',
        EnvironmentName
      ),
      timeoutMs
    })
  },
  null
)

const HooksConfig = record('a record of hooks', {
  start: about(
    'What starts the model when it is deployed; null for nothing.',
    withDefault(orNull(HookConfig), null)
  ),
  stop: about(
    'What stops the model when it is taken out; null for nothing.',
    withDefault(orNull(HookConfig), null)
  ),
  readyPath: about(
    'Path on the upstream that is asked until it answers 2xx, before the model gets queries; null for none.',
    withDefault(orNull(textLike('a path that begins with a slash', '^/\\S*$')), null)
  ),
  readyMs: about(
    'Longest time until it is ready, milliseconds.',
    withDefault(Milliseconds, 120_000)
  )
})

const limits = {
  ...rateFields,
  concurrency: about('Most calls at a time; null for no limit.', withDefault(orNull(Count), null))
}

const life = {
  released: about(
    'When it was released; null where nobody knows.',
    withDefault(orNull(DateText), null)
  ),
  shutdownDate: about(
    'When its upstream shuts it down; null where nothing is announced.',
    withDefault(orNull(DateText), null)
  ),
  state: about(
    'allowed: deployed when it is worth it. pinned: always. forbidden: never. deprecated: never again once it is out.',
    withDefault(oneOf('allowed', 'pinned', 'forbidden', 'deprecated'), 'allowed')
  ),
  switchCost: about(
    'Reward that it costs once to deploy it, such as for loading its weights.',
    withDefault(Amount, 0)
  ),
  hooks: about(
    'What is done when it is deployed or taken out; null for nothing.',
    withDefault(orNull(HooksConfig), null)
  )
}

/** A model that may answer. */
export const ModelConfig = record('a record with id, upstream and price', {
  id: about('What clients call it.', ModelId),
  upstream: about('Which of the upstreams answers.', UpstreamName),
  name: about(
    "The upstream's name for it; null where that is its id.",
    withDefault(orNull(someText), null)
  ),
  price: about(
    'What its tokens cost; unpriced where nobody knows: it then counts as free, which allowUnpriced has to allow.',
    PriceConfig
  ),
  maxOutputTokens: about(
    'Most tokens that it ever answers with. It bounds what a query can cost where its client asks for no limit.',
    withDefault(Count, 4096)
  ),
  contextTokens: about(
    'Most tokens of a query and its answer; null for no limit.',
    withDefault(orNull(Count), null)
  ),
  capabilities: about(
    'What it can do beyond text.',
    withDefault(listOf('a list of capabilities', oneOf('tools', 'images', 'audio', 'json')), [
      'tools',
      'json'
    ])
  ),
  regions: about(
    'Where its queries are processed.',
    withDefault(listOf('a list of regions', someText), [])
  ),
  serves: about('What it answers.', withDefault(oneOf('chat', 'embeddings'), 'chat')),
  share: about('Largest share of the queries that it may take.', withDefault(Share, 1)),
  minShare: about(
    'Share of the queries that it gets in any case while it is deployed.',
    withDefault(ShareOrNone, 0)
  ),
  ...limits,
  ...life
})
