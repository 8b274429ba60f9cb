/** A JSON object of which nothing is known. */
export type Fields = Readonly<Record<string, unknown>>

const none: Fields = {}

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The fields of an object, none of anything else. */
export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : none)

/** The entries of a list, none of anything else. */
export const itemsOf = (value: unknown): ReadonlyArray<unknown> =>
  Array.isArray(value) ? value : []

/** What a text is in JSON; undefined, which JSON cannot say, where it is nothing. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
