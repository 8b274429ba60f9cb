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
import { snapshotState } from '../../src/state/server-state'
import { lived, smallSettings } from './lived'
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

const rightOf = <A>(read: E.Either<unknown, A>): A => {
  if (E.isLeft(read)) throw new Error(JSON.stringify(read.left))
  return read.right
}

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

const history = lived.events

const settings = smallSettings

/** An event that goes back to plan 0 is one, and no history has it: nobody makes such an event. */
const mayBeKept = (event: unknown): boolean =>
  (Object(event) as { readonly restores?: unknown }).restores !== 0

describe('Events that were kept', () => {
  it('are told apart: what is an event stays one, and what is wrong with the others is said in a line', () => {
    for (const event of history)
      expect(decodeFrom(LiveEvent, 'event')(event)).toMatchObject({ _tag: 'Right' })
    expect([...new Set(history.map(({ _tag }) => _tag))].sort()).toEqual([
      'answered',
      'arrived',
      'covered',
      'deployed',
      'judged',
      'lost',
      'opened',
      'refused',
      'renewed'
    ])
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
        { weight: 3, arbitrary: fc.constantFrom(...history).map(textOf) },
        {
          weight: 1,
          arbitrary: fc.oneof(
            ...history.map((event) => nearly(event).filter(mayBeKept).map(textOf))
          )
        }
      ),
      { maxLength: 12 }
    )
    let whole = 0
    fc.assert(
      fc.property(bodies, (some) => {
        const events = [textOf(history[0]), ...some].map((body, i) => ({
          kind: engineKind,
          at: i,
          position: i + 1,
          body
        }))
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
  for (const [account, upTo] of memory.marks) {
    expect(typeof account).toBe('string')
    expect(Number.isSafeInteger(upTo) && upTo >= 0).toBe(true)
  }
  for (const id of memory.ids) expect(typeof id).toBe('string')
  const { queries, answered: whole, refused, judged } = memory.counts
  for (const count of [queries, whole, refused, judged, memory.nextDecision, memory.stages])
    expect(Number.isSafeInteger(count) && count >= 0).toBe(true)
  // What came back can be kept, and comes back again.
  const text = snapshotMemory(memory)
  expect(snapshotMemory(rightOf(restoreMemory(settings, text)))).toBe(text)
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
  const { kept } = lived
  const state = kept.slice(kept.indexOf(' ') + 1)

  it('is what it was, and what its events make of it', () => {
    expect(summed(state)).toBe(kept)
    expect(restoreMemory(settings, kept)).toMatchObject({ _tag: 'Right' })
    const recovery = memoryRecovery(settings)
    const { memory, damage } = history
      .map((event, i) => ({ kind: engineKind, at: i, position: i + 1, body: textOf(event) }))
      .reduce(recovery.apply, recovery.start())
    expect(damage).toBeNull()
    expect(Array.from(memory.ledger.accounts.values(), ({ spent }) => spent)).toEqual(
      Array.from(
        rightOf(restoreMemory(settings, kept)).ledger.accounts.values(),
        ({ spent }) => spent
      )
    )
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
    const document = JSON.parse(state) as { readonly parts: Readonly<Record<string, unknown>> }
    const inParts = fc.oneof(
      ...Object.entries(document.parts).map(([name, part]) =>
        nearly(part).map((other) => ({ ...document, parts: { ...document.parts, [name]: other } }))
      )
    )
    fc.assert(
      fc.property(
        fc.oneof(
          { weight: 8, arbitrary: inParts.map((value) => summed(textOf(value))) },
          { weight: 1, arbitrary: nearly(document).map((value) => summed(textOf(value))) },
          { weight: 1, arbitrary: nearlyText(state).map(summed) },
          { weight: 1, arbitrary: fc.json().map(summed) }
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
