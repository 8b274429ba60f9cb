import type { Tree } from '@nx/devkit'
import { addMember, pascalCase, type MemberOptions, type Port } from './member'

const sourceOf = (
  name: string,
  maker: string
): string => `import { restoreParts, snapshotParts } from '../kept'
import type { Policy, PolicySettings } from '../policy'

/**
 * Returns a policy that deploys no arm and serves no query.
 *
 * @category policy
 * @since 0.1.0
 */
export const ${maker}: (settings: PolicySettings) => Policy = () => ({
  id: '${name}',
  isPrepaid: false,
  arrive: () => undefined,
  startStage: () => [],
  route: () => -1,
  observe: () => undefined,
  distributionInto: (out) => void out.fill(0),
  snapshot: () => snapshotParts('${name}', []),
  restore: (document) => restoreParts('${name}', [], document)
})
`

const policy: Port = {
  package: 'policies',
  folder: 'baselines',
  laws: 'policyLaws',
  makerOf: (name) => `make${pascalCase(name)}Policy`,
  sourceOf
}

/** `npm run generate -- policy NAME`. */
export const generatePolicy = (tree: Tree, options: MemberOptions): Promise<void> =>
  addMember(tree, policy, options)
