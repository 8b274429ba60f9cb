import { fieldsOf, itemsOf, type Fields } from './fields'

/** The texts of a content: itself, or those of its parts; pictures and sounds have none. */
const textsOf = (content: unknown): ReadonlyArray<string> =>
  typeof content === 'string'
    ? [content]
    : itemsOf(content).flatMap((part) => {
        const { text } = fieldsOf(part)
        return typeof text === 'string' ? [text] : []
      })

const isText = (content: unknown): content is string => typeof content === 'string'

/** Bytes of the texts of all messages. */
export const bytesOf = (messages: ReadonlyArray<unknown>): number => {
  let bytes = 0
  for (const message of messages) {
    const { content } = fieldsOf(message)
    if (isText(content)) bytes += Buffer.byteLength(content)
    else for (const text of textsOf(content)) bytes += Buffer.byteLength(text)
  }
  return bytes
}

/** Tokens that so many bytes of a request count as. */
export const tokensOf = (bytes: number): number => Math.ceil(bytes / 4)

/** The text of the last message of the user; empty where there is none. */
export const lastTextOf = (messages: ReadonlyArray<unknown>): string => {
  const last: Fields = fieldsOf(
    messages.findLast((message) => fieldsOf(message)['role'] === 'user')
  )
  const { content } = last
  return isText(content) ? content : textsOf(content).join(' ')
}
