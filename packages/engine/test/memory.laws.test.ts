import * as E from 'fp-ts/Either'
import fc from 'fast-check'
import {
  commonAccount,
  engineKind,
  handOver,
  judge,
  makeEngine,
  memoryRecovery,
  restoreMemory,
  setModels,
  snapshotMemory,
  takeOver,
  type Admitted
} from '@stageroute/engine'
import {
  answer,
  card,
  query,
  recovered,
  replan,
  right,
  send,
  settings,
  start,
  type Kept
} from './engine-builders'

type Step =
  | { readonly _tag: 'send'; readonly category: string | null; readonly charge: number }
  | { readonly _tag: 'answer'; readonly which: number; readonly part: number }
  | { readonly _tag: 'judge'; readonly decision: number; readonly reward: number }
  | { readonly _tag: 'plan' }
  | { readonly _tag: 'arrive'; readonly id: string; readonly usualCost: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      _tag: fc.constant('send' as const),
      category: fc.constantFrom(null, 'code', 'chat', 'maths', 'more'),
      charge: fc.integer({ min: 1, max: 20_000 })
    })
  },
  {
    weight: 5,
    arbitrary: fc.record({
      _tag: fc.constant('answer' as const),
      which: fc.nat(20),
      // The least of them stands for an answer that nobody told the cost of.
      part: fc.double({ min: 0, max: 1, noNaN: true })
    })
  },
  {
    weight: 3,
    arbitrary: fc.record({
      _tag: fc.constant('judge' as const),
      decision: fc.nat(30),
      reward: fc.double({ min: 0, max: 1, noNaN: true })
    })
  },
  { weight: 1, arbitrary: fc.constant({ _tag: 'plan' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      _tag: fc.constant('arrive' as const),
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      usualCost: fc.constantFrom(0, 0.002, 0.003)
    })
  }
)

interface World extends Kept {
  readonly open: Array<Admitted>
  /** What upstreams have in truth used so far, and may have used for what is under way. */
  truth: number
}

const first = [card('a'), card('b', { capacity: 0.5 })]

const play = (world: World, one: Step, now: number): void => {
  const { engine, events, open } = world
  switch (one._tag) {
    case 'send': {
      const sent = send(world, query({ category: one.category, chargeOf: () => one.charge, now }))
      if (sent !== null) open.push(sent)
      return
    }
    case 'answer': {
      const [sent] = open.splice(one.which % Math.max(1, open.length), 1)
      if (sent === undefined) return
      const charge = sent.attempts[0]?.charge ?? 0
      const cost = one.part === 0 ? 'most' : Math.ceil(one.part * charge)
      world.truth += cost === 'most' ? charge : cost
      return answer(world, sent, cost, now)
    }
    case 'judge': {
      const said = { ...one, caller: 'k', source: 'feedback', proof: now }
      const judged = judge(engine.memory, said, now)
      if (E.isRight(judged) && judged.right._tag === 'counted') events.push(judged.right.event)
      return
    }
    case 'plan':
      return replan(world, now)
    case 'arrive':
      events.push(...setModels(engine, [...first, card(one.id, { usualCost: one.usualCost })], 0))
  }
}

const worldOf = (steps: ReadonlyArray<Step>, onStep?: (world: World) => void): World => {
  const world: World = { ...start(first), open: [], truth: 0 }
  steps.forEach((one, i) => {
    play(world, one, i + 1)
    onStep?.(world)
  })
  return world
}

const steps = fc.array(step, { maxLength: 120 })

test('what is kept makes the memory that it came from', () => {
  fc.assert(
    fc.property(steps, (given) => {
      const { engine, events } = worldOf(given)
      expect(snapshotMemory(recovered(events))).toBe(snapshotMemory(engine.memory, engine.unkept))
    }),
    { numRuns: 60 }
  )
})

test('a snapshot and what came after it make the same as everything', () => {
  fc.assert(
    fc.property(steps, fc.nat(120), (given, at) => {
      let taken: { readonly body: string; readonly position: number } | undefined
      let count = 0
      const { events } = worldOf(given, ({ engine, events: sofar }) => {
        if (count++ === at)
          taken = { body: snapshotMemory(engine.memory, engine.unkept), position: sofar.length }
      })
      expect(snapshotMemory(recovered(events, {}, taken))).toBe(snapshotMemory(recovered(events)))
    }),
    { numRuns: 60 }
  )
})

test('wherever the process ends, no less counts as spent than was, and never more than there was', () => {
  fc.assert(
    fc.property(steps, (given) => {
      worldOf(given, ({ engine, events, open, truth }) => {
        const atRisk = open.reduce((sum, { attempts }) => sum + (attempts[0]?.charge ?? 0), 0)
        const memory = recovered(events)
        takeOver(memory, 1)
        const spent = memory.ledger.accounts.get(commonAccount)?.spent ?? -1
        expect(spent).toBeGreaterThanOrEqual(truth + atRisk)
        const live = engine.memory.ledger.accounts.get(commonAccount)
        const allowance = 100_000 + 2000 * (live?.queries ?? 0)
        expect(truth + atRisk).toBeLessThanOrEqual(allowance)
      })
    }),
    { numRuns: 15 }
  )
})

test('a process that ends in peace leaves nothing that counts as lost', () => {
  const world = worldOf([
    { _tag: 'send', category: null, charge: 5000 },
    { _tag: 'answer', which: 0, part: 0.1 }
  ])
  world.events.push(handOver(world.engine.memory, 9))
  const memory = recovered(world.events)
  expect(takeOver(memory, 10)).toEqual([])
  expect(memory.ledger.accounts.get(commonAccount)?.spent).toBe(500)
})

test('numbers of queries that left no record are not given again', () => {
  const world = worldOf([
    { _tag: 'send', category: null, charge: 50 },
    { _tag: 'answer', which: 0, part: 0.1 },
    { _tag: 'send', category: null, charge: 50 }
  ])
  expect(makeEngine(recovered(world.events)).nextDecision).toBeGreaterThan(2)
  const unanswered = worldOf([{ _tag: 'send', category: null, charge: 50 }])
  expect(makeEngine(recovered(unanswered.events)).nextDecision).toBeGreaterThan(1)
  expect(unanswered.open[0]?.decision).toBe(0)
})

describe('a snapshot that is not what was kept is refused', () => {
  const body = snapshotMemory(
    worldOf([
      { _tag: 'send', category: 'code', charge: 5000 },
      { _tag: 'answer', which: 0, part: 0.1 },
      { _tag: 'judge', decision: 0, reward: 1 }
    ]).engine.memory
  )

  test('it is accepted as it is', () => {
    expect(snapshotMemory(right(restoreMemory(settings, body)))).toBe(body)
  })

  test('whichever character is another', () => {
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.constantFrom('0', '7', 'x', '"'), (at, other) => {
        fc.pre(body[at] !== other)
        const changed = body.slice(0, at) + other + body.slice(at + 1)
        expect(restoreMemory(settings, changed)._tag).toBe('Left')
      })
    )
  })

  test('when it is cut off, empty, or of another engine', () => {
    expect(restoreMemory(settings, body.slice(0, -5))._tag).toBe('Left')
    expect(restoreMemory(settings, '')._tag).toBe('Left')
    expect(restoreMemory({ ...settings, maxArms: 9 }, body)).toMatchObject({
      left: { field: 'parts.detector.figures.size' }
    })
  })
})

test.each([
  { _tag: 'opened', account: 'x', allowance: { _tag: 'perPeriod', total: 1, starts: 5, ends: 5 } },
  { _tag: 'renewed', account: 'nobody', allowance: { _tag: 'total', total: 1 } }
])('an event that cannot have happened is damage: %j', (event) => {
  const recovery = memoryRecovery(settings)
  const body = JSON.stringify(event)
  const kept = { kind: engineKind, at: 0, position: 7, body }
  expect(recovery.apply(recovery.start(), kept).damage).toMatch(/^event 7: /)
})
