import { checkAnatomy } from './check-anatomy'
import { checkGraph } from './check-graph'
import { checkImports } from './check-imports'
import { checkProjects } from './check-projects'
import { edgeTableFile, type EdgeTable } from './edge-table'
import type { Problem } from './problem'
import { projectsIn } from './project'
import type { SourceTree } from './source-tree'

/** Returns everything in which a workspace departs from its edge table and its anatomy, at once. */
export const checkArchitecture = (tree: SourceTree): ReadonlyArray<Problem> => {
  const tableText = tree.get(edgeTableFile)
  if (tableText === undefined) return [{ file: edgeTableFile, line: 1, problem: 'missing' }]
  const table = JSON.parse(tableText) as EdgeTable
  const projects = projectsIn(tree, table)
  const { edges, problems } = checkImports(tree, table, projects)
  return [
    ...checkProjects(table, projects, tableText),
    ...problems,
    ...checkGraph(table, edges, tableText),
    ...checkAnatomy(tree, projects)
  ]
}
