import { randomInt } from 'node:crypto'
import { playMoney, type Ending, type PlayedMoney, type PlaySettings } from './play-money'
import { trueCost, type TrueCall } from './true-account'

const COMMON = 'all'

/** A run that went wrong is played again with its seed. */
const seed = Number(process.env['STAGEROUTE_TEST_SEED'] ?? randomInt(2 ** 32))

const LONGEST_MS = 300_000

const killed: Ending = { how: 'killed', when: 'busy' }

const variants: ReadonlyArray<PlaySettings & { readonly budget: string }> = [
  {
    budget: 'wide',
    usdPerQuery: 1,
    floatUsd: 100,
    limitedUsd: 100,
    endings: [killed, { how: 'stopped', when: 'quiet' }],
    clients: 200,
    seed
  },
  {
    budget: 'tight',
    usdPerQuery: 0.0002,
    floatUsd: 0.1,
    limitedUsd: 0.15,
    endings: [killed, killed, { how: 'stopped', when: 'busy' }, { how: 'killed', when: 'quiet' }],
    clients: 200,
    seed
  }
]

const sumOf = <A>(values: Iterable<A>, amount: (value: A) => number): number => {
  let sum = 0
  for (const value of values) sum += amount(value)
  return sum
}

const by = <A>(values: ReadonlyArray<A>, name: (value: A) => string): Map<string, Array<A>> => {
  const groups = new Map<string, Array<A>>()
  for (const value of values) {
    const group = groups.get(name(value))
    if (group === undefined) groups.set(name(value), [value])
    else group.push(value)
  }
  return groups
}

/** Played with state that survives the end of the process: `state.survives` is `process`, each commit is in the system's hands and need not be on the disk. */
describe.each(variants)(
  'Money of a $budget budget, with seed $seed (state survives the process)',
  (settings) => {
    let played: PlayedMoney
    let callsOf: Map<string, Array<TrueCall>>
    /** Micro-USD that a request really cost. */
    let trueCostOf: (id: string) => number
    /** The accounts with how many micro-USD their requests may cost when so many were sent. */
    let accounts: ReadonlyArray<readonly [string, (sent: number) => number]>
    /** Requests that an account pays for. */
    let paidBy: (account: string, isLimited: boolean) => boolean

    beforeAll(async () => {
      played = await playMoney(settings)
      callsOf = by(played.calls, ({ request }) => request)
      trueCostOf = (id) => sumOf(callsOf.get(id) ?? [], trueCost)
      const { usdPerQuery, floatUsd, limitedUsd } = settings
      accounts = [
        [COMMON, (sent) => 1e6 * floatUsd + Math.floor(1e6 * usdPerQuery * sent)],
        [played.limitedAccount, () => 1e6 * limitedUsd]
      ]
      paidBy = (account, isLimited) => account === COMMON || isLimited
    }, LONGEST_MS)

    it('is told of to the micro-USD where usage was told, and at least as much where it was not', () => {
      const told = played.records.map(({ request, cost, isCostKnown }) => ({
        request,
        cost,
        isCostKnown,
        really: trueCostOf(request)
      }))
      expect(told.filter(({ isCostKnown }) => isCostKnown).length).toBeGreaterThan(0)
      expect(
        told.filter(({ cost, isCostKnown, really }) =>
          isCostKnown ? cost !== really : cost < really
        )
      ).toEqual([])
    })

    it('has one record for every request of which a client has heard the end', () => {
      const records = by(played.records, ({ request }) => request)
      const heard = played.requests.filter(
        ({ plan, end }) => end === 'whole' || (end === 'told' && callsOf.has(plan.id))
      )
      expect(heard.filter(({ plan }) => records.get(plan.id)?.length !== 1)).toEqual([])
      const whole = heard.filter(({ end }) => end === 'whole')
      expect(whole.filter(({ plan }) => !records.get(plan.id)?.[0]?.isComplete)).toEqual([])
      expect(new Set(played.records.map(({ decision }) => decision)).size).toBe(
        played.records.length
      )
    })

    it('is counted as lost where there is no record of it', () => {
      const recorded = new Set(played.records.map(({ request }) => request))
      const unrecorded = played.requests.filter(
        ({ plan }) => callsOf.has(plan.id) && !recorded.has(plan.id)
      )
      const found = played.takeOvers.flatMap(({ lost }, life) =>
        accounts.map(([account]) => ({
          life,
          account,
          lost: lost.get(account) ?? 0,
          really: sumOf(
            unrecorded.filter((one) => one.life === life && paidBy(account, one.plan.isLimited)),
            ({ plan }) => trueCostOf(plan.id)
          )
        }))
      )
      expect(found.filter(({ lost, really }) => lost < really)).toEqual([])
      expect(found.some(({ really }) => really > 0)).toBe(true)
    })

    it('is the sum of what is recorded and what was lost', () => {
      const { balances } = played.takeOvers.at(-1) as PlayedMoney['takeOvers'][number]
      expect(balances.map(({ account, spent }) => [account, spent])).toEqual(
        accounts.map(([account]) => [
          account,
          sumOf(
            played.records.filter((record) => record.accounts.includes(account)),
            ({ cost }) => cost
          ) + sumOf(played.takeOvers, ({ lost }) => lost.get(account) ?? 0)
        ])
      )
    })

    it('is never counted as less than was really spent', () => {
      const { balances } = played.takeOvers.at(-1) as PlayedMoney['takeOvers'][number]
      const really = accounts.map(([account]) =>
        sumOf(
          played.requests.filter(({ plan }) => paidBy(account, plan.isLimited)),
          ({ plan }) => trueCostOf(plan.id)
        )
      )
      expect(really.filter((cost, i) => cost > (balances[i]?.spent ?? 0))).toEqual([])
    })

    it('is never spent beyond the budget', () => {
      const isLimited = new Map(played.requests.map(({ plan }) => [plan.id, plan.isLimited]))
      for (const [account, allowance] of accounts) {
        let spent = 0
        let next = 0
        const beyond = played.calls.flatMap((call, i) => {
          if (paidBy(account, isLimited.get(call.request) ?? true)) spent += trueCost(call)
          while ((played.moments[next]?.calls ?? Infinity) <= i) next++
          const sent = played.moments[next]?.sent ?? played.requests.length
          return spent > allowance(sent) ? [{ account, call, spent, may: allowance(sent) }] : []
        })
        expect(beyond).toEqual([])
      }
    })

    it('is not counted beyond the budget either', () => {
      const counted = played.takeOvers.flatMap(({ balances, sent }) =>
        accounts.map(([name, allowance]) => ({
          spent: balances.find(({ account }) => account === name)?.spent ?? 0,
          may: allowance(sent)
        }))
      )
      expect(counted.filter(({ spent, may }) => spent > may)).toEqual([])
    })

    it('is not lost when the server is asked to end', () => {
      const stopped = played.takeOvers.filter(({ ending }) => ending.how === 'stopped')
      expect(stopped.map(({ code }) => code)).toEqual([0])
      expect(stopped.flatMap(({ lost }) => [...lost])).toEqual([])
    })

    it('is afterwards what it was before, and what was lost', () => {
      const quiet = played.takeOvers.flatMap(({ before, ...found }) =>
        before === null ? [] : [{ before, ...found }]
      )
      expect(quiet.length).toBeGreaterThan(0)
      for (const { before, balances, lost } of quiet)
        expect(balances).toEqual(
          before.map((balance) => ({
            ...balance,
            spent: balance.spent + (lost.get(balance.account) ?? 0)
          }))
        )
    })

    it('is set aside for nobody before there is somebody', () => {
      for (const { balances } of played.takeOvers)
        expect(balances.filter(({ reserved }) => reserved !== 0)).toEqual([])
    })
  }
)
