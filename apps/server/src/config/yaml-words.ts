import type { ErrorCode, YAMLError } from 'yaml'

/**
 * What is said of an error. Where nothing is said here the parser's own words are used: they are known not to quote the text, in which there may be
 * secrets.
 */
const WORDS: Readonly<Partial<Record<ErrorCode, string>>> = {
  ALIAS_PROPS: 'an alias (*name) has a tag or an anchor',
  BAD_ALIAS: 'an alias or an anchor without a plain name; quote a text that begins with * or &',
  BAD_DIRECTIVE: 'an unknown directive (a line that begins with %)',
  BAD_DQ_ESCAPE: 'a backslash in double quotes that escapes nothing',
  BAD_SCALAR_START: 'a text that begins with a character which it may only begin with in quotes',
  BAD_COLLECTION_TYPE: 'a tag that does not fit what follows it',
  MULTIPLE_DOCS: 'a second document; only one is read',
  NON_STRING_KEY: 'a field whose name is no text',
  TAG_RESOLVE_FAILED: 'an unknown tag (a word that begins with !)',
  UNEXPECTED_TOKEN: 'something that does not belong here'
}

const QUOTES_NOTHING: ReadonlySet<ErrorCode> = new Set([
  'BAD_INDENT',
  'BAD_PROP_ORDER',
  'BLOCK_AS_IMPLICIT_KEY',
  'BLOCK_IN_FLOW',
  'KEY_OVER_1024_CHARS',
  'MISSING_CHAR',
  'MULTILINE_IMPLICIT_KEY',
  'MULTIPLE_ANCHORS',
  'MULTIPLE_TAGS',
  'TAB_AS_INDENT'
])

/** Returns what is wrong with a text that is no YAML, without a word of the text. */
export const yamlWords = ({ code, message }: YAMLError): string => {
  if (code === 'DUPLICATE_KEY') return 'is given twice'
  const words = WORDS[code] ?? (QUOTES_NOTHING.has(code) ? message : 'cannot be read')
  return `is no YAML: ${words}`
}
