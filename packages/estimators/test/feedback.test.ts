import {
  giveUpReward,
  makeFeedbackRegister,
  maxRewardWeight,
  openDecision,
  receiveReward,
  restoreFeedback,
  rewardStatus,
  snapshotFeedback
} from '@stageroute/estimators'

test('tickets count from 0', () => {
  const register = makeFeedbackRegister(1, 4)
  expect([openDecision(register, 0, -1, 1), openDecision(register, 0, -1, 1)]).toEqual([0, 1])
})

test('a reward brings the arm, the context and the weight of its decision', () => {
  const register = makeFeedbackRegister(3, 4)
  const ticket = openDecision(register, 2, 7, 0.25)
  openDecision(register, 0, -1, 1)
  expect(receiveReward(register, ticket, 0.5)).toBe(rewardStatus.accepted)
  const { arm, context, weight, accepted } = register
  expect([arm[accepted], context[accepted], weight[accepted]]).toEqual([2, 7, 4])
})

test('a second reward of a decision is a duplicate', () => {
  const register = makeFeedbackRegister(1, 4)
  const ticket = openDecision(register, 0, -1, 1)
  receiveReward(register, ticket, 0.5)
  expect(receiveReward(register, ticket, 0.5)).toBe(rewardStatus.duplicate)
  expect(register).toMatchObject({ rewarded: 1, duplicate: 1 })
})

test('a decision that fell out of a full register is missing, and its reward late', () => {
  const register = makeFeedbackRegister(2, 2)
  openDecision(register, 0, -1, 1)
  openDecision(register, 1, -1, 1)
  openDecision(register, 1, -1, 1)
  expect(register.missing).toBe(1)
  expect(Array.from(register.outstanding)).toEqual([0, 2])
  expect(receiveReward(register, 0, 1)).toBe(rewardStatus.late)
  expect(register).toMatchObject({ rewarded: 0, late: 1 })
})

test('a rewarded decision that falls out is not missing', () => {
  const register = makeFeedbackRegister(1, 1)
  receiveReward(register, openDecision(register, 0, -1, 1), 1)
  openDecision(register, 0, -1, 1)
  expect(register).toMatchObject({ rewarded: 1, missing: 0 })
})

test('a reward given up is missing and then late', () => {
  const register = makeFeedbackRegister(1, 4)
  const ticket = openDecision(register, 0, -1, 1)
  expect(giveUpReward(register, ticket)).toBe(true)
  expect(giveUpReward(register, ticket)).toBe(false)
  expect(receiveReward(register, ticket, 1)).toBe(rewardStatus.late)
  expect(register).toMatchObject({ missing: 1, late: 1, rewarded: 0 })
})

test('an impossible reward leaves the decision outstanding', () => {
  const register = makeFeedbackRegister(1, 4)
  const ticket = openDecision(register, 0, -1, 1)
  expect(receiveReward(register, ticket, NaN)).toBe(rewardStatus.impossible)
  expect(receiveReward(register, ticket, 1.01)).toBe(rewardStatus.impossible)
  expect(register.outstanding[0]).toBe(1)
  expect(receiveReward(register, ticket, 1)).toBe(rewardStatus.accepted)
})

test.each([-1, 0.5, 1, NaN, Infinity])('ticket %d is unknown', (ticket) => {
  const register = makeFeedbackRegister(1, 4)
  openDecision(register, 0, -1, 1)
  expect(receiveReward(register, ticket, 1)).toBe(rewardStatus.unknown)
  expect(register).toMatchObject({ unknown: 1, rewarded: 0 })
})

test.each([
  ['an arm outside the register', 2, -1, 1],
  ['arm -1', -1, -1, 1],
  ['a context of -2', 0, -2, 1],
  ['a context that is not whole', 0, 0.5, 1],
  ['a context too large to keep', 0, 2 ** 31, 1],
  ['never looked at', 0, -1, 0],
  ['looked at too rarely to weigh', 0, -1, 0.5 / maxRewardWeight],
  ['looked at more than always', 0, -1, 1.5],
  ['looked at not a number', 0, -1, NaN]
])('%s opens nothing', (_, arm, context, lookedAt) => {
  const register = makeFeedbackRegister(2, 2)
  expect(openDecision(register, arm, context, lookedAt)).toBe(-1)
  expect(register).toEqual({ ...makeFeedbackRegister(2, 2), refused: 1 })
})

test('a register can be kept after the place of its last reward was given away', () => {
  const register = makeFeedbackRegister(1, 1)
  receiveReward(register, openDecision(register, 0, -1, 1), 1)
  openDecision(register, 0, -1, 1)
  const other = makeFeedbackRegister(1, 1)
  expect(restoreFeedback(other, snapshotFeedback(register))._tag).toBe('Right')
  expect(other).toEqual(register)
})
