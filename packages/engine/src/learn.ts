import type { LiveEvent } from '@stageroute/contracts'
import { categoryOf, commonAccount, LARGEST_RATIO, type Memory } from './memory'
import { putDecision, slotOf } from './decision-ring'

type EventOf<T extends LiveEvent['_tag']> = Extract<LiveEvent, { readonly _tag: T }>

/** Learns from an event what is to be learned from it: everything but what it means for the ledger. */
export const learn = (memory: Memory, event: LiveEvent, at: number): void => {
  switch (event._tag) {
    case 'arrived':
      return addModel(memory, event, at)
    case 'covered':
      return event.marks.forEach(({ account, upTo }) => memory.marks.set(account, upTo))
    case 'renewed':
      return void memory.marks.delete(event.account)
    case 'refused':
      return learnRefusal(memory, event)
    case 'answered':
      return learnAnswer(memory, event)
    case 'judged':
      return learnJudgement(memory, event)
    case 'deployed':
      return notePlan(memory, event)
    case 'opened':
    case 'lost':
  }
}

/** A model that is known already has other prices or another capacity now. */
const addModel = (memory: Memory, event: EventOf<'arrived'>, at: number): void => {
  const { indices, armOf, ids } = memory
  const known = armOf.get(event.arm)
  if (known !== undefined) {
    indices.capacity[known] = event.capacity
    return reprice(memory, known, event)
  }
  if (ids.length >= memory.settings.maxArms) return
  armOf.set(event.arm, ids.length)
  ids.push(event.arm)
  memory.arrivedAt.push(at)
  memory.usualCost.push(event.usualCost)
  indices.arrive(event.capacity, event.largestCost)
}

/** What was free says nothing of what it costs now. */
const reprice = ({ indices, usualCost }: Memory, arm: number, event: EventOf<'arrived'>): void => {
  const before = usualCost[arm] as number
  usualCost[arm] = event.usualCost
  if (before === event.usualCost) {
    indices.most[arm] = event.largestCost
    return
  }
  indices.reprice(arm, event.largestCost, before > 0 ? event.usualCost / before : null)
}

/** Counts a query for what is known, and returns its category. */
const countQuery = (memory: Memory, name: string | null): number => {
  const { categories, settings } = memory
  memory.counts.queries++
  memory.indices.beginQuery()
  const isNew = name !== null && !categories.includes(name)
  if (isNew && categories.length < settings.maxCategories) categories.push(name)
  const category = categoryOf(memory, name)
  memory.byCategory.count(category)
  return category
}

/** What was refused a judge is no query of a client. */
const learnRefusal = (memory: Memory, { accounts, category }: EventOf<'refused'>): void => {
  if (!accounts.includes(commonAccount)) return
  countQuery(memory, category)
  memory.counts.refused++
}

const learnAnswer = (memory: Memory, event: EventOf<'answered'>): void => {
  memory.nextDecision = Math.max(memory.nextDecision, event.decision + 1)
  const arm = memory.armOf.get(event.arm)
  // What was not routed teaches nothing of routes.
  if (arm === undefined || event.routing === null) return
  const category = countQuery(memory, event.category)
  memory.counts.answered++
  const last = event.attempts.at(-1)
  if (event.isCostKnown && event.usage !== null && last !== undefined) {
    const paid = last.cost / 1e6
    memory.indices.learnCost(arm, paid)
    learnRatio(memory, arm, paid, category)
  }
  if (event.isComplete)
    putDecision(memory.decisions, event.decision, { arm, category, caller: event.key })
}

/** What a query costs by its category is learned as a multiple of what is usual, which outlives prices; one that is far above counts as {@link LARGEST_RATIO}. */
const learnRatio = (
  { byCategory, usualCost }: Memory,
  arm: number,
  paid: number,
  category: number
): void => {
  const usual = usualCost[arm] as number
  if (usual > 0) byCategory.learnCost(arm, Math.min(paid / usual, LARGEST_RATIO), category)
}

const learnJudgement = (memory: Memory, event: EventOf<'judged'>): void => {
  const { decisions, indices, byCategory, counts } = memory
  const slot = slotOf(decisions, event.decision)
  if (slot < 0) return
  const arm = decisions.arm[slot] as number
  decisions.proof[slot] = event.proof
  counts.judged++
  counts.reward += event.reward
  indices.learnReward(arm, event.reward)
  byCategory.learnReward(arm, event.reward, decisions.category[slot] as number)
}

const notePlan = (memory: Memory, { plan, at, restores }: EventOf<'deployed'>): void => {
  const { most, applied } = memory.history
  const number = (applied.at(-1)?.number ?? 0) + 1
  memory.history = {
    most,
    applied: [...applied, { number, appliedAt: at, restores, plan }].slice(-most)
  }
  memory.stages++
  memory.stageFrom = { query: memory.counts.queries, at }
  memory.indices.beginStage()
}
