/** @typedef {Readonly<Record<string, string>>} Theme */
/** @typedef {Record<string, any>} ChartOption */

/**
 * An option with every colour's role replaced by the theme's colour.
 *
 * @param {ChartOption} option
 * @param {Theme} theme
 * @returns {ChartOption}
 */
export const paintOption = (option, theme) => {
  const paint = (/** @type {unknown} */ value) =>
    typeof value === 'string' && value.startsWith('@') ? (theme[value.slice(1)] ?? value) : value
  return JSON.parse(JSON.stringify(option), (key, value) => {
    if (!/color$/i.test(key)) return value
    return Array.isArray(value) ? value.map(paint) : paint(value)
  })
}
