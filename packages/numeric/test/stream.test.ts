import {
  makeStream,
  makeUniformField,
  nextUniform,
  philoxInto,
  readField,
  shuffleInto,
  type Stream
} from '../src'

const draw = (stream: Stream, count: number): ReadonlyArray<number> =>
  Array.from({ length: count }, () => nextUniform(stream))

const readAt = (field: ReturnType<typeof makeUniformField>, row: number, column: number) => {
  readField(field, row, column)
  return [field.first, field.second]
}

describe('a stream', () => {
  it('repeats itself under the same seed and name', () => {
    expect(draw(makeStream(7, 'routing'), 101)).toEqual(draw(makeStream(7, 'routing'), 101))
  })

  it('takes two numbers from one Philox block', () => {
    const stream = makeStream(3, 'a')
    const block = new Int32Array(4)
    philoxInto(3, stream.nameKey, 1, 0, 0, 0, block)
    draw(stream, 2)
    const high = ((block[0] >>> 5) * 2 ** 26 + (block[1] >>> 6)) / 2 ** 53
    const low = ((block[2] >>> 5) * 2 ** 26 + (block[3] >>> 6)) / 2 ** 53
    expect(draw(stream, 2)).toEqual([high, low])
  })

  it('goes on beyond 2^33 positions without starting again', () => {
    const late = makeStream(3, 'a')
    late.position = 2 ** 33
    expect(nextUniform(late)).not.toBe(nextUniform(makeStream(3, 'a')))
  })

  it('can be continued from its position', () => {
    const stream = makeStream(11, 'a')
    draw(stream, 6)
    const restored = { ...makeStream(11, 'a'), position: stream.position }
    expect(draw(restored, 5)).toEqual(draw(stream, 5))
  })

  it.each([
    ['seed', makeStream(8, 'routing')],
    ['name', makeStream(7, 'outcomes')]
  ])('shares no number with a stream of another %s', (_what, other) => {
    const drawn = new Set(draw(makeStream(7, 'routing'), 2000))
    expect(draw(other, 2000).filter((value) => drawn.has(value))).toEqual([])
  })

  it('shares no number with a field of its seed and name', () => {
    const drawn = new Set(draw(makeStream(7, 'routing'), 2000))
    const field = makeUniformField(7, 'routing')
    const read = Array.from({ length: 1000 }, (_, row) => readAt(field, row, 0)).flat()
    expect(read.filter((value) => drawn.has(value))).toEqual([])
  })
})

describe('a field', () => {
  it('says the same wherever and whenever it is asked', () => {
    const cells = Array.from({ length: 200 }, (_, i) => [Math.floor(i / 10), i % 10] as const)
    const forward = makeUniformField(5, 'outcomes')
    const answers = new Map(
      cells.map(([row, column]) => [`${row}.${column}`, readAt(forward, row, column)])
    )
    const order = new Int32Array(cells.length)
    shuffleInto(makeStream(1, 'order'), cells.length, order)
    const shuffled = makeUniformField(5, 'outcomes')
    for (const i of order) {
      const [row, column] = cells[i]
      expect(readAt(shuffled, row, column)).toEqual(answers.get(`${row}.${column}`))
    }
  })

  it('differs between rows, columns and beyond 2^32 rows', () => {
    const field = makeUniformField(5, 'outcomes')
    const places = [
      [0, 0],
      [0, 1],
      [1, 0],
      [2 ** 32, 0],
      [2 ** 32, 1],
      [1, 2 ** 31]
    ] as const
    const answers = places.flatMap(([row, column]) => readAt(field, row, column))
    expect(new Set(answers).size).toBe(2 * places.length)
  })
})
