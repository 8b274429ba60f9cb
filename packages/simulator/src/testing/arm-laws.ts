import { ArmSpec } from '@stageroute/contracts'
import type { Law } from '@stageroute/numeric'
import { epochsOf, type ArmTruth, type Environment, type Epoch } from '../environment'
import { demand } from './demand'

/** What an environment says about its arms before anything is played. */
export const armLaws = (make: () => Environment): ReadonlyArray<Law> => [
  {
    name: 'there is an arm, and no two share an id',
    check: () => {
      const ids = make().arms.map(({ id }) => id)
      const repeated = ids.find((id, i) => ids.indexOf(id) !== i)
      demand(ids.length > 0, () => 'there is no arm')
      demand(repeated === undefined, () => `two arms are called "${repeated}"`)
    }
  },
  {
    name: 'every release date is a calendar date or null',
    check: () =>
      make().arms.forEach((arm) =>
        demand(ArmSpec.is(arm), () => `"${arm.id}" was released ${arm.released}`)
      )
  },
  {
    name: 'true means lie in the range of the outcomes',
    check: () => {
      epochsOf(make()).forEach(({ arms }) =>
        arms.forEach((arm) => demand(isInRange(arm), () => JSON.stringify(arm)))
      )
    }
  },
  {
    name: 'the largest cost is the greatest of its arms',
    check: () => {
      const { arms, largestCost } = make()
      const greatest = Math.max(...arms.map((arm) => arm.largestCost))
      demand(largestCost === greatest, () => `${largestCost}, the greatest is ${greatest}`)
    }
  },
  {
    name: 'epochs begin one after the other, and change neither ids, release dates nor largest costs',
    check: () => {
      const [first, ...later] = epochsOf(make())
      const fixed = (epoch: Epoch | undefined): string =>
        JSON.stringify(
          epoch?.arms.map(({ id, released, largestCost }) => [id, released, largestCost])
        )
      let before = 0
      later.forEach((epoch) => {
        demand(epoch.start > before, () => `an epoch from ${epoch.start} after one from ${before}`)
        demand(fixed(epoch) === fixed(first), () => `arms from query ${epoch.start} are others`)
        before = epoch.start
      })
    }
  },
  {
    name: 'making it twice gives the same arms',
    check: () => {
      const [first, second] = [JSON.stringify(make().arms), JSON.stringify(make().arms)]
      demand(first === second, () => `${first} and then ${second}`)
    }
  }
]

const isInRange = ({ meanReward, meanCost, largestCost }: ArmTruth): boolean =>
  meanReward >= 0 &&
  meanReward <= 1 &&
  meanCost >= 0 &&
  meanCost <= largestCost &&
  Number.isFinite(largestCost)
