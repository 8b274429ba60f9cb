import { truncateSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { plainOrGzip, readTextFile } from '../src'
import { fileWith, folderWith, messageOf, rightOf } from './folders'

const text = 'naïve, 模型\n'

test('plain and compressed files read the same', () => {
  expect(rightOf(readTextFile(fileWith('a.csv', text)))).toBe(text)
  expect(rightOf(readTextFile(fileWith('a.csv.gz', gzipSync(text))))).toBe(text)
})

test('a byte order mark is no part of the text', () => {
  expect(rightOf(readTextFile(fileWith('a.csv', `\uFEFF${text}`)))).toBe(text)
})

test('an empty file is an empty text', () => {
  expect(rightOf(readTextFile(fileWith('a.csv', '')))).toBe('')
})

test('a missing file', () => {
  const file = join(folderWith({}), 'a.csv')
  expect(messageOf(readTextFile(file))).toBe(`${file}: no such file`)
})

test('a folder in place of a file', () => {
  const folder = folderWith({})
  expect(messageOf(readTextFile(folder))).toMatch(`${folder}: cannot be read (EISDIR`)
})

test('a gzip that ends early', () => {
  const file = fileWith('a.csv.gz', gzipSync(text.repeat(100)).subarray(0, 40))
  expect(messageOf(readTextFile(file))).toBe(
    `${file}: damaged or truncated gzip (unexpected end of file)`
  )
})

test('a gzip that is none', () => {
  const file = fileWith('a.csv.gz', text)
  expect(messageOf(readTextFile(file))).toBe(
    `${file}: damaged or truncated gzip (incorrect header check)`
  )
})

test('a gzip with one wrong byte', () => {
  const bytes = gzipSync(text.repeat(100))
  bytes[20] = (bytes[20] ?? 0) ^ 0xff
  expect(messageOf(readTextFile(fileWith('a.csv.gz', bytes)))).toMatch('damaged or truncated gzip')
})

test('a small gzip that holds a lot is refused before it fills the memory', () => {
  const zeros = gzipSync(new Uint8Array(1_000_000))
  expect(zeros.length).toBeLessThan(2000)
  const file = fileWith('a.csv.gz', zeros)
  expect(messageOf(readTextFile(file, 999_999))).toBe(
    `${file}: holds more than 999999 bytes of text`
  )
  expect(rightOf(readTextFile(file, 1_000_000))).toHaveLength(1_000_000)
})

test('the same limit holds for a plain file', () => {
  const file = fileWith('a.csv', 'abc')
  expect(messageOf(readTextFile(file, 2))).toBe(`${file}: holds more than 2 bytes of text`)
  expect(rightOf(readTextFile(file, 3))).toBe('abc')
})

test('bytes that are not UTF-8', () => {
  const file = fileWith('a.csv', Uint8Array.of(0x61, 0xff, 0x62))
  expect(messageOf(readTextFile(file))).toBe(`${file}: not UTF-8 text`)
  const zipped = fileWith('a.csv.gz', gzipSync(Uint8Array.of(0xc3, 0x28)))
  expect(messageOf(readTextFile(zipped))).toBe(`${zipped}: not UTF-8 text`)
})

test('the plain file is preferred to the compressed one', () => {
  const both = folderWith({ 'a.csv': '', 'a.csv.gz': '' })
  expect(rightOf(plainOrGzip(join(both, 'a.csv')))).toBe(join(both, 'a.csv'))
  const zipped = folderWith({ 'a.csv.gz': '' })
  expect(rightOf(plainOrGzip(join(zipped, 'a.csv')))).toBe(join(zipped, 'a.csv.gz'))
})

test('neither of the two', () => {
  const file = join(folderWith({}), 'a.csv')
  expect(messageOf(plainOrGzip(file))).toBe(`${file}: no such file, nor with .gz`)
})

test.each([
  ['that no file system takes', 'a\u0000b'],
  ['that is too long', 'a'.repeat(5000)],
  ['below a file', join(__filename, 'a.csv')]
])('a name %s is no file', (_, file) => {
  expect(messageOf(readTextFile(file))).toMatch(/: no such file$/)
})

test('a plain file beyond the limit is refused before it is read', () => {
  const file = fileWith('a.csv', '')
  truncateSync(file, 2 ** 40)
  expect(messageOf(readTextFile(file))).toMatch(/: holds more than \d+ bytes of text$/)
})
