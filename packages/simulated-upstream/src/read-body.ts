import type { IncomingMessage } from 'node:http'

/** The longest body that is read, in bytes. */
export const LONGEST_BODY = 50_000_000

/** Calls back with a body, or with null as soon as it is longer than allowed; not at all when the client goes away before. */
export const readBody = (
  request: IncomingMessage,
  then: (body: Uint8Array | null) => void
): void => {
  let first: Uint8Array | undefined
  let rest: Array<Uint8Array> | undefined
  let length = 0
  let isOver = false
  // What is left is read and thrown away: a client that is still sending would not see the answer otherwise.
  const refuse = (): void => {
    isOver = true
    first = undefined
    rest = undefined
    request.resume()
    then(null)
  }
  if (Number(request.headers['content-length'] ?? 0) > LONGEST_BODY) return refuse()
  request.on('data', (chunk: Uint8Array) => {
    if (isOver) return
    length += chunk.length
    if (length > LONGEST_BODY) return refuse()
    if (first === undefined) first = chunk
    else (rest ??= [first]).push(chunk)
  })
  request.on('end', () => {
    if (!isOver) then(rest === undefined ? (first ?? new Uint8Array()) : Buffer.concat(rest))
  })
}
