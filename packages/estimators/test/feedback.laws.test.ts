import * as fc from 'fast-check'
import {
  addMoment,
  giveUpReward,
  makeFeedbackRegister,
  makeMoments,
  openDecision,
  receiveReward,
  rewardStatus,
  type FeedbackRegister,
  type Moments
} from '@stageroute/estimators'
import { reward } from './arbitraries'

const arms = 3

type Step =
  | { readonly kind: 'open'; readonly arm: number; readonly lookedAt: number }
  | { readonly kind: 'reward'; readonly ticket: number; readonly reward: number }
  | { readonly kind: 'giveUp'; readonly ticket: number }

const ticket = fc.integer({ min: -1, max: 40 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('open' as const),
    arm: fc.integer({ min: 0, max: arms - 1 }),
    lookedAt: fc.constantFrom(1, 0.5, 0.25)
  }),
  fc.record({ kind: fc.constant('reward' as const), ticket, reward }),
  fc.record({ kind: fc.constant('giveUp' as const), ticket })
)

const take = (register: FeedbackRegister, moments: Moments, one: Step): void => {
  if (one.kind === 'open') openDecision(register, one.arm, -1, one.lookedAt)
  else if (one.kind === 'giveUp') giveUpReward(register, one.ticket)
  else if (receiveReward(register, one.ticket, one.reward) === rewardStatus.accepted)
    addMoment(
      moments,
      register.arm[register.accepted],
      one.reward,
      register.weight[register.accepted]
    )
}

test('opened = rewarded + missing + outstanding, after every step', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 120 }),
      fc.integer({ min: 1, max: 8 }),
      (steps, size) => {
        const register = makeFeedbackRegister(arms, size)
        const moments = makeMoments(arms)
        for (const one of steps) {
          take(register, moments, one)
          const waiting = register.outstanding.reduce((sum, count) => sum + count, 0)
          expect(register.rewarded + register.missing + waiting).toBe(register.opened)
          expect(waiting).toBeLessThanOrEqual(size)
          expect(Math.min(...register.outstanding)).toBeGreaterThanOrEqual(0)
        }
      }
    ),
    { seed: 31 }
  )
})

test('every reward that is sent is counted once, by what became of it', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 120 }),
      fc.integer({ min: 1, max: 8 }),
      (steps, size) => {
        const register = makeFeedbackRegister(arms, size)
        const moments = makeMoments(arms)
        steps.forEach((one) => take(register, moments, one))
        const { rewarded, duplicate, late, unknown, impossible } = register
        expect(rewarded + duplicate + late + unknown + impossible).toBe(
          steps.filter(({ kind }) => kind === 'reward').length
        )
      }
    ),
    { seed: 32 }
  )
})

const decisions = fc.array(
  fc.record({
    arm: fc.integer({ min: 0, max: arms - 1 }),
    lookedAt: fc.constantFrom(1, 0.5, 0.2),
    reward
  }),
  { minLength: 1, maxLength: 60 }
)

test('any order of arrival, with any duplicates, gives the same statistics up to rounding', () => {
  const arrivals = decisions.chain((opened) => {
    const tickets = opened.map((_, i) => i)
    const all = { minLength: tickets.length, maxLength: tickets.length }
    return fc.tuple(
      fc.constant(opened),
      fc.shuffledSubarray(tickets, all),
      fc.array(fc.constantFrom(...tickets), { maxLength: 30 })
    )
  })
  fc.assert(
    fc.property(arrivals, ([opened, order, again]) => {
      const inOrder = makeMoments(arms)
      opened.forEach((one) => addMoment(inOrder, one.arm, one.reward, 1 / one.lookedAt))

      const register = makeFeedbackRegister(arms, opened.length)
      const late = makeMoments(arms)
      opened.forEach((one) => openDecision(register, one.arm, -1, one.lookedAt))
      for (const ticket of [...order, ...again])
        take(register, late, { kind: 'reward', ticket, reward: opened[ticket].reward })

      expect(register).toMatchObject({ rewarded: opened.length, duplicate: again.length })
      for (let arm = 0; arm < arms; arm++) {
        expect(late.weight[arm]).toBeCloseTo(inOrder.weight[arm], 10)
        expect(late.mean[arm]).toBeCloseTo(inOrder.mean[arm], 12)
        expect(late.squares[arm]).toBeCloseTo(inOrder.squares[arm], 10)
      }
    }),
    { seed: 33 }
  )
})

test('what is refused changes nothing but one count', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 60 }),
      ticket,
      fc.constantFrom(0.5, NaN, 2, -1),
      (steps, late, value) => {
        const before = makeFeedbackRegister(arms, 4)
        const register = makeFeedbackRegister(arms, 4)
        const moments = makeMoments(arms)
        for (const one of steps) {
          take(before, moments, one)
          take(register, moments, one)
        }
        const status = receiveReward(register, late, value)
        fc.pre(status !== rewardStatus.accepted)
        const name = (['duplicate', 'late', 'unknown', 'impossible'] as const)[status - 1]
        expect(register).toEqual({ ...before, [name]: before[name] + 1 })
      }
    ),
    { seed: 34 }
  )
})
