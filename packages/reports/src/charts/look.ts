/**
 * How a policy is told apart: any two of thirty policies differ in their dash or colour, and in their dash or symbol, so that colour is never
 * the only sign.
 *
 * @category look
 * @since 0.1.0
 */
export interface Look {
  readonly colour: string
  readonly dash: 'solid' | ReadonlyArray<number>
  readonly symbol: string
  readonly isReference: boolean
}

/** Roles of a theme. */
const colours = ['@blue', '@vermillion', '@green', '@orange', '@purple', '@sky'] as const

const dashes: ReadonlyArray<Look['dash']> = ['solid', [9, 4], [2, 3], [11, 3, 2, 3], [5, 3]]

/** Outlines in a box of ten by ten: square, triangle, diamond, star, cross, hourglass, triangle on its tip. The circle is the reference's. */
const symbols: ReadonlyArray<string> = [
  'M0.5 0.5H9.5V9.5H0.5Z',
  'M5 0L10 9.5H0Z',
  'M5 0L10 5L5 10L0 5Z',
  'M5 0L6.3 3.5L10 3.7L7.1 6L8.1 9.6L5 7.5L1.9 9.6L2.9 6L0 3.7L3.7 3.5Z',
  'M3.5 0H6.5V3.5H10V6.5H6.5V10H3.5V6.5H0V3.5H3.5Z',
  'M0 0H10L6.5 5L10 10H0L3.5 5Z',
  'M0 0.5H10L5 10Z'
]

const cycled = <A>(values: ReadonlyArray<A>, index: number): A => values[index % values.length] as A

const lookAt = (index: number): Look => ({
  colour: cycled(colours, index),
  dash: cycled(dashes, index),
  symbol: cycled(symbols, index),
  isReference: false
})

/** The policy that others are compared with is drawn in the colour of text. */
const referenceLook: Look = {
  colour: '@ink',
  dash: 'solid',
  symbol: 'M5 1A4 4 0 1 1 5 9A4 4 0 1 1 5 1Z',
  isReference: true
}

/**
 * Returns a look for every policy; a policy keeps it in all charts of a report.
 *
 * @category look
 * @since 0.1.0
 */
export const looksOf = (
  policies: ReadonlyArray<string>,
  reference: string
): ReadonlyMap<string, Look> => {
  const others = [...new Set(policies)].filter((policy) => policy !== reference)
  return new Map([
    [reference, referenceLook] as const,
    ...others.map((policy, index) => [policy, lookAt(index)] as const)
  ])
}
