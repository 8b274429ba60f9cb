/** Letters that are added, left out, changed or swapped with their neighbour, between two words. */
const distance = (a: string, b: string): number => {
  let last: ReadonlyArray<number> = []
  let row: ReadonlyArray<number> = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      const isSwapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (last[j - 2] ?? 0) + 1 : Infinity
      )
    }
    last = row
    row = next
  }
  return row[b.length] ?? 0
}

/** In other places the same words are written `max_deployed` or `MaxDeployed`. */
const plain = (name: string): string => name.replace(/[_-]/g, '').toLowerCase()

const LONGEST_NAME = 40

/** Returns the name that was probably meant by one that nobody knows; null where none is close. */
export const nearestName = (name: string, known: ReadonlyArray<string>): string | null => {
  if (name.length > LONGEST_NAME) return null
  const most = name.length < 5 ? 1 : 2
  const [best] = known
    .map((candidate) => ({ candidate, off: distance(plain(name), plain(candidate)) }))
    .filter(({ off }) => off <= most)
    .sort((a, b) => a.off - b.off)
  return best?.candidate ?? null
}
