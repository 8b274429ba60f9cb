import { promptFeedback, type Delay, type Feedback } from '../src'
import { isPrompt, openFeedback } from '../src/feedback'

const QUERIES = 40_000

const through = (feedback: Partial<Feedback>, seed = 3) => {
  const channel = openFeedback({ ...promptFeedback, ...feedback }, seed)
  return Array.from({ length: QUERIES }, (_, query) => {
    channel.read(query)
    return { delay: channel.delay, isFlipped: channel.isFlipped }
  })
}

const share = <A>(values: ReadonlyArray<A>, holds: (value: A) => boolean): number =>
  values.filter(holds).length / values.length

test('a fixed delay is always the same', () => {
  const found = through({ delay: { _tag: 'fixed', queries: 7 } })
  expect(found.every(({ delay }) => delay === 7)).toBe(true)
})

test('a geometric delay has its mean and no memory', () => {
  const delays = through({ delay: { _tag: 'geometric', mean: 20 } }).map(({ delay }) => delay)
  const mean = delays.reduce((sum, delay) => sum + delay / QUERIES, 0)
  // The deviation is about 20.5: five standard errors are 0.5.
  expect(Math.abs(mean - 20)).toBeLessThan(0.5)
  const beyond = (at: number): number => share(delays, (delay) => delay >= at)
  expect(Math.abs(beyond(20) - (20 / 21) ** 20)).toBeLessThan(0.015)
  expect(Math.abs(beyond(40) / beyond(20) - beyond(20))).toBeLessThan(0.02)
})

test('a heavy-tailed delay falls as the power 1.5 of its length', () => {
  const delays = through({ delay: { _tag: 'heavy', mean: 30 } }).map(({ delay }) => delay)
  expect(Math.min(...delays)).toBe(10)
  const beyond = (at: number): number => share(delays, (delay) => delay >= at)
  expect(Math.abs(beyond(40) - (10 / 40) ** 1.5)).toBeLessThan(0.01)
  expect(Math.abs(beyond(160) - (10 / 160) ** 1.5)).toBeLessThan(0.005)
  expect(Math.max(...delays)).toBeGreaterThan(2000)
})

test('a share of the rewards is seen, the others never come', () => {
  const found = through({ seenShare: 0.1 })
  expect(Math.abs(share(found, ({ delay }) => delay === 0) - 0.1)).toBeLessThan(0.01)
  expect(share(found, ({ delay }) => delay === Infinity || delay === 0)).toBe(1)
})

test('whether a reward is seen says nothing of how late it is', () => {
  const found = through({ delay: { _tag: 'geometric', mean: 20 }, seenShare: 0.5 })
  const seen = found.map(({ delay }) => delay).filter((delay) => delay < Infinity)
  const mean = seen.reduce((sum, delay) => sum + delay / seen.length, 0)
  expect(Math.abs(mean - 20)).toBeLessThan(0.8)
})

test('a judge errs at a rate, whether a reward is seen or not', () => {
  const found = through({ flipRate: 0.2, seenShare: 0.5 })
  expect(Math.abs(share(found, ({ isFlipped }) => isFlipped) - 0.2)).toBeLessThan(0.01)
  const seen = found.filter(({ delay }) => delay === 0)
  expect(Math.abs(share(seen, ({ isFlipped }) => isFlipped) - 0.2)).toBeLessThan(0.015)
})

test('whether a judge errs says nothing of how late a reward is', () => {
  const found = through({ delay: { _tag: 'geometric', mean: 20 }, flipRate: 0.4 })
  const late = found.filter(({ delay }) => delay >= 20)
  expect(Math.abs(share(late, ({ isFlipped }) => isFlipped) - 0.4)).toBeLessThan(0.025)
})

test('what becomes of a reward depends on seed and query alone', () => {
  const feedback: Feedback = {
    delay: { _tag: 'geometric', mean: 5 },
    seenShare: 0.7,
    flipRate: 0.1
  }
  const channel = openFeedback(feedback, 3)
  const inOrder = through(feedback)
  for (const query of [900, 3, 3, 39_999, 0]) {
    channel.read(query)
    expect({ delay: channel.delay, isFlipped: channel.isFlipped }).toEqual(inOrder[query])
  }
  expect(through(feedback, 4)).not.toEqual(inOrder)
})

test('only what changes nothing is prompt', () => {
  const none: Delay = { _tag: 'none' }
  expect(isPrompt(promptFeedback)).toBe(true)
  expect(isPrompt({ ...promptFeedback, delay: { _tag: 'fixed', queries: 0 } })).toBe(false)
  expect(isPrompt({ delay: none, seenShare: 0.9, flipRate: 0 })).toBe(false)
  expect(isPrompt({ delay: none, seenShare: 1, flipRate: 0.1 })).toBe(false)
})
