import { Positive } from './quantities'
import { about, orNull, withDefault } from './shape-codecs'

/** How often something is called at most: of a key, or of a model. */
export const rateFields = {
  requestsPerMinute: about(
    'Most requests in a minute; null for no limit.',
    withDefault(orNull(Positive), null)
  ),
  tokensPerMinute: about(
    'Most tokens in a minute; null for no limit.',
    withDefault(orNull(Positive), null)
  )
}
