import type { Estimate } from '@stageroute/contracts'

/** A number for people: as many digits as tell it apart, no exponent where it can be helped, a true minus sign. */
export const numberText = (value: number): string => {
  if (!Number.isFinite(value)) return 'none'
  const size = Math.abs(value)
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 3 : 4
  const text =
    size >= 0.01 || size === 0 ? value.toFixed(digits) : String(Number(value.toPrecision(3)))
  return text.replace(/^-/, '−').replace(/\B(?=(\d{3})+$)/g, size >= 1000 ? ',' : '')
}

/** A share in percent. */
export const percentText = (share: number): string =>
  `${(100 * share).toFixed(share > 0 && share < 0.001 ? 2 : 1)} %`

/** A mean and its interval. */
export const estimateText = ({ mean, low, high }: Estimate): string =>
  `${numberText(mean)} [${numberText(low)}, ${numberText(high)}]`

/** A number with its sign. */
const signed = (value: number): string => (value > 0 ? `+${numberText(value)}` : numberText(value))

/** A difference and its interval, each with its sign. */
export const differenceText = ({ mean, low, high }: Estimate): string =>
  `${signed(mean)} [${signed(low)}, ${signed(high)}]`
