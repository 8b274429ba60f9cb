import { tolerance } from '@stageroute/numeric'
import type { Indices } from '../indices'
import type { PolicySettings } from '../policy'
import { deployCovered } from './deploy-covered'
import { massOf, solveProfiles, stateProfiles, type ProfileValues } from './profile-mixes'
import type { Profiles } from './profiles'

/**
 * Returns what a stage deploys, rising: of the arms the ones that carry most of the best mixes over all kinds of query; then those that a stage without a
 * look at queries would deploy.
 */
export const deployByProfile = (
  { maxDeployed }: Pick<PolicySettings, 'maxDeployed'>,
  indices: Indices,
  profiles: Profiles,
  known: Omit<ProfileValues, 'capacity'>,
  { arms, budget }: { readonly arms: ReadonlyArray<number>; readonly budget: number }
): ReadonlyArray<number> => {
  const { capacity } = indices
  const program = stateProfiles(profiles, arms, { ...known, capacity }, budget)
  const mass = massOf(program, solveProfiles(program))
  const carrying = arms
    .map((arm, i) => ({ arm, mass: mass[i] ?? 0 }))
    .filter((one) => one.mass > tolerance.share)
    .sort((a, b) => b.mass - a.mass || a.arm - b.arm)
    .map(({ arm }) => arm)
  const others = deployCovered(indices, arms, budget)
  return [...new Set([...carrying, ...others])].slice(0, maxDeployed).sort((a, b) => a - b)
}
