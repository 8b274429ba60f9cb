import { isMap, isNode, isSeq, type Document, type LineCounter, type Node } from 'yaml'

/** The keys of a field's path: `groups[0].vary.budget[1]` is `groups`, 0, `vary`, `budget`, 1. */
const keysOf = (field: string): ReadonlyArray<string | number> =>
  Array.from(field.matchAll(/\[(\d+)\]|[^.[\]]+/g), ([word, position]) =>
    position === undefined ? word : Number(position)
  )

/** Where a child of a node begins: its key in a map, itself in a list. */
const childOf = (
  node: Node,
  key: string | number
): { readonly value: unknown; readonly start: Node } | undefined => {
  if (isSeq(node)) {
    const item = node.items[Number(key)]
    return isNode(item) ? { value: item, start: item } : undefined
  }
  if (!isMap(node)) return undefined
  const pair = node.items.find((item) => isNode(item.key) && String(item.key) === String(key))
  return pair !== undefined && isNode(pair.key) ? { value: pair.value, start: pair.key } : undefined
}

/** Returns the line on which a field of a YAML document begins, or that of what should have held it. */
export const lineOf = (document: Document, lines: LineCounter, field: string): number => {
  let node: unknown = document.contents
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0
  for (const key of keysOf(field)) {
    const child = isNode(node) ? childOf(node, key) : undefined
    if (child === undefined) break
    offset = child.start.range?.[0] ?? offset
    node = child.value
  }
  return lines.linePos(offset).line
}
