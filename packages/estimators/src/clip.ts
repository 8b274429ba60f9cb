/** The value in a range that is nearest. */
export const clip = (value: number, low: number, high: number): number =>
  value < low ? low : value > high ? high : value
