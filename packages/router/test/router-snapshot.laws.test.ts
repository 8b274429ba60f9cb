import * as fc from 'fast-check'
import { addNumber, addWord, checksumOf, makeChecksum, type Snapshot } from '@stageroute/estimators'
import {
  commit,
  decide,
  openStage,
  reportFailure,
  restoreRouter,
  setBounds,
  setRateLimit,
  snapshotRouter,
  solveContexts,
  toRoutingDecision,
  type Router
} from '@stageroute/router'
import {
  capacityOf,
  deployment,
  idsOf,
  maxArms,
  requestWith,
  serviceOf,
  type Deployment
} from './router-builders'

/** Something that happens to a router. */
const happening = fc.record({
  arm: fc.integer({ min: 0, max: maxArms - 1 }),
  reward: fc.integer({ min: 0, max: 100 }).map((n) => n / 100),
  cost: fc.integer({ min: 0, max: 100 }).map((n) => n / 10_000),
  only: fc.oneof({ weight: 4, arbitrary: fc.constant(-1) }, fc.integer({ min: 0, max: 7 })),
  home: fc.integer({ min: -1, max: 7 }),
  context: fc.integer({ min: -1, max: 1 }),
  isFailing: fc.boolean(),
  waits: fc.integer({ min: 0, max: 4000 })
})

type Happening = typeof happening extends fc.Arbitrary<infer A> ? A : never

const opened = (given: Deployment): Router => {
  const router = serviceOf(given, { exploration: 0.1 })
  for (let arm = 0; arm < maxArms; arm++)
    setRateLimit(router.buckets, arm, { requestsPerMinute: 60, tokensPerMinute: Infinity }, 0)
  const { program } = router.state
  if (program.size > 2)
    solveContexts(router, {
      ...{ contexts: 2, size: program.size, weight: Float64Array.of(0.5, 0.5) },
      reward: Float64Array.from({ length: 2 * program.size }, (_, i) => (i % 5) / 5),
      cost: Float64Array.from({ length: 2 * program.size }, (_, i) => (i % 7) / 10_000),
      capacity: program.capacity.slice(0, program.size).map((share) => Math.max(share, 0.5)),
      budget: 0.01
    })
  return router
}

/** Lets it all happen, and returns what was decided. */
const play = (
  router: Router,
  happenings: ReadonlyArray<Happening>,
  from: number
): ReadonlyArray<string> => {
  let now = from
  return happenings.map(({ arm, reward, cost, only, home, context, isFailing, waits }) => {
    now += waits
    setBounds(router.state, arm, reward, cost)
    const request = requestWith({ only, home, context, homeWorth: 0.1, now, tokens: 10 })
    decide(router, request)
    commit(router, request)
    const { record } = router
    if (isFailing && record.arm >= 0) reportFailure(router.health, record.arm, record.epoch, now)
    return JSON.stringify(toRoutingDecision(record, idsOf()))
  })
}

const during = (happenings: ReadonlyArray<Happening>): number =>
  happenings.reduce((sum, { waits }) => sum + waits, 0)

test('a restored router decides as the kept one does, to the last byte', () => {
  fc.assert(
    fc.property(
      deployment,
      fc.array(happening, { maxLength: 30 }),
      fc.array(happening, { minLength: 1, maxLength: 30 }),
      (given, before, after) => {
        const kept = opened(given)
        play(kept, before, 0)
        const text = JSON.stringify(snapshotRouter(kept))
        const restored = serviceOf({ bounds: [], budget: 0 }, { exploration: 0.1 })
        expect(restoreRouter(restored, JSON.parse(text))._tag).toBe('Right')
        expect(JSON.stringify(snapshotRouter(restored))).toBe(text)
        expect(play(restored, after, during(before))).toEqual(play(kept, after, during(before)))
      }
    )
  )
})

const played = (): Router => {
  const router = serviceOf({
    bounds: [
      { arm: 1, reward: 0.5, cost: 0.001, capacity: 0.6 },
      { arm: 4, reward: 0.6, cost: 0.003, capacity: 0.6 }
    ],
    budget: 0.002
  })
  decide(router, requestWith({ only: 4 }))
  commit(router, requestWith())
  return router
}

interface Changes {
  readonly figures?: Snapshot['figures']
  readonly columns?: Snapshot['columns']
}

/** The snapshot with some of its numbers changed, and a checksum of what it says then. */
const spoilt = ({ figures, columns, ...rest }: Snapshot, changes: Changes): Snapshot => {
  const content = {
    figures: { ...figures, ...changes.figures },
    columns: { ...columns, ...changes.columns }
  }
  const checksum = makeChecksum()
  addWord(checksum, rest.kind)
  addNumber(checksum, rest.version)
  Object.values(content.figures).forEach((value) => addNumber(checksum, value))
  Object.values(content.columns).forEach((column) => {
    addNumber(checksum, column.length)
    column.forEach((value) => addNumber(checksum, value))
  })
  return { ...rest, ...content, checksum: checksumOf(checksum) }
}

const eight = (first: number): ReadonlyArray<number> => [first, 0, 0, 0, 0, 0, 0, 0]

const spoilings: ReadonlyArray<readonly [field: string, changes: Changes]> = [
  [
    'figures.maxArms',
    {
      figures: { maxArms: 7 },
      columns: { minShare: eight(0).slice(1), owed: eight(0).slice(1), lastGood: eight(0).slice(1) }
    }
  ],
  ['figures.budget', { figures: { budget: -1 } }],
  ['figures.query', { figures: { query: 1.5 } }],
  ['figures.seedPosition', { figures: { seedPosition: -1 } }],
  ['columns.arms[1]', { columns: { arms: [1, 1] } }],
  ['columns.arms[0]', { columns: { arms: [8, 1] } }],
  ['columns.cost[0]', { columns: { cost: [-1, 0] } }],
  ['columns.capacity[1]', { columns: { capacity: [0.6, 0] } }],
  ['columns.minShare[0]', { columns: { minShare: eight(1.1) } }],
  ['columns.owed[0]', { columns: { owed: eight(-1) } }],
  ['columns.lastGood[0]', { columns: { lastGood: eight(2) } }]
]

test.each(spoilings)('refuses, and changes nothing: %s', (field, changes) => {
  const router = played()
  const kept = snapshotRouter(router)
  const document = { ...kept, router: spoilt(kept.router, changes) }
  expect(restoreRouter(router, document)).toMatchObject({
    _tag: 'Left',
    left: { field: `router.${field}` }
  })
  expect(snapshotRouter(router)).toEqual(kept)
})

test('a document of which one part is wrong changes nothing', () => {
  const router = played()
  const before = snapshotRouter(router)
  openStage(router, {
    ...{ stage: 9, deployed: [2], capacity: capacityOf([]), budget: 1 },
    minShare: new Float64Array(maxArms)
  })
  const now = JSON.stringify(snapshotRouter(router))
  for (const part of ['router', 'health', 'buckets'] as const) {
    const restored = restoreRouter(router, { ...before, [part]: { ...before[part], version: 9 } })
    expect(restored).toMatchObject({ _tag: 'Left', left: { field: `${part}.version` } })
    expect(JSON.stringify(snapshotRouter(router))).toBe(now)
  }
})

test('what is no document is refused', () => {
  expect(restoreRouter(played(), 'text')._tag).toBe('Left')
  expect(restoreRouter(played(), {})).toMatchObject({ left: { field: 'health.(whole document)' } })
})
