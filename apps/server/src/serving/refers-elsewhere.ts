type Fields = Readonly<Record<string, unknown>>

const fieldsOf = (value: unknown): Fields => Object(value) as Fields

/** Fields that stand for something said or written before. */
const references = ['previous_response_id', 'conversation', 'prompt'] as const

const isThere = (value: unknown): boolean => value !== undefined && value !== null

/** A file or an image that the upstream has already, or that it fetches. */
const isElsewhere = (part: Fields): boolean => {
  const file = { ...part, ...fieldsOf(part['file']) }
  return isThere(file['file_id']) || isThere(file['file_url'])
}

/**
 * Whether a request has input that is not in its body: what was said before, a stored prompt, a file. How long that is only the upstream knows, and no more than
 * its model can read at a time.
 */
export const refersElsewhere = (fields: Fields): boolean => {
  if (references.some((name) => isThere(fields[name]))) return true
  const messages = fields['messages'] ?? fields['input']
  return (Array.isArray(messages) ? messages : []).some((message) => {
    const { content } = fieldsOf(message)
    return (
      isElsewhere(fieldsOf(message)) ||
      (Array.isArray(content) && content.some((part) => isElsewhere(fieldsOf(part))))
    )
  })
}
