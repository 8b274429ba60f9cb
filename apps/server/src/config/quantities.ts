import { integerIn, numberIn, textLike } from './leaf-codecs'

/** A timer of Node does not wait longer, but fires at once. */
const LONGEST_MS = 2 ** 31 - 1

/** A time that may pass, in milliseconds. */
export const Milliseconds = integerIn({ least: 1, most: LONGEST_MS })

/** A time that may pass, in milliseconds; 0 for none. */
export const MillisecondsOrNone = integerIn({ least: 0, most: LONGEST_MS })

/** How many of something, from one. */
export const Count = integerIn({ least: 1 })

/** How many of something, from none. */
export const CountOrNone = integerIn({ least: 0 })

/** Money in USD, or another amount that is never negative. */
export const Amount = numberIn({ least: 0 })

/** Something of which there is some. */
export const Positive = numberIn({ above: 0 })

/** A share of the queries, which may be none of them. */
export const ShareOrNone = numberIn({ least: 0, most: 1 })

/** A share of the queries. */
export const Share = numberIn({ above: 0, most: 1 })

/** The name of an environment variable, never what is in it. */
export const EnvironmentName = textLike(
  'the name of an environment variable',
  '^[A-Za-z_][A-Za-z0-9_]*$'
)

/** A date, of which only the form is checked. */
export const DateText = textLike('a date YYYY-MM-DD', '^[0-9]{4}-[0-9]{2}-[0-9]{2}$')

/** The id of a model. It is sent in a header, so that it is of printable ASCII. */
export const ModelId = textLike(
  'an id of printable ASCII characters without spaces, at most 200',
  '^[!-~]{1,200}$'
)

/** What an upstream is called in the configuration. */
export const UpstreamName = textLike(
  'a name of letters, digits, dots, dashes and underscores that begins with a letter or digit',
  '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'
)
