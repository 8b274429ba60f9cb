import { Parser, type CST } from 'yaml'

/** The configuration needs a tenth of it. */
const MOST_NESTED = 64

interface Level {
  readonly depth: number
  readonly token: CST.Token
}

const childrenOf = (token: CST.Token): ReadonlyArray<CST.Token | null | undefined> => {
  if ('items' in token)
    return token.items.flatMap((item) => [
      'key' in item ? item.key : undefined,
      'value' in item ? item.value : undefined
    ])
  return token.type === 'document' ? [token.value] : []
}

/**
 * Tells whether a text is nested more deeply than may be composed into a document: that is done by recursion, and where the stack ends in it the
 * process may end too. The parser before it has no recursion.
 */
export const isNestedTooDeeply = (text: string): boolean => {
  const open: Level[] = [...new Parser().parse(text)].map((token) => ({ depth: 0, token }))
  for (let level = open.pop(); level !== undefined; level = open.pop()) {
    const depth = level.depth + 1
    if (depth > MOST_NESTED) return true
    for (const token of childrenOf(level.token))
      if (token !== null && token !== undefined) open.push({ depth, token })
  }
  return false
}
