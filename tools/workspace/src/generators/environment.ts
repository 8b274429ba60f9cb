import type { Tree } from '@nx/devkit'
import { addMember, pascalCase, type MemberOptions, type Port } from './member'

const sourceOf = (
  name: string,
  maker: string
): string => `import type { Environment, OutcomeSource } from '../environment'

/**
 * Returns an environment without arms.
 *
 * @category environment
 * @since 0.1.0
 */
export const ${maker} = (): Environment => ({
  id: '${name}',
  arms: [],
  largestCost: 0,
  categories: {
    names: ['all'],
    weight: Float64Array.of(1),
    reward: new Float64Array(0),
    cost: new Float64Array(0)
  },
  open: openSource
})

const openSource = (): OutcomeSource => ({ reward: 0, cost: 0, read: () => undefined })
`

const environment: Port = {
  package: 'simulator',
  folder: 'environments',
  laws: 'environmentLaws',
  makerOf: (name) => `make${pascalCase(name)}Environment`,
  sourceOf
}

/** `npm run generate -- environment NAME`. */
export const generateEnvironment = (tree: Tree, options: MemberOptions): Promise<void> =>
  addMember(tree, environment, options)
