import { InvalidArgumentError } from 'commander'

/** Parses an option's number; what numbers it may be is checked with the whole request. */
export const toNumber = (text: string): number => {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (Number.isNaN(value)) throw new InvalidArgumentError(`"${text}" is not a number.`)
  return value
}

/** Parses an option's count. */
export const toCount = (text: string): number => {
  const value = toNumber(text)
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError(`"${text}" is not a whole number of at least 1.`)
  }
  return value
}

/** Parses a port; 0 stands for any that is free. */
export const toPort = (text: string): number => {
  const value = toNumber(text)
  if (!Number.isSafeInteger(value) || value < 0 || value > 65_535) {
    throw new InvalidArgumentError(`"${text}" is not a port: a whole number from 0 to 65535.`)
  }
  return value
}

/** Gathers the values of an option that may be given several times. */
export const collect = (
  value: string,
  sofar: ReadonlyArray<string> | undefined
): ReadonlyArray<string> => [...(sofar ?? []), value]
