import { createHash } from 'node:crypto'

/** Returns the SHA-256 of texts and bytes, one after the other, in hexadecimal digits. */
export const sha256 = (...parts: ReadonlyArray<string | NodeJS.ArrayBufferView>): string => {
  const hash = createHash('sha256')
  parts.forEach((part) => hash.update(part))
  return hash.digest('hex')
}
