import {
  hoeffdingFamily,
  klFamily,
  makePlugInFamily,
  type Estimator,
  type IndexFamily
} from '@stageroute/estimators'
import { estimatorLaws } from '@stageroute/estimators/testing'

/** A family whose estimators are changed in some parts. */
const broken = (
  change: (estimator: Estimator) => Partial<Estimator>,
  family: IndexFamily = klFamily
): IndexFamily => ({
  ...family,
  open: (settings) => {
    const estimator = family.open(settings)
    return { ...estimator, ...change(estimator) }
  }
})

const failing = (family: IndexFamily): ReadonlyArray<string> =>
  estimatorLaws(family)
    .filter(({ check }) => {
      try {
        check()
        return false
      } catch {
        return true
      }
    })
    .map(({ name }) => name)

let asked = 0

const defects: ReadonlyArray<readonly [law: string, family: IndexFamily]> = [
  [
    'lower bound <= mean <= upper bound, to the last bit',
    broken((e) => ({ rewardMean: (arm) => e.rewardMean(arm) + 1e-15 }))
  ],
  [
    'bounds stay in [0, 1] and [c_1, c_2]',
    broken((e) => ({ costLower: (arm, level) => e.costLower(arm, level) - 0.001 }))
  ],
  [
    'of an arm without observations the bounds are exactly the ends of the range',
    broken((e) => ({
      rewardUpper: (arm, level) => e.rewardUpper(arm, level) * (1 - 1e-16) * 0.999
    }))
  ],
  [
    'bounds widen with the level',
    broken((e) => ({ rewardLower: (arm, level) => e.rewardLower(arm, 3 / (1 + level)) }))
  ],
  [
    'bounds close in with pulls',
    broken((e) => ({ rewardUpper: (arm) => (e.rewardUpper(arm, 1), 1) }), hoeffdingFamily)
  ],
  [
    'a cost prior moves the bounds of an arm that was never pulled',
    broken(() => ({ setCostPrior: () => true }))
  ],
  [
    'an impossible observation is refused and changes nothing',
    broken((e) => ({
      observe: (arm, reward, cost) => e.observe(arm, Math.min(1, reward), cost)
    }))
  ],
  [
    'observations in any order give the same bounds, where claimed',
    { ...makePlugInFamily({ level: 3, isIntersected: false }), isOrderIndependent: true }
  ],
  [
    'a restored snapshot goes on as the original, to the last bit',
    broken((e) => ({
      restore: (document) => {
        const answer = e.restore(document)
        if (answer._tag === 'Right') e.observeCost(1, 0.003)
        return answer
      }
    }))
  ],
  [
    'a spoilt snapshot is refused and changes nothing',
    broken((e) => ({
      restore: (document) => {
        const answer = e.restore(document)
        if (answer._tag === 'Left') e.observeReward(1, 0.5)
        return answer
      }
    }))
  ],
  [
    'rewards and costs count apart',
    broken((e) => ({ observeReward: (arm, reward) => e.observe(arm, reward, 0.003) }))
  ],
  [
    'an observation concerns its arm alone',
    broken((e) => ({
      observe: (arm, reward, cost) => {
        const isCounted = e.observe(arm, reward, cost)
        if (isCounted) e.observe(0, reward, cost)
        return isCounted
      }
    }))
  ],
  [
    'there is room for maxArms arms and no more',
    broken((e) => ({ addArm: () => (e.addArm() < 0 ? 0 : e.table.size - 1) }))
  ],
  [
    'asking changes nothing',
    broken((e) => ({
      costMean: (arm) => e.costMean(arm) + (asked++ % 2 === 0 ? 0 : 1e-12)
    }))
  ]
]

test.each(defects)('%s: a family that breaks it is caught', (law, family) => {
  expect(failing(family)).toContain(law)
})

test('every law has a family that breaks it', () => {
  const laws = estimatorLaws(klFamily).map(({ name }) => name)
  expect(defects.map(([law]) => law).toSorted()).toEqual(laws.toSorted())
})

test('an excluded law is not run, if there is a reason', () => {
  const name = 'asking changes nothing'
  const namesWith = (reason: string) =>
    estimatorLaws(klFamily, { exclusions: { [name]: reason } }).map((law) => law.name)
  expect(namesWith('the arms are drawn anew')).not.toContain(name)
  expect(namesWith(' ')).toContain(name)
})
