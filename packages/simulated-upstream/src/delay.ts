import type { Ask } from './ask'

/** Milliseconds to the first byte: of a stream that comes before the tokens, of any other answer after them. */
export const delayOf = ({ figures, isStream }: Ask, output: number, draw: () => number): number => {
  const { firstMs, perTokenMs } = figures
  const first = firstMs === 0 ? 0 : (firstMs / 2) * (1 - Math.log(1 - draw()))
  return isStream ? first : first + perTokenMs * output
}
