import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { codeLines } from './code-lines'
import { sha256 } from './sha256'

/** The packages that a run's numbers come from; what they import of the project counts as well. */
const players = ['datasets', 'estimators', 'planner', 'policies', 'simulator']

const prefix = '@stageroute/'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly dependencies?: Readonly<Record<string, string>>
}

interface Package {
  readonly manifest: Manifest
  readonly code: string
  readonly sources: string
}

/** Finds a package as code in `from` would: its manifest, and the folder of the code that is run. */
const findPackage = (from: string, name: string): Package => {
  const { resolve } = createRequire(from)
  const file = resolve(`${name}/package.json`)
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest
  return { manifest, code: dirname(resolve(name)), sources: join(dirname(file), 'src') }
}

const gather = (from: string, name: string, found: Map<string, Package>): void => {
  if (found.has(name)) return
  const one = findPackage(from, name)
  found.set(name, one)
  Object.keys(one.manifest.dependencies ?? {})
    .filter((other) => other.startsWith(prefix))
    .forEach((other) => gather(join(one.code, 'index.js'), other, found))
}

/** From the build as from the sources, which lie beside it. */
const ownSources = join(__dirname, '..', '..', 'src')

/** Returns what stands for the code that plays: its version, and a digest of every line of it, so that a run of yesterday's code is not taken for today's. */
export const nameCode = (): string => {
  const found = new Map<string, Package>()
  players.forEach((name) => gather(__filename, `${prefix}${name}`, found))
  const packages = [...found.values()].sort((a, b) => (a.manifest.name < b.manifest.name ? -1 : 1))
  const lines = [
    ...packages.flatMap(({ manifest, code, sources }) => [
      manifest.name,
      ...codeLines(code, sources)
    ]),
    'simulation',
    ...codeLines(join(__dirname, '..', 'simulation'), join(ownSources, 'simulation'))
  ]
  const version = found.get(`${prefix}simulator`)?.manifest.version ?? ''
  return `${version}+${sha256(lines.join('\n'))}`
}
