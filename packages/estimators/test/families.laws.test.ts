import { makeStream } from '@stageroute/numeric'
import {
  empiricalBernsteinFamily,
  hoeffdingFamily,
  klFamily,
  makeBetaFamily,
  makeGaussianFamily,
  makePaperFamily,
  makePlugInFamily,
  ucbvFamily,
  withFlipRate,
  type IndexFamily
} from '@stageroute/estimators'
import { estimatorLaws } from '@stageroute/estimators/testing'

const stream = makeStream(1, 'posterior')
const flipped = withFlipRate(klFamily, 0.2)

const families: ReadonlyArray<IndexFamily> = [
  makePaperFamily(0.004),
  hoeffdingFamily,
  ucbvFamily,
  empiricalBernsteinFamily,
  klFamily,
  makePlugInFamily({ level: 3, isIntersected: false }),
  makePlugInFamily({ level: 3, isIntersected: true }),
  makeBetaFamily(stream),
  makeGaussianFamily(stream),
  ...(flipped._tag === 'Right' ? [{ ...flipped.right, id: 'kl-ucb, flipped' }] : [])
]

describe.each(families.map((family) => [family.id, family] as const))('%s', (_, family) => {
  test.each(estimatorLaws(family).map((law) => [law.name, law] as const))('%s', (_name, law) => {
    law.check()
  })
})
