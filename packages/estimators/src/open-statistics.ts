import type * as E from 'fp-ts/Either'
import { makeArmTable, type ArmTable } from './arm-table'
import { makeChangeDetector, type ChangeDetector } from './change-detection'
import type { ChangeThreshold } from './change-threshold'
import { makeContextualTable, type ContextualTable } from './contextual'
import { makeFeedbackRegister, type FeedbackRegister } from './feedback'
import { makeForgetting, type Forgetting } from './forgetting'
import { makeLinearTable, type LinearTable } from './linear'
import {
  countCheck,
  factorCheck,
  makeChecked,
  positiveCheck,
  type InvalidSettings
} from './settings'
import { makeSlidingWindow, type SlidingWindow } from './sliding-window'

type Opened<A> = E.Either<InvalidSettings, A>

/**
 * Returns a table as `makeArmTable` does, or which setting is wrong: the validating door, as are the others here.
 *
 * Errors: `InvalidSettings`.
 *
 * @category door
 * @since 0.1.0
 * @example
 * import { openArmTable } from '@stageroute/estimators'
 *
 * const refused = openArmTable({ maxArms: 2.5 })
 * refused._tag === 'Left' && refused.left.problem // => '2.5, expected a whole number of at least 0'
 */
export const openArmTable = ({ maxArms }: { readonly maxArms: number }): Opened<ArmTable> =>
  makeChecked([countCheck('maxArms', maxArms, 0)], () => makeArmTable(maxArms))

/**
 * Returns a register as `makeFeedbackRegister` does, or which setting is wrong.
 *
 * Errors: `InvalidSettings`.
 *
 * @category door
 * @since 0.1.0
 */
export const openFeedbackRegister = ({
  maxArms,
  maxOutstanding
}: {
  readonly maxArms: number
  readonly maxOutstanding: number
}): Opened<FeedbackRegister> =>
  makeChecked(
    [countCheck('maxArms', maxArms, 0), countCheck('maxOutstanding', maxOutstanding, 1)],
    () => makeFeedbackRegister(maxArms, maxOutstanding)
  )

/**
 * Returns statistics as `makeForgetting` does, or which setting is wrong.
 *
 * Errors: `InvalidSettings`.
 *
 * @category door
 * @since 0.1.0
 */
export const openForgetting = ({
  size,
  factor
}: {
  readonly size: number
  readonly factor: number
}): Opened<Forgetting> =>
  makeChecked([countCheck('size', size, 0), factorCheck('factor', factor)], () =>
    makeForgetting(size, factor)
  )

/**
 * Returns a window as `makeSlidingWindow` does, or which setting is wrong.
 *
 * Errors: `InvalidSettings`.
 *
 * @category door
 * @since 0.1.0
 */
export const openSlidingWindow = ({
  size,
  length
}: {
  readonly size: number
  readonly length: number
}): Opened<SlidingWindow> =>
  makeChecked([countCheck('size', size, 0), countCheck('length', length, 1)], () =>
    makeSlidingWindow(size, length)
  )

/**
 * Returns a detector as `makeChangeDetector` does, or which setting is wrong.
 *
 * Errors: `InvalidSettings`.
 *
 * @category door
 * @since 0.1.0
 */
export const openChangeDetector = ({
  size,
  delta,
  scale,
  threshold
}: {
  readonly size: number
  readonly delta: number
  readonly scale: number
  readonly threshold: ChangeThreshold
}): Opened<ChangeDetector> =>
  makeChecked(
    [
      countCheck('size', size, 0),
      ['delta', delta, delta > 0 && delta < 1, 'a probability between 0 and 1'],
      positiveCheck('scale', scale)
    ],
    () => makeChangeDetector(size, delta, scale, threshold)
  )

/**
 * Returns a table as `makeContextualTable` does, or which setting is wrong.
 *
 * Errors: `InvalidSettings`.
 *
 * @category door
 * @since 0.1.0
 */
export const openContextualTable = ({
  contexts,
  maxArms,
  costMax
}: {
  readonly contexts: number
  readonly maxArms: number
  readonly costMax: number
}): Opened<ContextualTable> =>
  makeChecked(
    [
      countCheck('contexts', contexts, 0),
      countCheck('maxArms', maxArms, 0),
      positiveCheck('costMax', costMax)
    ],
    () => makeContextualTable(contexts, maxArms, costMax)
  )

/**
 * Returns a table as `makeLinearTable` does, or which setting is wrong.
 *
 * Errors: `InvalidSettings`.
 *
 * @category door
 * @since 0.1.0
 */
export const openLinearTable = (
  shape: Parameters<typeof makeLinearTable>[0]
): Opened<LinearTable> =>
  makeChecked(
    [
      countCheck('size', shape.size, 0),
      countCheck('dimension', shape.dimension, 1),
      positiveCheck('regularisation', shape.regularisation),
      factorCheck('factor', shape.factor),
      positiveCheck('maxNorm', shape.maxNorm)
    ],
    () => makeLinearTable(shape)
  )
