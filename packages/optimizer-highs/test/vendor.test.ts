import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

interface Manifest {
  readonly name: string
  readonly private?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const packages = join(__dirname, '..', '..')

const manifests = readdirSync(packages)
  .map((folder) => join(packages, folder, 'package.json'))
  .filter((file) => existsSync(file))
  .map((file) => JSON.parse(readFileSync(file, 'utf8')) as Manifest)

const bringsAlong = (manifest: Manifest, library: string): boolean =>
  [manifest.dependencies, manifest.peerDependencies, manifest.optionalDependencies].some(
    (declared) => library in (declared ?? {})
  )

const bringing = (library: string): ReadonlyArray<string> =>
  manifests.filter((manifest) => bringsAlong(manifest, library)).map(({ name }) => name)

it('HiGHS and its WebAssembly travel with this package alone', () => {
  expect(bringing('highs')).toEqual(['@stageroute/optimizer-highs'])
  expect(bringing('@stageroute/optimizer-highs')).toEqual([])
})

it('no package brings a library under the GPL along', () => {
  expect(bringing('glpk.js')).toEqual([])
})
