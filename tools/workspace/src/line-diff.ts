/** How often each line occurs. */
const countLines = (lines: ReadonlyArray<string>): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1)
  return counts
}

const linesOnlyIn = (
  lines: ReadonlyArray<string>,
  others: ReadonlyArray<string>
): ReadonlyArray<string> => {
  const rest = countLines(others)
  return lines.filter((line) => {
    const left = rest.get(line) ?? 0
    rest.set(line, left - 1)
    return left <= 0 && line.trim() !== ''
  })
}

/** Returns the lines a text lost (`-`) and gained (`+`), each in its own order; enough to see what changed, not to patch it. */
export const lineDiff = (before: string, after: string): ReadonlyArray<string> => {
  const old = before.split('\n')
  const fresh = after.split('\n')
  return [
    ...linesOnlyIn(old, fresh).map((line) => `- ${line}`),
    ...linesOnlyIn(fresh, old).map((line) => `+ ${line}`)
  ]
}
