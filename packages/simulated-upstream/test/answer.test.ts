import { makeStream } from '@stageroute/numeric'
import { questionOf, scoreOf, type SimulatedModel } from '@stageroute/simulated-upstream'
import { drawAnswer } from '../src/answer'
import { delayOf } from '../src/delay'
import { makeDraws } from '../src/draws'
import { askWith } from './ask-with'
import { instant } from './upstream-at'

const QUESTIONS = 2000

const scoresOf = (figures: SimulatedModel, seed: number): ReadonlyArray<number> => {
  const stream = makeStream(seed, 'traffic')
  const draws = makeDraws(seed)
  return Array.from({ length: QUESTIONS }, (_, number) => {
    const question = questionOf(stream)
    const ask = askWith({ figures, lastText: question.text })
    return scoreOf(question, drawAnswer(ask, draws, number, 0).text)
  })
}

const meanOf = (values: ReadonlyArray<number>): number =>
  values.reduce((total, value) => total + value, 0) / values.length

test.each([0.2, 0.5474, 0.9])('a quality of %s is met within four standard errors', (quality) => {
  const mean = meanOf(scoresOf({ ...instant, quality }, 11))
  const error = Math.sqrt((quality * (1 - quality)) / QUESTIONS)
  expect(Math.abs(mean - quality)).toBeLessThan(4 * error)
})

test('the parts of a question are right or wrong one by one', () => {
  const stream = makeStream(5, 'traffic')
  const draws = makeDraws(5)
  const scores = Array.from({ length: QUESTIONS }, (_, number) => {
    const question = questionOf(stream, 4)
    const figures = { ...instant, quality: 0.5, outputTokens: { mean: 9, spread: 0 } }
    const ask = askWith({ figures, lastText: question.text })
    return scoreOf(question, drawAnswer(ask, draws, number, 0).text)
  })
  // Five outcomes of a binomial with a half: the variance is a quarter of that of one part.
  expect(meanOf(scores)).toBeGreaterThan(0.47)
  expect(meanOf(scores)).toBeLessThan(0.53)
  const variance = meanOf(scores.map((score) => (score - 0.5) ** 2))
  expect(variance).toBeGreaterThan(0.055)
  expect(variance).toBeLessThan(0.07)
})

test('qualities of 0 and 1 are certain', () => {
  expect(meanOf(scoresOf({ ...instant, quality: 0 }, 11))).toBe(0)
  expect(meanOf(scoresOf({ ...instant, quality: 1 }, 11))).toBe(1)
})

test('the same seed answers the same, and another one does not', () => {
  const figures = { ...instant, quality: 0.5 }
  expect(scoresOf(figures, 3)).toEqual(scoresOf(figures, 3))
  expect(scoresOf(figures, 3)).not.toEqual(scoresOf(figures, 4))
})

test('what a request draws does not depend on those before it', () => {
  const ask = askWith({ figures: { ...instant, quality: 0.5 }, lastText: 'What is 1 + 1?' })
  const draws = makeDraws(5)
  const late = drawAnswer(ask, draws, 900, 2)
  for (let number = 0; number < 50; number++) drawAnswer(ask, draws, number, 0)
  expect(drawAnswer(ask, draws, 900, 2)).toEqual(late)
  expect(drawAnswer(ask, makeDraws(5), 900, 2)).toEqual(late)
})

const lengthsOf = (mean: number, spread: number, count = QUESTIONS): ReadonlyArray<number> => {
  const draws = makeDraws(2)
  const ask = askWith({ figures: { ...instant, outputTokens: { mean, spread } } })
  return Array.from({ length: count }, (_, number) => drawAnswer(ask, draws, number, 0).output)
}

test('lengths have the mean and the spread asked for, within statistical error', () => {
  const lengths = lengthsOf(100, 40)
  const mean = meanOf(lengths)
  const spread = Math.sqrt(meanOf(lengths.map((length) => (length - mean) ** 2)))
  expect(Math.abs(mean - 100)).toBeLessThan((4 * 40) / Math.sqrt(QUESTIONS))
  expect(Math.abs(spread - 40)).toBeLessThan(5)
})

test('every answer has at least one token', () => {
  expect(Math.min(...lengthsOf(1, 3))).toBe(1)
})

test('a word is a token, and the right number is the first', () => {
  const ask = askWith({ lastText: 'What is 417 + 288?' })
  const { text, output, isCut } = drawAnswer(ask, makeDraws(1), 0, 0)
  expect(text.split(' ')).toHaveLength(16)
  expect(text.split(' ')[0]).toBe('705')
  expect({ output, isCut }).toEqual({ output: 16, isCut: false })
})

test('an answer is cut at what the request allows', () => {
  const { text, output, isCut } = drawAnswer(askWith({ most: 3 }), makeDraws(1), 0, 0)
  expect({ text, output, isCut }).toEqual({ text: 'lorem ipsum dolor', output: 3, isCut: true })
})

test('the choices of a request are drawn each for itself', () => {
  const figures = { ...instant, quality: 0.5, outputTokens: { mean: 50, spread: 30 } }
  const ask = askWith({ figures, lastText: 'What is 1 + 1?' })
  const draws = makeDraws(1)
  const answers = Array.from({ length: 128 }, (_, choice) => drawAnswer(ask, draws, 0, choice))
  expect(new Set(answers.map(({ text }) => text)).size).toBeGreaterThan(64)
})

test('no two draws of two requests are the same', () => {
  const draws = makeDraws(1)
  const drawn = new Set<number>()
  for (let request = 0; request < 20; request++)
    for (let at = 0; at < 520; at++) drawn.add(draws(request, at))
  expect(drawn.size).toBe(20 * 520)
})

test('no answer is longer than a body can hold', () => {
  expect(Math.max(...lengthsOf(100_000, 100_000, 20))).toBe(100_000)
})

test('reasoning is among the output, and leaves less room for the text', () => {
  const ask = askWith({ most: 10, fault: { _tag: 'reasoning', count: 8 } })
  const answer = drawAnswer(ask, makeDraws(1), 0, 0)
  expect(answer).toMatchObject({ text: 'lorem ipsum', output: 10, reasoning: 8, isCut: true })
  const unbounded = drawAnswer({ ...ask, most: null }, makeDraws(1), 0, 0)
  expect(unbounded).toMatchObject({ output: 24, reasoning: 8, isCut: false })
  const full = drawAnswer({ ...ask, most: 5 }, makeDraws(1), 0, 0)
  expect(full).toMatchObject({ text: '', output: 5, reasoning: 5, isCut: true })
})

test('answers in JSON have the properties of the schema, and the number that was asked for', () => {
  const schema = {
    type: 'object',
    properties: {
      sum: { type: 'integer' },
      unit: { enum: ['none', 'm'] },
      isSure: { type: 'boolean' },
      steps: { type: 'array', items: { type: 'object', properties: { said: { type: 'string' } } } },
      note: { type: ['null', 'string'] }
    }
  }
  const ask = askWith({ lastText: '2 + 3', shape: { _tag: 'json', schema } })
  expect(JSON.parse(drawAnswer(ask, makeDraws(1), 0, 0).text)).toEqual({
    sum: 5,
    unit: 'none',
    isSure: true,
    steps: [{ said: '5' }],
    note: null
  })
})

const delaysOf = (more: Partial<SimulatedModel>, isStream: boolean): ReadonlyArray<number> => {
  const draws = makeDraws(9)
  const ask = askWith({ figures: { ...instant, ...more }, isStream })
  return Array.from({ length: QUESTIONS }, (_, number) => delayOf(ask, 10, () => draws(number, 1)))
}

test('the first byte takes its time on average, half of it at least, and none at all when it is instant', () => {
  const delays = delaysOf({ firstMs: 100 }, true)
  expect(Math.abs(meanOf(delays) - 100)).toBeLessThan((4 * 50) / Math.sqrt(QUESTIONS))
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(50)
  expect(Math.max(...delays)).toBeGreaterThan(200)
  expect(Math.max(...delaysOf({}, true))).toBe(0)
})

test('an answer that is no stream waits for all of its tokens', () => {
  expect(delaysOf({ perTokenMs: 3 }, false)[0]).toBe(30)
  expect(delaysOf({ perTokenMs: 3 }, true)[0]).toBe(0)
})
