/** A number as people read it: three digits that count. */
export const figure = (value: number): string =>
  Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3)))

/** A quantity per query, told per 1,000 queries. */
export const perThousand = (value: number): string => figure(Number((1000 * value).toPrecision(12)))

export const usdPerThousand = (value: number): string =>
  `${perThousand(value)} USD per 1,000 queries`

export const rewardPerThousand = (value: number): string =>
  `${perThousand(value)} reward per 1,000 queries`

export const percent = (share: number): string =>
  `${figure(Number((100 * share).toPrecision(12)))} %`

/** `a`, `a and b`, `a, b and c`. */
export const listed = (names: ReadonlyArray<string>): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`

/** `1 model`, `2 models`. */
export const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`
