import * as E from 'fp-ts/Either'
import {
  admit,
  admitAgain,
  admitDirect,
  commonAccount,
  endAttempt,
  finish,
  judge,
  keepAccount,
  setModels
} from '@stageroute/engine'
import { costPullsOf } from '@stageroute/estimators'
import { answer, card, query, replan, right, send, start, type Kept } from './engine-builders'

/** Observations that a price list is worth. */
const PRIOR = 3

const spentIn = ({ engine }: Kept, account = commonAccount): number =>
  engine.memory.ledger.accounts.get(account)?.spent ?? -1

test('a query goes to a deployed model, its cost is booked and learned', () => {
  const kept = start([card('small'), card('large')])
  const sent = send(kept, query())
  expect(sent?.attempts[0]?.routing?.outcome).toBe('routed')
  expect(kept.engine.memory.ledger.accounts.get(commonAccount)?.reserved).toBe(8000)
  if (sent !== null) answer(kept, sent, 120)
  expect(spentIn(kept)).toBe(120)
  expect(kept.engine.memory.ledger.accounts.get(commonAccount)?.reserved).toBe(0)
  const arm = sent?.attempts[0]?.arm ?? -1
  expect(costPullsOf(kept.engine.memory.indices.table, arm)).toBe(PRIOR + 1)
  expect(kept.events.at(-1)).toMatchObject({
    _tag: 'answered',
    decision: 0,
    request: 'req-0',
    cost: 120
  })
})

test('a cost that nobody told is booked in full and not learned', () => {
  const kept = start([card('small')])
  const sent = send(kept, query())
  if (sent !== null) answer(kept, sent, 'most')
  expect(spentIn(kept)).toBe(8000)
  expect(costPullsOf(kept.engine.memory.indices.table, 0)).toBe(PRIOR)
})

describe('a model whose prices change', () => {
  const costOf = ({ engine }: Kept, context: number): number =>
    engine.memory.byCategory.state([0]).cost[context] ?? -1
  const LEARNED = 300
  const learn = (kept: Kept): void => {
    for (let i = 0; i < LEARNED; i++) {
      const sent = send(kept, query({ category: i % 2 === 0 ? 'code' : null }))
      if (sent !== null) answer(kept, sent, i % 2 === 0 ? 2000 : 1000)
    }
  }
  const setPrice = ({ engine }: Kept, changes: Parameters<typeof card>[1]): number => {
    setModels(engine, [card('small', changes)], 2000)
    return engine.memory.indices.costLower[0] ?? -1
  }

  test('is expected to cost in proportion, and what it costs is learned anew', () => {
    const kept = start([card('small')])
    learn(kept)
    const before = kept.engine.memory.indices.costLower[0] ?? -1
    expect(before).toBeCloseTo(0.0015, 3)
    const ratio = costOf(kept, 1) / costOf(kept, 0)
    expect(ratio).toBeGreaterThan(1.2)
    expect(setPrice(kept, { usualCost: 0.001 })).toBeCloseTo(before / 2, 12)
    expect(costOf(kept, 1) / costOf(kept, 0)).toBeCloseTo(ratio, 12)
    expect(costPullsOf(kept.engine.memory.indices.table, 0)).toBe(PRIOR)
  })

  test('keeps what was learned where only its longest answer is another one', () => {
    const kept = start([card('small')])
    learn(kept)
    const before = kept.engine.memory.indices.costLower[0]
    expect(setPrice(kept, { largestCost: 0.04 })).toBe(before)
    expect(kept.engine.memory.indices.most[0]).toBe(0.04)
    expect(costPullsOf(kept.engine.memory.indices.table, 0)).toBe(PRIOR + LEARNED)
  })

  test('and that was free is taken to cost what others do', () => {
    const kept = start([card('small', { usualCost: 0, largestCost: 0 })])
    learn(kept)
    expect(setPrice(kept, {})).toBeCloseTo(0.001, 12)
  })
})

test('a query that is not covered is turned away, and counts for the budget', () => {
  const kept = start([card('small')])
  const turned = admit(kept.engine, query({ chargeOf: () => 200_000 }))
  expect(turned).toMatchObject({ left: { reason: 'budgetExhausted', retryAt: null } })
  expect(kept.engine.memory.ledger.accounts.get(commonAccount)?.queries).toBe(1)
})

test('a model that failed is not asked again for the same query; what it was lent stays set aside', () => {
  const kept = start([card('a'), card('b')])
  const sent = send(kept, query())
  const first = sent?.attempts[0]
  if (sent === null || first === undefined) return expect(sent).not.toBeNull()
  endAttempt(kept.engine, sent, { _tag: 'failed', retryAfterMs: null }, 1000)
  const again = right(admitAgain(kept.engine, sent, 1001))
  expect(again.attempts.map(({ model }) => model)).toEqual([
    first.model,
    first.model === 'a' ? 'b' : 'a'
  ])
  expect(again.attempts[1]?.routing?.arms.find(({ id }) => id === first.model)?.gates).toEqual([
    'tried'
  ])
  expect(kept.engine.memory.ledger.accounts.get(commonAccount)?.reserved).toBe(16_000)
  endAttempt(kept.engine, again, { _tag: 'failed', retryAfterMs: null }, 1002)
  expect(admitAgain(kept.engine, again, 1003)).toEqual(E.left('unhealthy'))
  finish(kept.engine, again, {
    request: 'req-2',
    caller: 'k',
    kind: 'chat',
    ends: [
      { outcome: 'status 500', cost: 0 },
      { outcome: 'too slow', cost: 'most' }
    ],
    usage: null,
    isComplete: false,
    beganMs: null,
    endedMs: 3,
    now: 1004
  })
  expect(spentIn(kept)).toBe(8000)
  expect(kept.engine.memory.ledger.reservations.size).toBe(0)
})

test('a model with as many queries under way as it may have gets no other', () => {
  const kept = start([card('a', { concurrency: 1 })])
  const sent = send(kept, query())
  const turned = admit(kept.engine, query())
  expect(turned).toMatchObject({ left: { reason: 'rateLimited' } })
  if (sent !== null) answer(kept, sent, 10)
  expect(send(kept, query())).not.toBeNull()
})

test('a rate that is used up says when it is not', () => {
  const kept = start([card('a', { requestsPerMinute: 1 })])
  send(kept, query({ now: 1000 }))
  const turned = admit(kept.engine, query({ now: 2000 }))
  expect(turned).toMatchObject({ left: { reason: 'rateLimited', retryAt: 61_000 } })
})

test('a pinned query goes to its model, and nowhere where that is not deployed', () => {
  const kept = start([card('a'), card('b'), card('c', { isForbidden: true })])
  expect(send(kept, query({ only: 'b' }))?.attempts[0]?.model).toBe('b')
  expect(admit(kept.engine, query({ only: 'c' }))).toMatchObject({ left: { reason: 'notCapable' } })
  expect(admit(kept.engine, query({ only: 'x' }))).toMatchObject({ left: { reason: 'notCapable' } })
})

test('capabilities and regions are gates', () => {
  const kept = start([card('a', { regions: ['eu'] }), card('b', { capabilities: ['images'] })])
  const models = (changes: Parameters<typeof query>[0]) =>
    send(kept, query(changes))?.attempts[0]?.model
  expect(models({ needs: ['images'] })).toBe('b')
  expect(models({ needs: ['tools'] })).toBe('a')
  expect(models({ needs: ['audio'] })).toBeUndefined()
  expect(models({ needs: ['tools'], regions: ['us'] })).toBeUndefined()
})

test('a conversation stays with its model', () => {
  const kept = start([card('a', { capacity: 0.5 }), card('b', { capacity: 0.5 })])
  const first = send(kept, query({ conversation: 's' }))
  if (first !== null) answer(kept, first, 10)
  const later = Array.from({ length: 8 }, () => send(kept, query({ conversation: 's' })))
  later.forEach((sent) =>
    expect(sent?.attempts[0]).toMatchObject({
      model: first?.attempts[0]?.model,
      routing: { basis: 'home' }
    })
  )
})

test('a model that is taken out is not routed to, and what is known of it stays', () => {
  const kept = start([card('a'), card('b')])
  expect(setModels(kept.engine, [card('b')], 5)).toEqual([])
  for (let i = 0; i < 5; i++) expect(send(kept, query())?.attempts[0]?.model).toBe('b')
  expect(kept.engine.memory.ids).toEqual(['a', 'b'])
  expect(setModels(kept.engine, [card('a'), card('b'), card('d')], 6)).toHaveLength(1)
})

test('a query for a model that nobody routes to is paid for like others', () => {
  const kept = start([card('a')])
  const asked = { accounts: [commonAccount], model: 'embed', charge: 500, now: 1 }
  const sent = right(admitDirect(kept.engine, asked))
  answer(kept, sent, 20)
  expect(spentIn(kept)).toBe(20)
  expect(admitDirect(kept.engine, { ...asked, charge: 1e9 })).toMatchObject({
    left: { reason: 'budgetExhausted' }
  })
})

describe('judgements', () => {
  const judged = (kept: Kept, changes: Partial<Parameters<typeof judge>[1]> = {}) =>
    judge(
      kept.engine.memory,
      { decision: 0, caller: 'k', reward: 1, source: 'feedback', proof: 11, ...changes },
      2000
    )
  const answered = (): Kept => {
    const kept = start([card('a'), card('b')])
    for (let i = 0; i < 2; i++) {
      const sent = send(kept, query())
      if (sent !== null) answer(kept, sent, 10)
    }
    return kept
  }

  test('an answer is judged once, whoever says it again', () => {
    const kept = answered()
    expect(judged(kept)).toMatchObject({ right: { _tag: 'counted' } })
    expect(judged(kept)).toEqual(E.right({ _tag: 'repeated' }))
    expect(judged(kept, { proof: 12 })).toEqual(E.right({ _tag: 'judgedBefore' }))
    expect(kept.engine.memory.counts).toMatchObject({ judged: 1, reward: 1 })
  })

  test('a request judges one answer', () => {
    const kept = answered()
    judged(kept)
    expect(judged(kept, { decision: 1 })).toEqual(E.left('reused'))
  })

  test.each([
    ['of somebody else', { caller: 'other' }],
    ['that was never given', { decision: 99 }],
    ['whose number is none', { decision: -1 }],
    ['whose number is no whole one', { decision: 0.5 }]
  ])('an answer %s cannot be judged', (_, changes) => {
    expect(judged(answered(), changes)).toEqual(E.left('unknown'))
  })

  test('the owner of the engine may judge every answer', () => {
    expect(judged(answered(), { caller: null })).toMatchObject({ right: { _tag: 'counted' } })
  })
})

test('the better model within the budget gets the queries', () => {
  const kept = start([card('weak'), card('strong'), card('dear', { largestCost: 0.2 })], {
    keepDecisions: 5000
  })
  const worth = { weak: 0.3, strong: 0.7, dear: 0.9 }
  const cost = { weak: 500, strong: 1500, dear: 20_000 }
  const used = { weak: 0, strong: 0, dear: 0 }
  for (let i = 0; i < 1500; i++) {
    if (i % 100 === 0) replan(kept, i)
    const sent = send(kept, query({ chargeOf: (id) => 2 * cost[id as 'weak'], now: i }))
    if (sent === null) continue
    const model = sent.attempts[0]?.model as 'weak'
    answer(kept, sent, cost[model], i)
    const reward = (i * 0.618_033_988) % 1 < worth[model] ? 1 : 0
    judge(
      kept.engine.memory,
      { decision: sent.decision, caller: 'k', reward, source: 'feedback', proof: i + 1 },
      i
    )
    if (i >= 1000) used[model]++
  }
  expect(used.strong).toBeGreaterThan(400)
})

test('an account can be given another allowance, and is renewed when its period is over', () => {
  const { engine } = start([card('a')])
  const day = (n: number) =>
    ({ _tag: 'perPeriod', total: 1000, starts: n * 10, ends: n * 10 + 10 }) as const
  expect(right(keepAccount(engine.memory, 'key:k', day(0), 0))).toMatchObject([{ _tag: 'opened' }])
  expect(right(keepAccount(engine.memory, 'key:k', day(0), 1))).toEqual([])
  const asked = { accounts: [commonAccount, 'key:k'], model: 'x', now: 1 }
  admitDirect(engine, { ...asked, charge: 900 })
  expect(E.isLeft(admitDirect(engine, { ...asked, charge: 200 }))).toBe(true)
  // What is under way counts in the new period, and is announced there.
  expect(right(keepAccount(engine.memory, 'key:k', day(1), 12))).toMatchObject([
    { _tag: 'renewed' },
    { _tag: 'covered' }
  ])
  expect(E.isLeft(keepAccount(engine.memory, 'bad', { _tag: 'total', total: -1 }, 0))).toBe(true)
})

test('where nothing can be covered models are deployed nevertheless, and queries turned away', () => {
  const kept = start([card('a'), card('b')], { budget: 0, openingFloat: 0 })
  expect(kept.engine.deployed).not.toEqual([])
  expect(admit(kept.engine, query())).toMatchObject({ left: { reason: 'budgetExhausted' } })
})

test('where categories differ each is routed to the model that is good at it', () => {
  const kept = start([card('coder'), card('writer')], { keepDecisions: 5000 })
  const worth = { code: { coder: 0.9, writer: 0.2 }, prose: { coder: 0.2, writer: 0.9 } }
  const right = { code: 0, prose: 0 }
  for (let i = 0; i < 1200; i++) {
    const category = i % 2 === 0 ? 'code' : 'prose'
    const sent = send(kept, query({ category, chargeOf: () => 500, now: i }))
    if (sent === null) continue
    const model = sent.attempts[0]?.model as 'coder'
    answer(kept, sent, 100, i)
    const reward = (i * 0.618_033_988) % 1 < worth[category][model] ? 1 : 0
    const said = { caller: 'k', reward, source: 'feedback', proof: i + 1 }
    judge(kept.engine.memory, { decision: sent.decision, ...said }, i)
    if (i >= 800 && model === (category === 'code' ? 'coder' : 'writer')) right[category]++
  }
  expect(right.code).toBeGreaterThan(180)
  expect(right.prose).toBeGreaterThan(180)
})
