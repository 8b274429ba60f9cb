import type { Edge } from './check-imports'
import { edgeTableFile, isUnrestricted, type EdgeTable } from './edge-table'
import { lineOf, type Problem } from './problem'

/** Returns each cycle once, as the names along it, by depth-first search in the order of the edges. */
export const findCycles = (
  edges: ReadonlyArray<Pick<Edge, 'from' | 'to'>>
): ReadonlyArray<ReadonlyArray<string>> => {
  const next = new Map<string, Set<string>>()
  for (const { from, to } of edges) next.set(from, (next.get(from) ?? new Set()).add(to))
  const done = new Set<string>()
  const cycles: string[][] = []
  const visit = (name: string, path: ReadonlyArray<string>): void => {
    const at = path.indexOf(name)
    if (at >= 0) cycles.push([...path.slice(at), name])
    if (at >= 0 || done.has(name)) return
    for (const target of next.get(name) ?? []) visit(target, [...path, name])
    done.add(name)
  }
  for (const name of next.keys()) visit(name, [])
  return cycles
}

const checkCycles = (edges: ReadonlyArray<Edge>): ReadonlyArray<Problem> =>
  findCycles(edges).map((cycle) => {
    const closing = edges.find(({ from, to }) => from === cycle.at(-2) && to === cycle.at(-1))
    return {
      file: closing?.file ?? edgeTableFile,
      line: closing?.line ?? 1,
      problem: `cycle ${cycle.join(' -> ')}`
    }
  })

const checkStaleRows = (
  table: EdgeTable,
  edges: ReadonlyArray<Edge>,
  tableText: string
): ReadonlyArray<Problem> =>
  Object.entries(table.packages)
    .filter(([, row]) => !isUnrestricted(row))
    .flatMap(([from, row]) =>
      row.imports
        .filter((to) => !edges.some((edge) => edge.from === from && edge.to === to))
        .map((to) => ({
          file: edgeTableFile,
          line: lineOf(tableText, `"${from}":`),
          problem: `the arrow from ${from} to ${to} is used by no import`
        }))
    )

/** The graph exists, has no cycle, and uses every arrow of the table. */
export const checkGraph = (
  table: EdgeTable,
  edges: ReadonlyArray<Edge>,
  tableText: string
): ReadonlyArray<Problem> =>
  edges.length === 0
    ? [{ file: edgeTableFile, line: 1, problem: 'the import graph is empty: nothing was checked' }]
    : [...checkCycles(edges), ...checkStaleRows(table, edges, tableText)]
