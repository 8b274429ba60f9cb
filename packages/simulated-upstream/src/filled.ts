import { fieldsOf, itemsOf, type Fields } from './fields'

/** Deeper than this a schema gets no more objects and lists, as it may refer to itself. */
const DEEPEST = 8

const filledObject = (schema: Fields, answer: number | null, depth: number): Fields =>
  Object.fromEntries(
    Object.entries(fieldsOf(schema['properties'])).map(([name, property]) => [
      name,
      filledValue(fieldsOf(property), answer, depth + 1)
    ])
  )

const typeOf = ({ type, properties }: Fields): unknown =>
  properties !== undefined
    ? 'object'
    : Array.isArray(type)
      ? (type as ReadonlyArray<unknown>)[0]
      : type

const filledValue = (schema: Fields, answer: number | null, depth: number): unknown => {
  if (schema['const'] !== undefined) return schema['const']
  const [first] = itemsOf(schema['enum'])
  if (first !== undefined) return first
  switch (typeOf(schema)) {
    case 'object':
      return depth > DEEPEST ? {} : filledObject(schema, answer, depth)
    case 'array':
      return depth > DEEPEST ? [] : [filledValue(fieldsOf(schema['items']), answer, depth + 1)]
    case 'number':
    case 'integer':
      return answer ?? 1
    case 'boolean':
      return true
    case 'null':
      return null
    default:
      return answer === null ? 'lorem' : String(answer)
  }
}

/** An object that a schema allows, as far as its types say; every number and text in it is the answer, where there is one. */
export const filledFrom = (schema: Fields, answer: number | null): Fields =>
  filledObject(schema, answer, 0)
