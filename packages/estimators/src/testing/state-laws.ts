import { tolerance, type Law } from '@stageroute/numeric'
import type { Estimator, IndexFamily } from '../estimator'
import { demand } from './check'
import { estimatorOf, sayOf, sayOfAll, sequences, settings, type Seen } from './scene'

const isSame = (left: ReadonlyArray<number>, right: ReadonlyArray<number>): boolean =>
  left.length === right.length && left.every((value, i) => Object.is(value, right[i]))

const attempts: ReadonlyArray<readonly [what: string, attempt: (e: Estimator) => boolean]> = [
  ['a reward above one', (e) => e.observe(1, 1.2, 0.002)],
  ['a negative reward', (e) => e.observe(1, -0.1, 0.002)],
  ['a reward that is no number', (e) => e.observe(1, NaN, 0.002)],
  ['a negative cost', (e) => e.observe(1, 1, -0.002)],
  ['an infinite cost', (e) => e.observe(1, 1, Infinity)],
  ['a cost that is no number', (e) => e.observe(1, 1, NaN)],
  ['an arm that does not exist', (e) => e.observe(3, 1, 0.002)],
  ['arm -1', (e) => e.observe(-1, 1, 0.002)],
  ['half an arm', (e) => e.observe(0.5, 1, 0.002)],
  ['a late reward above one', (e) => e.observeReward(1, 2)],
  ['a weight below one', (e) => e.observeReward(1, 1, 0.5)],
  ['a weight that is no number', (e) => e.observeReward(1, 1, NaN)],
  ['a negative cost alone', (e) => e.observeCost(1, -1)],
  ['a negative cost prior', (e) => e.setCostPrior(1, -1, 1)]
]

const checkRefusals = (family: IndexFamily): void => {
  for (const seen of sequences())
    for (const [what, attempt] of attempts) {
      const estimator = estimatorOf(family, seen)
      const before = sayOfAll(estimator)
      demand(!attempt(estimator), `${what} counted`)
      demand(estimator.table.rejected === 1, `${what} was not counted as refused`)
      demand(isSame(sayOfAll(estimator), before), `${what} changed a bound`)
    }
}

const checkAny = (family: IndexFamily): void => {
  if (!family.isOrderIndependent) return
  for (const seen of sequences()) {
    const there = sayOfAll(estimatorOf(family, seen))
    const back = sayOfAll(estimatorOf(family, [...seen].reverse()))
    const sorted = sayOfAll(
      estimatorOf(
        family,
        [...seen].sort((a, b) => a.reward - b.reward)
      )
    )
    there.forEach((value, i) => {
      const isClose =
        Math.abs(value - back[i]) <= tolerance.bound &&
        Math.abs(value - sorted[i]) <= tolerance.bound
      demand(isClose, `${value}, ${back[i]} and ${sorted[i]} for the same observations`)
    })
  }
}

const checkRestored = (family: IndexFamily): void => {
  const later: Seen = { reward: 0.75, cost: 0.004 }
  for (const seen of sequences()) {
    const original = estimatorOf(family, seen)
    original.setCostPrior(2, 0.004, 3)
    const restored = estimatorOf(family, [later, later])
    const answer = restored.restore(JSON.parse(JSON.stringify(original.snapshot())))
    demand(answer._tag === 'Right', `refused its own snapshot: ${JSON.stringify(answer)}`)
    demand(isSame(sayOfAll(restored), sayOfAll(original)), 'restored bounds differ')
    for (const estimator of [original, restored]) estimator.observe(1, later.reward, later.cost)
    demand(isSame(sayOfAll(restored), sayOfAll(original)), 'bounds differ after one more')
  }
}

/** Spoils the n-th number in the text of a snapshot; undefined when there are fewer. */
const spoil = (text: string, n: number): string | undefined => {
  const found = [...text.matchAll(/\d+(\.\d+)?/g)][n]
  if (found === undefined) return undefined
  const digit = found[0].startsWith('7') ? '8' : '7'
  return text.slice(0, found.index) + digit + text.slice(found.index + 1)
}

const checkSpoilt = (family: IndexFamily): void => {
  const estimator = estimatorOf(family, sequences()[5])
  const text = JSON.stringify(estimator.snapshot())
  const target = estimatorOf(family, sequences()[2])
  const before = sayOfAll(target)
  const refuse = (document: unknown, what: string): void => {
    demand(target.restore(document)._tag === 'Left', `${what} was accepted`)
    demand(isSame(sayOfAll(target), before), `${what} was refused, yet changed a bound`)
  }
  refuse(null, 'nothing')
  refuse({}, 'an empty document')
  refuse({ ...(JSON.parse(text) as object), version: 99 }, 'another version')
  for (let n = 0; ; n++) {
    const spoilt = spoil(text, n)
    if (spoilt === undefined) return
    refuse(JSON.parse(spoilt), `a snapshot with another number ${n}`)
  }
}

const checkApart = (family: IndexFamily): void => {
  const estimator = estimatorOf(family, sequences()[5])
  const costs = [estimator.costLower(1, 1), estimator.costMean(1), estimator.costUpper(1, 1)]
  demand(estimator.observeReward(1, 1), 'a late reward was refused')
  const after = [estimator.costLower(1, 1), estimator.costMean(1), estimator.costUpper(1, 1)]
  demand(isSame(costs, after), 'a late reward changed a cost bound')
  const rewards = [estimator.rewardLower(1, 1), estimator.rewardMean(1)]
  demand(estimator.observeCost(1, 0.02), 'a cost alone was refused')
  const later = [estimator.rewardLower(1, 1), estimator.rewardMean(1)]
  demand(isSame(rewards, later), 'a cost changed a reward bound')
  demand(estimator.costMean(1) > costs[1], 'a high cost did not raise the mean cost')
}

const checkAlone = (family: IndexFamily): void => {
  const untouched = sayOf(estimatorOf(family, []), 0)
  for (const seen of sequences())
    demand(isSame(sayOf(estimatorOf(family, seen), 0), untouched), 'another arm’s bounds moved')
}

/** Laws of what an estimator keeps. */
export const stateLaws = (family: IndexFamily): ReadonlyArray<Law> => [
  {
    name: 'an impossible observation is refused and changes nothing',
    check: () => checkRefusals(family)
  },
  {
    name: 'observations in any order give the same bounds, where claimed',
    check: () => checkAny(family)
  },
  {
    name: 'a restored snapshot goes on as the original, to the last bit',
    check: () => checkRestored(family)
  },
  { name: 'a spoilt snapshot is refused and changes nothing', check: () => checkSpoilt(family) },
  { name: 'rewards and costs count apart', check: () => checkApart(family) },
  { name: 'an observation concerns its arm alone', check: () => checkAlone(family) },
  {
    name: 'there is room for maxArms arms and no more',
    check: () => {
      const estimator = family.open(settings)
      const indices = [0, 1, 2, 3].map(() => estimator.addArm())
      demand(indices.join() === '0,1,2,-1', `arms got the indices ${indices.join()}`)
    }
  },
  {
    name: 'asking changes nothing',
    check: () => {
      const estimator = estimatorOf(family, sequences()[5])
      demand(isSame(sayOfAll(estimator), sayOfAll(estimator)), 'two answers to one question')
    }
  }
]
