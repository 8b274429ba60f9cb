/** Names as bits, in the order in which they were first heard; what comes when all bits are taken shares the last one. */
export interface BitNames {
  readonly names: Array<string>
}

const LAST = 30

/** The bit of a name. */
export const bitOf = ({ names }: BitNames, name: string): number => {
  const known = names.indexOf(name)
  const place = known >= 0 ? known : names.push(name) - 1
  return 1 << Math.min(place, LAST)
}

/** The bits of names together. */
export const bitsOf = (bits: BitNames, names: ReadonlyArray<string>): number =>
  names.reduce((sum, name) => sum | bitOf(bits, name), 0)
