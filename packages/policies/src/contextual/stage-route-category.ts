import { tolerance } from '@stageroute/numeric'
import { fillSlots } from '../fill-slots'
import type { Indices } from '../indices'
import { keepFigure } from '../keep-figure'
import type { Policy, PolicySettings } from '../policy'
import { bestMixes, keepMixes, scaleToOpenInto } from './category-mix'
import { categoryStatistics, type CategoryStatistics } from './category-statistics'
import { makeContextPolicy } from './context-policy'
import { pointInto } from './point-mix'

/** Queries after which mixes are solved anew at the latest; at a stage's start after 1, 2, 4 and so on. */
const LATEST = 64

/**
 * Returns StageRoute with a mix per category of query: bounds of rewards by category, shrunk towards the arm's overall mean, one budget and one
 * capacity per arm for all categories. Stages deploy the arms that carry most of the best mixes over all arms, spare slots filled by reduced
 * reward overall; queries are drawn from their category's mix.
 *
 * Source: arXiv 2506.17254, DeployOPT and RouteOPT; by category, as a linear programme over categories x arms, ours.
 * Adapted: bounds by category are empirical Bayes' at level log t, t the queries of the category; costs by category stand below their means as the
 *   run's index does overall; mixes are solved at growing intervals up to 64 queries; capacities are kept over time, as of `makeContextPolicy`. Like
 *   the paper's it has no ledger and does not stop.
 *
 * Cost: a transportation problem per solve; O(deployed) per query between.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeStageRouteCategory = (settings: PolicySettings): Policy =>
  makeContextPolicy(settings, (indices) => {
    const { maxArms, contexts } = settings
    const known = categoryStatistics(settings, indices)
    // Category x arm.
    const mixes = new Float64Array(contexts.categories * maxArms)
    let deployed: ReadonlyArray<number> = []
    let sinceStage = 0
    let due = 0
    const solve = (): void => {
      const share = bestMixes(known.state(deployed))
      mixes.fill(0)
      share.forEach((mass, cell) => {
        const category = Math.floor(cell / deployed.length)
        mixes[category * maxArms + (deployed[cell % deployed.length] ?? 0)] = mass
      })
    }
    return {
      id: 'stage-route-category',
      stopsAtBudget: false,
      onStage: () => {
        sinceStage = 0
        due = 0
      },
      deploy: () => deployByCategory(settings, indices, known),
      onDeployed: (arms) => void (deployed = arms),
      mixInto: (share, open, { category }) => {
        if (sinceStage >= due) {
          solve()
          due = sinceStage + Math.min(LATEST, Math.max(1, sinceStage))
        }
        sinceStage++
        known.count(category)
        if (!scaleToOpenInto(share, open, mixes, category * maxArms)) {
          pointInto(share, open.length, likeliest(known, open, category))
        }
      },
      learnReward: (arm, reward, { category }) => known.learnReward(arm, reward, category),
      learnCost: (arm, cost, { category }) => known.learnCost(arm, cost, category),
      parts: [
        ...known.parts,
        keepMixes(mixes),
        keepCount(
          'since-stage',
          () => sinceStage,
          (kept) => void (sinceStage = kept)
        ),
        keepCount(
          'due',
          () => due,
          (kept) => void (due = kept)
        )
      ]
    }
  })

const keepCount = (name: string, read: () => number, write: (value: number) => void) =>
  keepFigure(name, [0, Number.MAX_SAFE_INTEGER], read, write)

/** The arms that carry most of the best mixes over all that are there; then those that a stage without categories would deploy. */
const deployByCategory = (
  { maxDeployed }: PolicySettings,
  indices: Indices,
  known: CategoryStatistics
): ReadonlyArray<number> => {
  const live = indices.liveArms()
  const program = known.state(live)
  const share = bestMixes(program)
  const mass = live.map((_, i) =>
    program.weight.reduce((sum, weight, g) => sum + weight * (share[g * live.length + i] ?? 0), 0)
  )
  const carrying = live
    .map((arm, i) => ({ arm, mass: mass[i] ?? 0 }))
    .filter((one) => one.mass > tolerance.share)
    .sort((a, b) => b.mass - a.mass || a.arm - b.arm)
    .map(({ arm }) => arm)
  const others = fillSlots(indices, live).filter((arm) => !carrying.includes(arm))
  return [...carrying, ...others].slice(0, maxDeployed).sort((a, b) => a - b)
}

/** The open arm that could be best at a category. */
const likeliest = (
  known: CategoryStatistics,
  open: ReadonlyArray<number>,
  category: number
): number => {
  let best = 0
  let greatest = -Infinity
  for (let i = 0; i < open.length; i++) {
    const upper = known.rewardUpper(open[i] as number, category)
    if (upper <= greatest) continue
    greatest = upper
    best = i
  }
  return best
}
