import { createRequire } from 'node:module'
import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { decodeFrom, LiveEvent, message } from '@stageroute/contracts'
import {
  engineKind,
  makeEngine,
  memoryRecovery,
  restoreMemory,
  snapshotMemory,
  type Memory
} from '@stageroute/engine'
import { applyKeyEvent, restoreKeys, snapshotKeys } from '../../src/keys/key-events'
import { engineSettings } from '../../src/settings/engine-settings'
import { readConfig } from '../../src/config/read-config'
import { snapshotState } from '../../src/state/server-state'
import { expectUnpolluted, nearly, nearlyText } from './mutations'

afterEach(expectUnpolluted)

const key = {
  id: 'abc',
  salt: 's',
  hash: 'h',
  name: 'n',
  roles: ['call', 'read'],
  budgetUsd: 1.5,
  period: 'day',
  requestsPerMinute: null,
  tokensPerMinute: 5,
  isConfigured: false
}

const expectKeys = (keys: ReadonlyMap<string, unknown>): void => {
  for (const [id, one] of keys) {
    const fields = one as typeof key
    expect([typeof id, fields.id, typeof fields.hash, typeof fields.name]).toEqual([
      'string',
      id,
      'string',
      'string'
    ])
    for (const role of fields.roles) expect(['call', 'feedback', 'read', 'admin']).toContain(role)
    expect(['total', 'day', 'month']).toContain(fields.period)
    for (const limit of [fields.budgetUsd, fields.requestsPerMinute, fields.tokensPerMinute])
      expect(limit === null || typeof limit === 'number').toBe(true)
  }
}

const oneLine = (problem: string): void => expect(problem).toMatch(/^[^\n\r]+$/)

const textOf = (value: unknown): string => JSON.stringify(value) ?? 'undefined'

describe('Keys that were kept', () => {
  it('come back as keys, or it is said in a line what is wrong', () => {
    let read = 0
    fc.assert(
      fc.property(
        fc.oneof(
          nearly({ _tag: 'made', key }).map(textOf),
          nearly({ _tag: 'revoked', id: 'abc' }).map(textOf),
          nearlyText(textOf({ _tag: 'made', key })),
          fc.string(),
          fc.json()
        ),
        (body) => {
          const before = new Map([
            ['abc', { ...key, roles: ['call' as const], period: 'day' as const }]
          ])
          const after = applyKeyEvent(before, body)
          expect([...before.keys()]).toEqual(['abc'])
          if (E.isLeft(after)) return oneLine(after.left)
          read++
          expectKeys(after.right)
        }
      ),
      { numRuns: 1000 }
    )
    expect(read).toBeGreaterThan(100)
  })

  it('come back from a snapshot in the same way', () => {
    let read = 0
    fc.assert(
      fc.property(
        fc.oneof(
          nearly([key, { ...key, id: '__proto__' }]).map(textOf),
          nearlyText(textOf([key])),
          fc.json()
        ),
        (text) => {
          const keys = restoreKeys(text)
          if (E.isLeft(keys)) return oneLine(keys.left)
          read++
          expectKeys(keys.right)
          expect(restoreKeys(snapshotKeys(keys.right))).toEqual(keys)
        }
      ),
      { numRuns: 1000 }
    )
    expect(read).toBeGreaterThan(100)
  })
})

const config = {
  version: 1,
  state: { memory: true },
  budget: { usdPerQuery: 10, floatUsd: 1000 },
  stages: { maxDeployed: 1, schedule: { everyQueries: 1000 } },
  upstreams: { a: { baseUrl: 'http://127.0.0.1:9/v1' } },
  models: [{ id: 'm', upstream: 'a', price: { inputPerMillion: 1, outputPerMillion: 1 } }],
  isOpen: true
}

const settings = (() => {
  const read = readConfig(JSON.stringify(config), 'test')
  if (E.isLeft(read)) throw new Error(JSON.stringify(read.left))
  return { ...engineSettings(read.right), maxArms: 4, keepDecisions: 10 }
})()

const answered = {
  _tag: 'answered',
  decision: 0,
  request: 'req_1',
  key: 'abc',
  kind: 'chat',
  arm: 'm',
  category: null,
  accounts: ['all'],
  cost: 12,
  isCostKnown: true,
  usage: { input: 10, cached: 2, output: 1, reasoning: 0 },
  isComplete: true,
  routing: null,
  attempts: [{ arm: 'm', outcome: 'answered', cost: 12 }],
  beganMs: 1.5,
  endedMs: 2
}

const history = [
  { _tag: 'opened', account: 'all', allowance: { _tag: 'perQuery', rate: 1e7, float: 1e9 } },
  { _tag: 'arrived', arm: 'm', capacity: 1, largestCost: 0.01 },
  { _tag: 'covered', marks: [{ account: 'all', upTo: 1000 }] },
  answered,
  { _tag: 'judged', decision: 0, reward: 1, source: 'feedback', proof: 7 },
  { _tag: 'refused', accounts: ['all'], category: 'x', reason: 'unhealthy' },
  { _tag: 'renewed', account: 'all', allowance: { _tag: 'total', total: 5 } },
  { _tag: 'lost', account: 'all', amount: 3 }
]

describe('Events that were kept', () => {
  it('are told apart: what is an event stays one, and what is wrong with the others is said in a line', () => {
    for (const event of history)
      expect(decodeFrom(LiveEvent, 'event')(event)).toMatchObject({ _tag: 'Right' })
    let read = 0
    fc.assert(
      fc.property(
        fc.oneof(...history.map((event) => nearly(event)), fc.anything(), fc.jsonValue()),
        (value) => {
          const found = decodeFrom(LiveEvent, 'event 7')(value)
          if (E.isLeft(found)) return oneLine(message(found.left))
          read++
          const again = decodeFrom(LiveEvent, 'event 7')(JSON.parse(JSON.stringify(found.right)))
          expect(again).toMatchObject({ _tag: 'Right' })
        }
      ),
      { numRuns: 2000 }
    )
    expect(read).toBeGreaterThan(200)
  })

  it('make a memory, or are called damaged', () => {
    const recovery = memoryRecovery(settings)
    const bodies = fc.array(
      fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...history).map(textOf) },
        { weight: 1, arbitrary: fc.oneof(...history.map((event) => nearly(event).map(textOf))) }
      ),
      { maxLength: 12 }
    )
    let whole = 0
    fc.assert(
      fc.property(bodies, (some) => {
        const events = some.map((body, i) => ({ kind: engineKind, at: i, position: i + 1, body }))
        const { memory, damage } = events.reduce(recovery.apply, recovery.start())
        if (damage !== null) return expect(damage).toMatch(/^event \d+/)
        whole++
        expectMemory(memory)
      }),
      { numRuns: 500 }
    )
    expect(whole).toBeGreaterThan(100)
  })
})

const expectMemory = (memory: Memory): void => {
  for (const { spent, reserved, queries } of memory.ledger.accounts.values()) {
    for (const count of [spent, reserved, queries]) expect(Number.isSafeInteger(count)).toBe(true)
    expect(reserved).toBe(0)
  }
  // What came back can be kept, and comes back again.
  const text = snapshotMemory(memory)
  const again = restoreMemory(settings, text)
  if (E.isLeft(again)) throw new Error(JSON.stringify(again.left))
  expect(snapshotMemory(again.right)).toBe(text)
}

/** The sum in front of a memory that is kept, so that what is behind it is looked at. */
const { addWord, checksumOf, makeChecksum } = createRequire(require.resolve('@stageroute/engine'))(
  '@stageroute/estimators'
) as {
  readonly makeChecksum: () => object
  readonly addWord: (sum: object, text: string) => void
  readonly checksumOf: (sum: object) => number
}

const summed = (state: string): string => {
  const sum = makeChecksum()
  addWord(sum, state)
  return `${checksumOf(sum)} ${state}`
}

describe('A memory that was kept', () => {
  const recovery = memoryRecovery(settings)
  const events = history.map((event, i) => ({
    kind: engineKind,
    at: i,
    position: i + 1,
    body: textOf(event)
  }))
  const kept = snapshotMemory(events.reduce(recovery.apply, recovery.start()).memory)
  const state = kept.slice(kept.indexOf(' ') + 1)

  it('is what it was', () => {
    expect(summed(state)).toBe(kept)
    expect(restoreMemory(settings, kept)).toMatchObject({ _tag: 'Right' })
  })

  it('comes back as it was, or not at all', () => {
    const sum = kept.slice(0, kept.indexOf(' '))
    const texts = fc.oneof(
      nearlyText(kept),
      nearlyText(sum).map((other) => `${other} ${state}`),
      nearly(JSON.parse(state)).map((other) => `${sum} ${textOf(other)}`),
      fc.string(),
      fc.constantFrom('', ' ', '0 ', '0 {}')
    )
    fc.assert(
      fc.property(texts, (text) => {
        const restored = restoreMemory(settings, text)
        if (E.isLeft(restored)) return oneLine(`${restored.left.field} ${restored.left.problem}`)
        expect(text).toBe(kept)
      }),
      { numRuns: 500 }
    )
  })

  it('is one that can be used, whatever is in it', () => {
    let used = 0
    fc.assert(
      fc.property(
        fc.oneof(
          nearly(JSON.parse(state)).map((value) => summed(textOf(value))),
          nearlyText(state).map(summed),
          fc.json().map(summed)
        ),
        (text) => {
          const restored = restoreMemory(settings, text)
          if (E.isLeft(restored)) return oneLine(`${restored.left.field} ${restored.left.problem}`)
          used++
          expectMemory(restored.right)
          const engine = makeEngine(restored.right)
          expect(snapshotState(engine, new Map()).split('\n')).toHaveLength(3)
        }
      ),
      { numRuns: 1000 }
    )
    expect(used).toBeGreaterThan(10)
  })
})
