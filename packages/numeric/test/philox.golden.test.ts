import { philoxInto } from '../src'

// Provenance: known-answer vectors of the authors' library Random123 (file kat_vectors, generator philox4x32, 10 rounds).
const vectors: ReadonlyArray<
  readonly [name: string, counter: string, key: string, expected: string]
> = [
  [
    'zeros',
    '00000000 00000000 00000000 00000000',
    '00000000 00000000',
    '6627e8d5 e169c58d bc57ac4c 9b00dbd8'
  ],
  [
    'ones',
    'ffffffff ffffffff ffffffff ffffffff',
    'ffffffff ffffffff',
    '408f276d 41c83b0e a20bc7c6 6d5451fd'
  ],
  [
    'digits of pi',
    '243f6a88 85a308d3 13198a2e 03707344',
    'a4093822 299f31d0',
    'd16cfe09 94fdcceb 5001e420 24126ea1'
  ]
]

const words = (text: string): ReadonlyArray<number> =>
  text.split(' ').map((word) => Number.parseInt(word, 16))

const hex = (block: Int32Array): string =>
  Array.from(block, (word) => (word >>> 0).toString(16).padStart(8, '0')).join(' ')

const block = (counter: string, key: string): string => {
  const out = new Int32Array(4)
  const [k0, k1] = words(key)
  const [c0, c1, c2, c3] = words(counter)
  philoxInto(k0, k1, c0, c1, c2, c3, out)
  return hex(out)
}

it.each(vectors)('philox4x32-10 answers %s as published', (_name, counter, key, expected) => {
  expect(block(counter, key)).toBe(expected)
})
