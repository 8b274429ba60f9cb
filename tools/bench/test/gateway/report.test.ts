import type { ContenderName } from '../../src/gateway/contender'
import { orderOf, type Measured, type Sample } from '../../src/gateway/measure'
import {
  addedP50,
  coldStartLines,
  memoryLines,
  rateRatio,
  scenarioLines
} from '../../src/gateway/report'

const sample = (
  contender: ContenderName,
  perSecond: number,
  rest: Partial<Sample> = {}
): Sample => ({
  contender,
  perSecond,
  requests: perSecond,
  p50: 100,
  p99: 200,
  failures: 0,
  computedMs: 0.1,
  residentBytes: 1e8,
  ...rest
})

const measured = (connections: number, rounds: ReadonlyArray<ReadonlyArray<Sample>>): Measured => ({
  scenario: { name: 'chat', connections, isStream: false, words: 1, bodyFor: () => '' },
  rounds
})

/** The machine halves its speed in the middle: a ratio of medians would not see that ours is always 0.7 of bare. */
const drifting = measured(
  32,
  [10, 5, 2].map((speed) => [
    sample('ours', 700 * speed),
    sample('bare', 1000 * speed),
    sample('portkey', 50 * speed)
  ])
)

test('ratios are taken within a round', () => {
  expect(rateRatio(drifting, 'ours', 'bare')).toBeCloseTo(0.7)
  expect(rateRatio(drifting, 'ours', 'portkey')).toBeCloseTo(14)
})

test('what was not measured makes no ratio', () => {
  expect(rateRatio(drifting, 'ours', 'mock')).toBeNull()
  const lines = scenarioLines(measured(32, [[sample('ours', 700)]])).join('\n')
  expect(lines).not.toMatch(/Portkey|goal/)
})

test('latency added is that over the upstream of the same round', () => {
  const alone = measured(1, [
    [sample('mock', 1, { p50: 50 }), sample('ours', 1, { p50: 250 })],
    [sample('mock', 1, { p50: 500 }), sample('ours', 1, { p50: 900 })],
    [sample('mock', 1, { p50: 40 }), sample('ours', 1, { p50: 300 })]
  ])
  expect(addedP50(alone, 'ours')).toBe(260)
  expect(scenarioLines(alone).join('\n')).toContain(
    'adds 260 us to the median latency (goal <= 300 us: met)'
  )
})

test('goals are told beside the numbers, met or missed', () => {
  const lines = scenarioLines(drifting).join('\n')
  expect(lines).toContain('14x the requests/s of Portkey (goal >= 8x: met)')
  expect(lines).toContain('70 % of those of the bare proxy (goal >= 60 %: met)')
  expect(lines).not.toContain('median latency')
  const slow = measured(32, [[sample('ours', 500), sample('bare', 1000), sample('portkey', 100)]])
  expect(scenarioLines(slow).join('\n')).toMatch(/8x: missed\)[^]*60 %: missed\)/)
})

test('computation is compared where the system tells it', () => {
  const told = measured(32, [
    [
      sample('ours', 1, { computedMs: 0.3 }),
      sample('bare', 1, { computedMs: 0.1 }),
      sample('portkey', 1, { computedMs: 1.5 })
    ]
  ])
  const lines = scenarioLines(told).join('\n')
  expect(lines).toContain('computes 3.0x as long per request as the bare proxy')
  expect(lines).toContain('of what Portkey computes per request it computes 20 %')
  const untold = measured(32, [[sample('ours', 1, { computedMs: null }), sample('bare', 1)]])
  expect(scenarioLines(untold).join('\n')).not.toContain('computes')
})

test('a row tells rates with their spread, latencies, computation and memory', () => {
  const row = scenarioLines(drifting).find((line) => line.startsWith('StageRoute')) ?? ''
  expect(row.split(/\s{2,}/)).toEqual([
    'StageRoute',
    '3.50k (1.40k - 7.00k)',
    '100 us',
    '200 us',
    '100 us',
    '100 MB'
  ])
})

test('memory is compared with the bare proxy, where the system tells it', () => {
  const heavy = [sample('ours', 1, { residentBytes: 1.5e8 }), sample('bare', 1)]
  expect(memoryLines(measured(1, [heavy])).join('\n')).toContain(
    'StageRoute 1.5x the bare proxy (goal <= 1.4x: missed)'
  )
  const untold = [sample('ours', 1, { residentBytes: null }), sample('bare', 1)]
  expect(memoryLines(measured(1, [untold]))).toEqual([])
})

test('starts are told with their spread, ours with its goal', () => {
  const lines = coldStartLines([
    { name: 'ours', ms: [700, 600, 1200] },
    { name: 'portkey', ms: [1500] }
  ])
  expect(lines.slice(2)).toEqual([
    '  StageRoute: 700 ms (600 ms - 1.2 s) (goal < 1 s: met)',
    '  Portkey: 1.5 s (1.5 s - 1.5 s)'
  ])
})

test('the first contender of a round is another one in the next', () => {
  expect([0, 1, 2, 3].map((round) => orderOf(['a', 'b', 'c'], round).join(''))).toEqual([
    'abc',
    'bca',
    'cab',
    'abc'
  ])
})
