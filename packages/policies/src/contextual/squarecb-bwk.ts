import type { Policy, PolicySettings } from '../policy'
import { dimensionOf } from './feature-rows'
import { makeLinearRewards } from './linear-rewards'
import { makeMoneyPrice } from './money-price'
import { makeContextPolicy } from './context-policy'

/**
 * Writes probabilities that fall with the gap to the best score, 1 / (m + gamma gap), and give the best what is left.
 *
 * Shape: `score` and `share` have `size` entries.
 * Source: D. Foster, A. Rakhlin, ICML 2020 (inverse gap weighting; Abe and Long 1999).
 */
export const weighByGapInto = (
  share: Float64Array,
  score: Float64Array,
  size: number,
  gamma: number
): void => {
  let best = 0
  for (let i = 1; i < size; i++) if ((score[i] as number) > (score[best] as number)) best = i
  let left = 1
  for (let i = 0; i < size; i++) {
    if (i === best) continue
    const mass = 1 / (size + gamma * ((score[best] as number) - (score[i] as number)))
    share[i] = mass
    left -= mass
  }
  share[best] = left
}

/**
 * Returns SquareCB for bandits with knapsacks: rewards by online regression, a price of money by online gradient descent, and arms drawn with
 * probabilities that fall with the gap of their reduced reward to the best.
 *
 * Source: Y. Han, J. Zeng, Y. Wang, Y. Xiang, J. Zhang, AISTATS 2023; A. Slivkins, K. Sankararaman, D. Foster, COLT 2023: gamma of the order
 *   sqrt(m T / Reg), Reg the regret of the regression.
 * Adapted: the regression is linear, whose regret is about its dimension d times log T, so gamma = sqrt(m T / (d log T)); costs are means of the
 *   arm's bounds; capacities, deployment and the end of the budget as of `makeContextPolicy`.
 *
 * Cost: O(d^2) per deployed arm and query.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeSquareCbBwk = (settings: PolicySettings): Policy =>
  makeContextPolicy(settings, ({ costLower }) => {
    const rewards = makeLinearRewards(settings, 1)
    const price = makeMoneyPrice(settings)
    const score = new Float64Array(settings.maxArms)
    const dimension = dimensionOf(settings.contexts)
    return {
      id: 'squarecb-bwk',
      stopsAtBudget: true,
      advance: price.advance,
      mixInto: (share, open, context, { horizon }) => {
        for (let i = 0; i < open.length; i++) {
          const arm = open[i] as number
          rewards.predict(arm, context)
          const reward = Math.min(1, Math.max(0, rewards.mean))
          score[i] = reward - price.perUsd() * (costLower[arm] as number)
        }
        const regret = dimension * Math.log(horizon + 1)
        weighByGapInto(share, score, open.length, Math.sqrt((open.length * horizon) / regret))
      },
      learnReward: (arm, reward, context, { query }) => rewards.learn(arm, reward, context, query),
      parts: [rewards.part, price.part]
    }
  })
