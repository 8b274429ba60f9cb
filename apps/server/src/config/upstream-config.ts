import { integerIn, oneOf, secretText, someText, textLike } from './leaf-codecs'
import { Count, EnvironmentName, Milliseconds } from './quantities'
import { about, namedBy, orNull, record, withDefault } from './shape-codecs'

/** A header of a name that a header may have. No name is one that objects inherit. */
const Headers = namedBy(
  'a record of headers',
  textLike(
    'the name of a header: letters, digits, dashes and underscores, a letter first',
    '^[A-Za-z][A-Za-z0-9_-]*$'
  ),
  textLike('a text without line breaks', '^[\\t -~\\u00a0-\\u00ff]*$', { isSecret: true })
)

const Query = namedBy(
  'a record of parameters',
  textLike(
    'the name of a parameter: letters, digits and any of _ . $ -, a letter or $ first',
    '^[A-Za-z$][A-Za-z0-9_.$-]*$'
  ),
  secretText
)

/** A server that answers. */
export const UpstreamConfig = record('a record with baseUrl', {
  baseUrl: about(
    'URL that every path is appended to, such as https://api.openai.com/v1.',
    someText
  ),
  keyEnv: about(
    'Environment variable that holds the key of the upstream; null where it wants none.',
    withDefault(orNull(EnvironmentName), null)
  ),
  keyHeader: about(
    'Header that the key is sent in; in authorization it follows the word Bearer.',
    withDefault(oneOf('authorization', 'api-key', 'x-api-key'), 'authorization')
  ),
  headers: about('Headers that are added to every call.', withDefault(Headers, {})),
  query: about(
    "Parameters that are added to every URL, such as Azure's api-version.",
    withDefault(Query, {})
  ),
  provider: about(
    'Whose server it is; null where that does not matter.',
    withDefault(orNull(someText), null)
  ),
  connectMs: about('Longest time to connect, milliseconds.', withDefault(Milliseconds, 5_000)),
  firstByteMs: about(
    'Longest time from the call to the first byte of its answer, milliseconds.',
    withDefault(Milliseconds, 60_000)
  ),
  totalMs: about(
    'Longest time from the call to the end of its answer, milliseconds.',
    withDefault(Milliseconds, 600_000)
  ),
  maxAnswerBytes: about('Longest answer, bytes.', withDefault(Count, 50_000_000))
})

/** When a call is tried again. */
export const RetriesConfig = record('a record of retry settings', {
  most: about('Calls after the first one.', withDefault(integerIn({ least: 0, most: 10 }), 2)),
  firstMs: about(
    'Time before the second call, milliseconds; it doubles with every further one.',
    withDefault(Milliseconds, 250)
  ),
  longestMs: about(
    'Longest time between two calls, milliseconds.',
    withDefault(Milliseconds, 8000)
  ),
  deadlineMs: about(
    'Time after which a request is not tried again, milliseconds.',
    withDefault(Milliseconds, 120_000)
  )
})

/** When a model that fails is left alone. */
export const BreakerConfig = record('a record of breaker settings', {
  failures: about('Failures in a row after which a model rests.', withDefault(Count, 5)),
  coolMs: about('How long it rests, milliseconds.', withDefault(Milliseconds, 10_000))
})
