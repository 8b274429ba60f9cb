import * as fc from 'fast-check'
import {
  apiErrors,
  errorHeaders,
  isRetryable,
  readRetryAfter,
  retryDelay,
  toEnvelope
} from '@stageroute/gateway'

test('every failure has an envelope with all four keys', () => {
  for (const make of Object.values(apiErrors)) {
    const { error } = toEnvelope(make('what went wrong'))
    expect(Object.keys(error)).toEqual(['message', 'type', 'param', 'code'])
  }
})

test('money that is gone is not what comes too fast, and is not to be tried again', () => {
  const gone = apiErrors.quotaExhausted('x')
  const fast = apiErrors.rateLimited('x', { retryAfterMs: 1001 })
  expect([gone.status, fast.status]).toEqual([429, 429])
  expect([gone.code, fast.code]).toEqual(['insufficient_quota', 'rate_limit_exceeded'])
  expect(errorHeaders(gone)).toEqual({ 'x-should-retry': 'false' })
  expect(errorHeaders(fast)).toEqual({ 'retry-after': '2', 'retry-after-ms': '1001' })
})

test.each([
  [200, false],
  [400, false],
  [408, true],
  [409, true],
  [422, false],
  [429, true],
  [500, true],
  [503, true]
])('a status of %i may be another one the next time: %s', (status, expected) => {
  expect(isRetryable(status)).toBe(expected)
})

const rule = { retries: 3, firstDelayMs: 500, longestDelayMs: 1500 }

test('delays double up to the longest, less a quarter at most', () => {
  const delays = (uniform: number) =>
    [1, 2, 3, 4].map((made) => retryDelay(rule, { made, leftMs: 1e6, askedMs: null, uniform }))
  expect(delays(0)).toEqual([500, 1000, 1500, null])
  expect(delays(1)).toEqual([375, 750, 1125, null])
})

test('no call is waited for beyond the deadline, nor made before it was asked for', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.nat(20_000),
      fc.option(fc.nat(20_000)),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (made, leftMs, askedMs, uniform) => {
        const delay = retryDelay(rule, { made, leftMs, askedMs, uniform })
        if (delay === null) return
        expect(delay).toBeLessThan(leftMs)
        expect(delay).toBeGreaterThanOrEqual(askedMs ?? 0)
      }
    )
  )
})

const noon = Date.UTC(2026, 0, 1, 12)

test.each([
  [{ 'retry-after': '3' }, 3000],
  [{ 'retry-after': '0.5' }, 500],
  [{ 'retry-after': '3', 'retry-after-ms': '250' }, 250],
  [{ 'retry-after': 'Thu, 01 Jan 2026 12:00:10 GMT' }, 10_000],
  [{ 'retry-after': 'Thu, 01 Jan 2026 11:00:00 GMT' }, 0],
  [{}, null],
  [{ 'retry-after': '-3' }, null],
  [{ 'retry-after': '1e9' }, null],
  [{ 'retry-after': '86401' }, null],
  [{ 'retry-after': 'soon' }, null],
  [{ 'retry-after': '2026' + '-01-01' }, null],
  [{ 'retry-after': 'Thu, 99 Foo 2026 12:00:10 GMT' }, null],
  [{ 'retry-after': ['1', '2'] }, null]
])('%j asks to wait %j', (headers, wait) => {
  expect(readRetryAfter(headers, noon)).toBe(wait)
})
