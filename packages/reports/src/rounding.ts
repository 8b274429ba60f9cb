/** Digits that a reader, or a screen, can tell apart. */
const digits = 6

/** A number as it is embedded in charts: six significant digits; null where there is no finite number. */
export const rounded = (value: number | null | undefined): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? Number(value.toPrecision(digits)) : null

/** Rounded numbers, place by place. */
export const roundedAll = (
  values: ReadonlyArray<number | null | undefined>
): ReadonlyArray<number | null> => values.map(rounded)
