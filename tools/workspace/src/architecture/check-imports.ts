import { builtinModules } from 'node:module'
import { posix } from 'node:path'
import { edgeTableFile, isUnrestricted, type EdgeTable, type Row } from './edge-table'
import { importsOf, type Import } from './imports'
import type { Problem } from './problem'
import type { Project } from './project'
import type { SourceTree } from './source-tree'

/** An import between two projects that really is in the sources. */
export interface Edge {
  readonly from: string
  readonly to: string
  readonly file: string
  readonly line: number
}

export interface ImportFindings {
  readonly edges: ReadonlyArray<Edge>
  readonly problems: ReadonlyArray<Problem>
}

interface Place extends Import {
  readonly project: Project
  readonly file: string
  readonly isSource: boolean
}

/** A reason to refuse an import, or nothing. */
type Verdict = string | undefined

const packageNameOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

const isDeclared = ({ project, isSource }: Place, name: string): boolean =>
  name in (project.manifest.dependencies ?? {}) ||
  (!isSource && name in (project.manifest.devDependencies ?? {}))

const judgeRelative = ({ project, file, specifier }: Place): Verdict => {
  const target = posix.join(posix.dirname(file), specifier)
  return target === project.folder || target.startsWith(`${project.folder}/`)
    ? undefined
    : `relative path ${specifier} leaves ${project.folder}`
}

const judgeBuiltin = ({ project, isSource, specifier }: Place): Verdict => {
  if (!specifier.startsWith('node:')) return `write node:${specifier}`
  const runtime = project.row?.runtime
  return isSource && runtime !== 'node'
    ? `${specifier} in a package with runtime ${runtime ?? 'unknown'}`
    : undefined
}

const judgeInternal = (
  place: Place,
  name: string,
  projects: ReadonlyMap<string, Project>,
  table: EdgeTable
): Verdict => {
  const { project, specifier, isSource } = place
  const target = projects.get(name)
  if (target === undefined) return `there is no package ${packageNameOf(specifier)}`
  const entry = `.${specifier.slice(`@stageroute/${name}`.length)}`
  if (!(entry in (target.manifest.exports ?? {}))) return `${specifier} is not an entry of ${name}`
  if (target === project) return isSource ? `${name} imports itself by name` : undefined
  if (!isDeclared(place, `@stageroute/${name}`)) return `${name} is not declared in package.json`
  return project.row && judgeArrow(project.name, project.row, name, target.row, table)
}

const judgeArrow = (
  from: string,
  row: Row,
  to: string,
  target: Row | undefined,
  table: EdgeTable
): Verdict => {
  if (!isUnrestricted(row) && !row.imports.includes(to)) {
    return `${edgeTableFile} has no arrow from ${from} to ${to}`
  }
  if (target === undefined) return undefined
  if (!(table.layers[row.layer]?.dependsOn ?? []).includes(target.layer)) {
    return `layer ${row.layer} may not import layer ${target.layer} (${to})`
  }
  return (table.runtimes[row.runtime]?.dependsOn ?? []).includes(target.runtime)
    ? undefined
    : `runtime ${row.runtime} may not import runtime ${target.runtime} (${to})`
}

const judgeExternal = (place: Place, table: EdgeTable): Verdict => {
  const { project, specifier, isSource } = place
  const name = packageNameOf(specifier)
  if (/^(fp-ts|io-ts)\/(lib|es6)\//.test(specifier))
    return `write ${specifier.replace(/\/(lib|es6)\//, '/')}`
  if (!isSource) return undefined
  if (!isDeclared(place, name)) return `${name} is not declared in package.json`
  const { row } = project
  const allowed = [...(table.layers[row?.layer ?? '']?.externals ?? []), ...(row?.vendor ?? [])]
  return allowed.includes('*') || allowed.includes(name)
    ? undefined
    : `layer ${row?.layer ?? 'unknown'} may not use ${name}`
}

const judge = (place: Place, projects: ReadonlyMap<string, Project>, table: EdgeTable): Verdict => {
  const { specifier } = place
  if (specifier.startsWith('.')) return judgeRelative(place)
  if (specifier.startsWith('/')) return `absolute path ${specifier}`
  if (specifier.startsWith('node:') || builtinModules.includes(specifier))
    return judgeBuiltin(place)
  const internal = internalName(specifier)
  return internal === undefined
    ? judgeExternal(place, table)
    : judgeInternal(place, internal, projects, table)
}

const internalName = (specifier: string): string | undefined =>
  /^@stageroute\/([^/]+)/.exec(specifier)?.[1]

const placesIn = (tree: SourceTree, project: Project): ReadonlyArray<Place> =>
  project.files
    .filter((file) => /\.(ts|mjs)$/.test(file) && !file.includes('/fixtures/'))
    .flatMap((file) =>
      importsOf(tree.get(file) ?? '').map((found) => ({
        ...found,
        project,
        file,
        isSource: file.startsWith(`${project.folder}/src/`)
      }))
    )

/** Reads every import of every project: the edges there really are, and those there may not be. */
export const checkImports = (
  tree: SourceTree,
  table: EdgeTable,
  projects: ReadonlyArray<Project>
): ImportFindings => {
  const byName = new Map(projects.map((project) => [project.name, project]))
  const places = projects.flatMap((project) => placesIn(tree, project))
  return {
    edges: places.flatMap(({ project, file, line, specifier }) => {
      const to = internalName(specifier)
      return to === undefined || to === project.name ? [] : [{ from: project.name, to, file, line }]
    }),
    problems: places.flatMap((place) => {
      const problem = judge(place, byName, table)
      return problem === undefined ? [] : [{ file: place.file, line: place.line, problem }]
    })
  }
}
