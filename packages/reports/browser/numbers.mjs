/**
 * A number as a tooltip tells it: four digits, commas between thousands.
 *
 * @param {unknown} value
 * @returns {string}
 */
export const numberText = (value) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'none'
  return Math.abs(value) >= 1000
    ? Math.round(value).toLocaleString('en-GB')
    : String(Number(value.toPrecision(4)))
}

/**
 * A share in percent.
 *
 * @param {unknown} value
 * @returns {string}
 */
export const percentText = (value) => `${(100 * Number(value)).toFixed(1)} %`
