import { formatFiles, installPackagesTask, type GeneratorCallback, type Tree } from '@nx/devkit'
import { lawsTest, pascalCase, withExport, type MemberOptions } from './member'
import { addPackage } from './package'

/** A solver adapter: its own name, and the library it wraps. */
export interface SolverOptions extends MemberOptions {
  readonly vendor: string
}

const catalogFile = 'pnpm-workspace.yaml'

/** A library outside the catalog would fail the install, after the files are written. */
const requireInCatalog = (tree: Tree, library: string): void => {
  const catalog = tree.read(catalogFile, 'utf8') ?? ''
  const isListed = catalog
    .split('\n')
    .some((line) => [`  ${library}:`, `  '${library}':`].some((key) => line.startsWith(key)))
  if (!isListed)
    throw new Error(`${catalogFile}: add ${library}, at an exact version, to the catalog`)
}

const sourceOf = (name: string, maker: string): string => `import type {
  LinearProgram,
  LpSolver,
  MipSolver,
  SolverResult
} from '@stageroute/optimizer'

/**
 * Returns a solver that fails on every program.
 *
 * @category solver
 * @since 0.1.0
 */
export const ${maker} = (): LpSolver & MipSolver => ({
  name: '${name}',
  solveLp: fail,
  solveMip: fail
})

const fail = (program: LinearProgram): SolverResult => ({
  termination: { _tag: 'failed', problem: 'no answer' },
  objective: Number.NaN,
  bound: Number.NaN,
  primal: new Float64Array(program.columns),
  rowPrice: new Float64Array(program.rows)
})
`

/** `npm run generate -- solver NAME --vendor=LIBRARY`: the package optimizer-NAME, whose laws are red. */
export const generateSolver = async (
  tree: Tree,
  { name, vendor }: SolverOptions
): Promise<GeneratorCallback> => {
  requireInCatalog(tree, vendor)
  const maker = `make${pascalCase(name)}Solver`
  const file = `${name}-solver`
  addPackage(
    tree,
    {
      name: `optimizer-${name}`,
      layer: 'adapter',
      runtime: 'any',
      description: `The ${name} adapter of @stageroute/optimizer.`,
      imports: ['optimizer'],
      vendor: [vendor],
      testing: false
    },
    {
      'src/index.ts': withExport('', maker, `./${file}`),
      [`src/${file}.ts`]: sourceOf(name, maker),
      [`test/${file}.laws.test.ts`]: lawsTest({
        kit: '@stageroute/optimizer/testing',
        laws: 'solverLaws',
        maker,
        source: `../src/${file}`,
        subject: `${maker}()`
      })
    }
  )
  await formatFiles(tree)
  return () => installPackagesTask(tree, true)
}
