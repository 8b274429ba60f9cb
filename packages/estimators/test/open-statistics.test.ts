import type * as E from 'fp-ts/Either'
import {
  changeThreshold,
  makeEstimator,
  makePaperFamily,
  makePlugInFamily,
  openArmTable,
  openChangeDetector,
  openContextualTable,
  openFeedbackRegister,
  openForgetting,
  openLinearTable,
  openSlidingWindow,
  type InvalidSettings
} from '@stageroute/estimators'

type Settings = Readonly<Record<string, number>>
type Door = (settings: Settings) => E.Either<InvalidSettings, unknown>

/** A door under the types of what a caller without types may hand it. */
const door =
  <S>(open: (settings: S) => E.Either<InvalidSettings, unknown>): Door =>
  (settings) =>
    open(settings as S)

const family = { maxArms: 2, costMin: 0, costMax: 1 }

const doors: ReadonlyArray<
  readonly [string, Door, Settings, ReadonlyArray<readonly [string, number]>]
> = [
  [
    'table',
    door(openArmTable),
    { maxArms: 2 },
    [
      ['maxArms', -1],
      ['maxArms', NaN],
      ['maxArms', 1.5]
    ]
  ],
  [
    'register',
    door(openFeedbackRegister),
    { maxArms: 2, maxOutstanding: 4 },
    [
      ['maxArms', Infinity],
      ['maxOutstanding', 0]
    ]
  ],
  [
    'forgetting',
    door(openForgetting),
    { size: 2, factor: 0.9 },
    [
      ['size', -1],
      ['factor', 0],
      ['factor', 1.1],
      ['factor', NaN]
    ]
  ],
  [
    'window',
    door(openSlidingWindow),
    { size: 2, length: 5 },
    [
      ['size', NaN],
      ['length', 0],
      ['length', 2.5]
    ]
  ],
  [
    'detector',
    door(openChangeDetector),
    { size: 2, delta: 0.01, scale: 1, threshold: changeThreshold.proven },
    [
      ['size', -1],
      ['delta', 0],
      ['delta', 1],
      ['scale', 0],
      ['scale', Infinity]
    ]
  ],
  [
    'contexts',
    door(openContextualTable),
    { contexts: 3, maxArms: 2, costMax: 1 },
    [
      ['contexts', -1],
      ['maxArms', 0.5],
      ['costMax', 0],
      ['costMax', NaN]
    ]
  ],
  [
    'linear',
    door(openLinearTable),
    { size: 2, dimension: 3, regularisation: 1, factor: 1, maxNorm: 2 },
    [
      ['size', -1],
      ['dimension', 0],
      ['regularisation', -1],
      ['factor', 2],
      ['maxNorm', NaN]
    ]
  ],
  [
    'the paper’s family',
    ({ costScale = NaN }) => makeEstimator(makePaperFamily(costScale), family),
    { costScale: 0.01 },
    [
      ['costScale', 0],
      ['costScale', -1],
      ['costScale', NaN]
    ]
  ],
  [
    'confidence sequences',
    ({ level = NaN }) => makeEstimator(makePlugInFamily({ level, isIntersected: false }), family),
    { level: 3 },
    [
      ['level', 0],
      ['level', Infinity]
    ]
  ]
]

describe.each(doors)('the door of %s', (_what, open, settings, wrong) => {
  it('opens to settings that are right', () => expect(open(settings)._tag).toBe('Right'))

  it.each(wrong)('refuses a %s of %p', (field, value) => {
    expect(open({ ...settings, [field]: value })).toMatchObject({
      _tag: 'Left',
      left: {
        _tag: 'InvalidSettings',
        field,
        problem: expect.stringContaining(`${value}, expected`)
      }
    })
  })
})
