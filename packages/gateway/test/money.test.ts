import * as fc from 'fast-check'
import { costOf, mostOf, readUsage, type Price, type Usage } from '@stageroute/gateway'

const price: Price = { input: 2.5, output: 10, cachedInput: 1.25, perRequest: 0 }

test('cached input and output have their own prices, and reasoning is output', () => {
  const usage = { input: 1000, cached: 600, output: 100, reasoning: 90 }
  expect(costOf(price, usage)).toBe(400 * 2.5 + 600 * 1.25 + 100 * 10)
  expect(costOf({ ...price, cachedInput: null }, usage)).toBe(1000 * 2.5 + 100 * 10)
})

test('a request may have a price, and parts of a micro-USD are rounded up', () => {
  const nothing = { input: 0, cached: 0, output: 0, reasoning: 0 }
  expect(costOf({ ...price, perRequest: 0.005 }, nothing)).toBe(5000)
  expect(costOf({ ...price, input: 0.0375 }, { ...nothing, input: 10 })).toBe(1)
  expect(costOf({ ...price, input: 0.1 }, { ...nothing, input: 30 })).toBe(3)
})

const usages: fc.Arbitrary<Usage> = fc
  .tuple(fc.nat(1e6), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(1e6))
  .map(([input, part, output]) => ({
    input,
    cached: Math.floor(input * part),
    output,
    reasoning: 0
  }))

const amount = fc.double({ min: 0, max: 1000, noNaN: true })

test('no call costs more than what is set aside for it', () => {
  fc.assert(
    fc.property(usages, amount, amount, fc.option(amount), (usage, input, output, cachedInput) => {
      const any = { input, output, cachedInput, perRequest: 0.001 }
      expect(costOf(any, usage)).toBeLessThanOrEqual(mostOf(any, usage))
    })
  )
})

test.each([
  [
    { prompt_tokens: 5, total_tokens: 5 },
    { input: 5, cached: 0, output: 0, reasoning: 0 }
  ],
  [
    { input_tokens: 5, output_tokens: 6, input_tokens_details: null },
    { input: 5, cached: 0, output: 6, reasoning: 0 }
  ],
  [
    { prompt_tokens: 5, completion_tokens: 6, prompt_tokens_details: { cached_tokens: null } },
    { input: 5, cached: 0, output: 6, reasoning: 0 }
  ]
])('%j is read', (value, usage) => {
  expect(readUsage(value)).toEqual(usage)
})

test.each([
  [null],
  [[]],
  ['5'],
  [{}],
  [{ prompt_tokens: '5' }],
  [{ prompt_tokens: 1.5 }],
  [{ prompt_tokens: 5, completion_tokens: -1 }],
  [{ prompt_tokens: 5, prompt_tokens_details: { cached_tokens: 6 } }],
  [{ prompt_tokens: 5, completion_tokens: 1, completion_tokens_details: { reasoning_tokens: 2 } }],
  [{ prompt_tokens: 2 ** 53 }]
])('%j is no usage', (value) => {
  expect(readUsage(value)).toBe(null)
})

test.each([
  [{ prompt_tokens: 37, completion_tokens: 530, total_tokens: 567 }, 530],
  // Reasoning is beside the output, told or not.
  [
    {
      prompt_tokens: 37,
      completion_tokens: 530,
      total_tokens: 800,
      completion_tokens_details: { reasoning_tokens: 233 }
    },
    763
  ],
  [{ input_tokens: 10, output_tokens: 5, total_tokens: 45 }, 35],
  // A total that is none, or less than its parts, says nothing.
  [{ prompt_tokens: 10, completion_tokens: 5, total_tokens: 3 }, 5],
  [{ prompt_tokens: 10, completion_tokens: 5, total_tokens: -1 }, 5],
  [{ prompt_tokens: 10, total_tokens: 10 }, 0]
])('%j has an output of %d', (value, output) => {
  expect(readUsage(value)?.output).toBe(output)
})

test('anything may be asked for its usage', () => {
  fc.assert(fc.property(fc.anything(), (value) => void readUsage(value)))
})
