import { crc32 } from 'node:zlib'
import { addNumber, addWord, checksumOf, makeChecksum } from '@stageroute/estimators'

test('the check value of the standard', () => {
  const checksum = makeChecksum()
  addWord(checksum, '123456789')
  expect(checksumOf(checksum)).toBe(0xcbf43926)
})

test('nothing has checksum zero', () => {
  expect(checksumOf(makeChecksum())).toBe(0)
})

test('numbers are taken as their eight bytes, as another implementation takes them', () => {
  const values = [0.1, -1, 1e300, 5e-324, 0]
  const checksum = makeChecksum()
  values.forEach((value) => addNumber(checksum, value))
  const bytes = new DataView(new ArrayBuffer(8 * values.length))
  values.forEach((value, i) => bytes.setFloat64(8 * i, value))
  expect(checksumOf(checksum)).toBe(crc32(new Uint8Array(bytes.buffer)))
})
