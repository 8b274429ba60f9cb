import { formatFiles, type Tree } from '@nx/devkit'

/** What is generated into an existing package: an implementation of one of its ports. */
export interface MemberOptions {
  readonly name: string
}

/** A port whose implementations are generated: where they live, what they are, which kit they answer to. */
export interface Port {
  readonly package: string
  readonly folder: string
  readonly laws: string
  readonly makerOf: (name: string) => string
  readonly sourceOf: (name: string, maker: string) => string
}

/** `drifting-prices` as part of an identifier: `DriftingPrices`. */
export const pascalCase = (name: string): string =>
  name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

const exportStatement = /^export (?:type )?\{[^}]*\} from '([^']+)'$/gm

/** Returns an index with one more export, at the place its path has in the alphabet. */
export const withExport = (index: string, name: string, path: string): string => {
  const line = `export { ${name} } from '${path}'\n`
  const next = [...index.matchAll(exportStatement)].find(([, other = '']) => other > path)
  const rest = index === 'export {}\n' ? '' : index
  return next === undefined
    ? rest + line
    : rest.slice(0, next.index) + line + rest.slice(next.index)
}

/** A conformance kit applied to what a package makes: `subject` is the kit's argument, written with the maker. */
export interface Conformance {
  readonly kit: string
  readonly laws: string
  readonly maker: string
  readonly source: string
  readonly subject: string
}

/** Returns the test that runs a conformance kit, one test per law. */
export const lawsTest = ({
  kit,
  laws,
  maker,
  source,
  subject
}: Conformance): string => `import { ${laws} } from '${kit}'
import { ${maker} } from '${source}'

for (const law of ${laws}(${subject})) test(law.name, law.check)
`

/** Adds an implementation of a port, its export, and its laws, which are red. */
export const addMember = async (tree: Tree, port: Port, { name }: MemberOptions): Promise<void> => {
  const maker = port.makerOf(name)
  const folder = `packages/${port.package}`
  const source = `${folder}/src/${port.folder}/${name}.ts`
  if (tree.exists(source)) throw new Error(`${source} already exists`)
  tree.write(source, port.sourceOf(name, maker))

  const index = `${folder}/src/index.ts`
  const exported = withExport(tree.read(index, 'utf8') ?? '', maker, `./${port.folder}/${name}`)
  tree.write(index, exported)

  tree.write(
    `${folder}/test/${port.folder}/${name}.laws.test.ts`,
    lawsTest({
      kit: `@stageroute/${port.package}/testing`,
      laws: port.laws,
      maker,
      source: `../../src/${port.folder}/${name}`,
      subject: maker
    })
  )
  await formatFiles(tree)
}
