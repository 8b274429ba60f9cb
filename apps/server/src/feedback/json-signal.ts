import type { ValidateFunction } from 'ajv'

type Fields = Readonly<Record<string, unknown>>

const fieldsOf = (value: unknown): Fields => Object(value) as Fields

/** Longest schema that is looked at, and how many are kept ready. */
const LONGEST = 20_000
const MOST_KEPT = 100

/** Schemas come from clients. Patterns and references can take for ever, and what is checked later is not waited for: such a schema says nothing of an answer. */
const isRisky = (schema: string): boolean =>
  /"(?:pattern|patternProperties|\$async|\$ref|\$dynamicRef|\$recursiveRef)"\s*:/.test(schema)

/** The schema that a request wants its answer to satisfy: as a text, null where it wants none, or one that is not looked at. */
export const schemaOf = (request: Fields): string | null => {
  const chat = fieldsOf(request['response_format'])
  const responses = fieldsOf(fieldsOf(request['text'])['format'])
  const schema = fieldsOf(chat['json_schema'])['schema'] ?? responses['schema']
  if (typeof schema !== 'object' || schema === null) return null
  const text = write(schema)
  return text === null || text.length > LONGEST || isRisky(text) ? null : text
}

/** Null for what is nested deeper than the engine can follow. */
const write = (schema: object): string | null => {
  try {
    return JSON.stringify(schema)
  } catch {
    return null
  }
}

/** Says whether answers satisfy the schemas that they were asked for. */
export interface JsonSignal {
  /** Null where the schema is none. */
  readonly satisfies: (schema: string, answer: string) => Promise<boolean | null>
}

/** Returns what compares answers with schemas. */
export const makeJsonSignal = (): JsonSignal => {
  const kept = new Map<string, Promise<ValidateFunction | null>>()
  const compile = (schema: string): Promise<ValidateFunction | null> => {
    const known = kept.get(schema)
    if (known !== undefined) return known
    const [oldest] = kept.keys()
    if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest)
    const made = compileOnce(schema)
    kept.set(schema, made)
    return made
  }
  return {
    satisfies: async (schema, answer) => {
      const validate = await compile(schema)
      if (validate === null) return null
      try {
        return validate(JSON.parse(answer))
      } catch {
        return false
      }
    }
  }
}

/** A compiler keeps whatever it has compiled: every schema has one of its own, and takes it along. It is loaded when there is a schema. */
const compileOnce = async (schema: string): Promise<ValidateFunction | null> => {
  try {
    const { Ajv } = await import('ajv')
    const ajv = new Ajv({ strict: false, validateFormats: false, addUsedSchema: false })
    return ajv.compile(JSON.parse(schema) as object)
  } catch {
    return null
  }
}
