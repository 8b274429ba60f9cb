import { flag, someText } from './leaf-codecs'
import { PriceConfig } from './model-config'
import { Count, CountOrNone, Positive, Share, ShareOrNone, UpstreamName } from './quantities'
import { about, orNull, record, withDefault } from './shape-codecs'

const JudgeConfig = record('a record with upstream, name, price, share and usdPerDay', {
  upstream: about('Which of the upstreams judges.', UpstreamName),
  name: about("The upstream's name for the model that judges.", someText),
  price: about('What its tokens cost.', PriceConfig),
  share: about('Share of the answers that it judges.', Share),
  usdPerDay: about('USD that judging may cost in a day.', Positive),
  prompt: about(
    'What it is asked; null for the prompt that the server has.',
    withDefault(orNull(someText), null)
  ),
  maxOutputTokens: about('Most tokens of a judgement.', withDefault(Count, 16))
})

/** Where rewards come from, besides clients. */
export const FeedbackConfig = record('a record of feedback settings', {
  keepDecisions: about(
    'Decisions that wait for feedback; of older ones it comes too late.',
    withDefault(CountOrNone, 50_000)
  ),
  lengthStop: about(
    'Reward of an answer that was cut off by its length; null for no reward from that.',
    withDefault(orNull(ShareOrNone), null)
  ),
  jsonSchema: about(
    'true: an answer that does not satisfy the JSON schema it was asked for earns 0.',
    withDefault(flag, false)
  ),
  judge: about(
    'A model that judges a share of the answers; null for none.',
    withDefault(orNull(JudgeConfig), null)
  )
})
