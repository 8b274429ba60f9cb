import type { Estimate } from '@stageroute/contracts'

/** Commas between thousands, and a true minus sign. */
const dressed = (text: string): string => {
  const [whole = '', ...rest] = text.split('.')
  return [whole.replace('-', '−').replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.')
}

/** A number for people: as many digits as tell it apart. */
export const numberText = (value: number): string => {
  if (!Number.isFinite(value)) return 'none'
  const size = Math.abs(value)
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 3 : 4
  const text =
    size >= 0.01 || size === 0 ? value.toFixed(digits) : String(Number(value.toPrecision(3)))
  return dressed(text)
}

/** A share in percent. */
export const percentText = (share: number): string =>
  `${(100 * share).toFixed(share > 0 && share < 0.001 ? 2 : 1)} %`

/** A number with as many decimals as its neighbours. */
const fixed = (value: number, decimals: number): string =>
  Number.isFinite(value) ? dressed(value.toFixed(decimals)) : 'none'

/** A mean and its interval, all with the same decimals. */
export const estimateText = ({ mean, low, high }: Estimate, decimals: number): string =>
  `${fixed(mean, decimals)} [${fixed(low, decimals)}, ${fixed(high, decimals)}]`

/** A mean and its interval where sizes differ from row to row: whole numbers from a hundred on. */
export const amountText = (estimate: Estimate): string =>
  estimateText(estimate, Math.abs(estimate.mean) >= 100 ? 0 : 1)

const signed = (value: number, decimals: number): string =>
  (value > 0 ? '+' : '') + fixed(value, decimals)

/** A difference and its interval, each with its sign. */
export const differenceText = ({ mean, low, high }: Estimate, decimals: number): string =>
  `${signed(mean, decimals)} [${signed(low, decimals)}, ${signed(high, decimals)}]`
