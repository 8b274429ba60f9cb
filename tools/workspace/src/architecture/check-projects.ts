import { edgeTableFile, folderOf, isUnrestricted, type EdgeTable } from './edge-table'
import { lineOf, type Problem } from './problem'
import type { Project } from './project'

type Check = (project: Project) => ReadonlyArray<Problem>

const inManifest = (project: Project, near: string, problem: string): Problem => ({
  file: project.manifestFile,
  line: lineOf(project.manifestText, near),
  problem
})

const checkRow: Check = (project) => {
  const { name, folder, row } = project
  if (row === undefined)
    return [inManifest(project, '"name"', `${edgeTableFile} has no row ${name}`)]
  const expected = folderOf(name, row.layer)
  return folder === expected
    ? []
    : [inManifest(project, '"name"', `layer ${row.layer} of ${name} belongs in ${expected}`)]
}

const checkName: Check = (project) =>
  project.manifest.name === `@stageroute/${project.name}`
    ? []
    : [
        inManifest(
          project,
          '"name"',
          `name is ${project.manifest.name ?? 'missing'}, folder says @stageroute/${project.name}`
        )
      ]

const checkAxis = (project: Project, axis: 'layer' | 'runtime'): ReadonlyArray<Problem> => {
  const tags = (project.manifest.nx?.tags ?? []).filter((tag) => tag.startsWith(`${axis}:`))
  const report = (problem: string): ReadonlyArray<Problem> => [
    inManifest(project, '"tags"', problem)
  ]
  if (tags.length !== 1) return report(`${tags.length} tags on the axis ${axis}, need exactly one`)
  const wanted = project.row && `${axis}:${project.row[axis]}`
  return wanted === undefined || tags[0] === wanted
    ? []
    : report(`tag ${tags[0]} contradicts ${wanted} of ${edgeTableFile}`)
}

const declaredInternals = ({ manifest }: Project): ReadonlyArray<string> =>
  Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
    .filter((name) => name.startsWith('@stageroute/'))
    .map((name) => name.slice('@stageroute/'.length))

const checkDependencies: Check = (project) => {
  const { row } = project
  if (row === undefined || isUnrestricted(row)) return []
  const declared = declaredInternals(project)
  return [
    ...declared
      .filter((name) => !row.imports.includes(name))
      .map((name) =>
        inManifest(
          project,
          `"@stageroute/${name}"`,
          `depends on ${name}, ${edgeTableFile} has no such arrow`
        )
      ),
    ...row.imports
      .filter((name) => !declared.includes(name))
      .map((name) =>
        inManifest(
          project,
          '"dependencies"',
          `${edgeTableFile} has an arrow to ${name}, not declared`
        )
      )
  ]
}

const checkRanges: Check = (project) =>
  Object.entries({ ...project.manifest.dependencies, ...project.manifest.devDependencies })
    .filter(
      ([name, range]) => range !== (name.startsWith('@stageroute/') ? 'workspace:^' : 'catalog:')
    )
    .map(([name, range]) =>
      inManifest(project, `"${name}"`, `${name} is "${range}": write "workspace:^" or "catalog:"`)
    )

const checkRowsHaveFolders = (
  table: EdgeTable,
  projects: ReadonlyArray<Project>,
  tableText: string
): ReadonlyArray<Problem> =>
  Object.keys(table.packages)
    .filter((name) => !projects.some((project) => project.name === name))
    .map((name) => ({
      file: edgeTableFile,
      line: lineOf(tableText, `"${name}":`),
      problem: `row ${name} has no folder`
    }))

/** Folder, manifest, tags and row of every project say the same. */
export const checkProjects = (
  table: EdgeTable,
  projects: ReadonlyArray<Project>,
  tableText: string
): ReadonlyArray<Problem> => [
  ...projects.flatMap((project) => [
    ...checkRow(project),
    ...checkName(project),
    ...checkAxis(project, 'layer'),
    ...checkAxis(project, 'runtime'),
    ...checkDependencies(project),
    ...checkRanges(project)
  ]),
  ...checkRowsHaveFolders(table, projects, tableText)
]
