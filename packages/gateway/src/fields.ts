/** A JSON object of which nothing is known. */
export type Fields = Readonly<Record<string, unknown>>

export const isPresent = (value: unknown): boolean => value !== undefined && value !== null

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The fields of an object, none of anything else. */
export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {})

/** The object that a text is in JSON; null where it is none. */
export const parseObject = (text: string): Fields | null => {
  try {
    const value = JSON.parse(text) as unknown
    return isFields(value) ? value : null
  } catch {
    return null
  }
}
