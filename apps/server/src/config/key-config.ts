import { anyText, oneOf, textLike } from './leaf-codecs'
import { Amount } from './quantities'
import { rateFields } from './rate-config'
import { about, listOf, orNull, record, withDefault } from './shape-codecs'

/** What is kept of a key: it opens the server only for who has the key itself. */
const HashConfig = record('a record with salt and hash', {
  salt: about(
    'Salt of the hash, in base64url.',
    textLike('22 characters of base64url', '^[A-Za-z0-9_-]{22}$', { isSecret: true })
  ),
  hash: about(
    'Hash of the key, in base64url.',
    textLike('43 characters of base64url', '^[A-Za-z0-9_-]{43}$', { isSecret: true })
  )
})

/** A key that opens the server. */
export const KeyConfig = record('a record with id, hash and roles', {
  id: about(
    'What stands between sr- and the dot in the key. It is no secret.',
    textLike('the 12 characters between sr- and the dot of a key', '^[A-Za-z0-9_-]{12}$')
  ),
  hash: about('What is kept of the key.', HashConfig),
  name: about('Whose key it is, for people.', withDefault(anyText, '')),
  roles: about(
    'What it may do: call models, give feedback, read what the server did, administer it.',
    listOf('a list of at least one role', oneOf('call', 'feedback', 'read', 'admin'), 1)
  ),
  budgetUsd: about(
    'USD that it may spend in a period; null for no limit of its own.',
    withDefault(orNull(Amount), null)
  ),
  period: about(
    'Period of budgetUsd, in UTC; total never ends.',
    withDefault(oneOf('total', 'day', 'month'), 'total')
  ),
  ...rateFields
})
