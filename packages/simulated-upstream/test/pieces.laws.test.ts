import fc from 'fast-check'
import { drawAnswer, type Answer } from '../src/answer'
import type { Ask } from '../src/ask'
import { chatPieces } from '../src/chat'
import { distortStream } from '../src/distort'
import { makeDraws } from '../src/draws'
import type { Fault } from '../src/fault'
import type { Piece } from '../src/piece'
import { responsesPieces } from '../src/responses'
import { usageOf } from '../src/usage'
import { askWith } from './ask-with'
import { chunksOf, dataLines, instant } from './upstream-at'

const stamp = { id: '1', created: 0, name: '"instant"' }

const faults: ReadonlyArray<Fault> = [
  { _tag: 'none' },
  { _tag: 'usage-with-choices' },
  { _tag: 'no-usage' },
  { _tag: 'reasoning', count: 7 },
  { _tag: 'huge', count: 3001 }
]

const asks: fc.Arbitrary<Ask> = fc
  .record({
    kind: fc.constantFrom('chat' as const, 'responses' as const),
    choices: fc.integer({ min: 1, max: 4 }),
    most: fc.option(fc.integer({ min: 1, max: 40 })),
    lastText: fc.constantFrom('', 'What is 417 + 288?'),
    shape: fc.constantFrom<Ask['shape']>(
      { _tag: 'words' },
      { _tag: 'json', schema: {} },
      { _tag: 'json', schema: { properties: { name: { type: 'string' } } } }
    ),
    fault: fc.constantFrom(...faults)
  })
  .map(({ kind, choices, ...more }) =>
    askWith({
      ...more,
      kind,
      choices: kind === 'chat' ? choices : 1,
      figures: { ...instant, quality: 0.5, outputTokens: { mean: 12, spread: 9 } }
    })
  )

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 })

const answersTo = (ask: Ask, seed: number): ReadonlyArray<Answer> =>
  Array.from({ length: ask.choices }, (_, choice) => drawAnswer(ask, makeDraws(seed), 0, choice))

const piecesTo = (ask: Ask, answers: ReadonlyArray<Answer>): Generator<Piece> => {
  const usage = usageOf(ask, answers)
  const [first] = answers
  return ask.kind === 'responses' && first !== undefined
    ? responsesPieces(ask, first, usage, stamp)
    : chatPieces(ask, answers, usage, stamp)
}

const total = (pieces: ReadonlyArray<Piece>, name: 'output' | 'reasoning'): number =>
  pieces.reduce((so, piece) => so + piece[name], 0)

test('what the pieces of a stream use is what its usage tells', () => {
  fc.assert(
    fc.property(asks, seeds, (ask, seed) => {
      const answers = answersTo(ask, seed)
      const pieces = [...piecesTo(ask, answers)]
      const { output, reasoning } = usageOf(ask, answers)
      expect(total(pieces, 'output')).toBe(output)
      expect(total(pieces, 'reasoning')).toBe(reasoning)
      const tells = pieces.filter(({ tellsUsage }) => tellsUsage)
      expect(tells).toHaveLength(ask.fault._tag === 'no-usage' ? 0 : 1)
    })
  )
})

interface Chunk {
  readonly choices?: ReadonlyArray<{
    readonly index: number
    readonly delta: { readonly content?: string }
  }>
  readonly delta?: string
}

test('the deltas of a stream are the texts of its answers', () => {
  fc.assert(
    fc.property(asks, seeds, (ask, seed) => {
      const answers = answersTo(ask, seed)
      const told = answers.map(() => '')
      const text = [...piecesTo(ask, answers)].map((piece) => piece.text).join('')
      for (const { choices, delta } of chunksOf<Chunk>(text)) {
        if (delta !== undefined) told[0] += delta
        for (const choice of choices ?? []) told[choice.index] += choice.delta.content ?? ''
      }
      expect(told).toEqual(answers.map((answer) => answer.text))
    })
  )
})

const collect = (pieces: Iterator<Piece>): ReadonlyArray<Piece> => {
  const found: Array<Piece> = []
  for (let next = pieces.next(); next.done !== true; next = pieces.next()) found.push(next.value)
  return found
}

test.each<[Fault]>([[{ _tag: 'slow' }], [{ _tag: 'odd-chunks' }]])(
  'cut to bytes, a stream says and uses the same: %j',
  (fault) => {
    fc.assert(
      fc.property(asks, seeds, (ask, seed) => {
        const answers = answersTo(ask, seed)
        const whole = [...piecesTo(ask, answers)]
        const draws = makeDraws(seed)
        let at = 0
        const course = distortStream(fault, piecesTo(ask, answers), false, () => draws(1, at++))
        const cut = collect(course.pieces)
        const told = Buffer.from(cut.map(({ text }) => text).join(''), course.encoding).toString()
        expect(dataLines(told)).toEqual(dataLines(whole.map(({ text }) => text).join('')))
        expect(total(cut, 'output')).toBe(total(whole, 'output'))
        expect(cut.filter(({ tellsUsage }) => tellsUsage)).toHaveLength(
          whole.filter(({ tellsUsage }) => tellsUsage).length
        )
        expect(cut.length).toBeGreaterThan(whole.length)
      }),
      { numRuns: 30 }
    )
  }
)
