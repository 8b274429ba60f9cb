import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { decodeFrom, message, PlanHistory } from '@stageroute/contracts'
import { findBadEntry, invalidSnapshot, isCount } from '@stageroute/estimators'
import { makeLedger, restoreLedger, snapshotLedger } from '@stageroute/ledger'
import { keepNumbers, type Kept } from '@stageroute/policies'
import type { DecisionRing } from './decision-ring'
import type { Memory } from './memory'

const isText = (value: unknown): value is string => typeof value === 'string'

/** A list of names without repetition. */
const keepNames = (name: string, names: Array<string>, most: number): Kept => ({
  name,
  snapshot: () => [...names],
  open: (document) =>
    Array.isArray(document) &&
    document.every(isText) &&
    document.length <= most &&
    new Set(document).size === document.length
      ? E.right(() => void names.splice(0, names.length, ...document))
      : E.left(invalidSnapshot('(whole part)', `is no list of at most ${most} different names`))
})

/** The models with the times of their arrival, and what a usual query costs with them. */
const keepModels = ({ ids, arrivedAt, usualCost, armOf, settings }: Memory): Kept => ({
  name: 'models',
  snapshot: () => ids.map((id, arm) => [id, arrivedAt[arm], usualCost[arm]]),
  open: (document) => {
    const isModel = (entry: unknown): entry is readonly [string, number, number] =>
      Array.isArray(entry) &&
      entry.length === 3 &&
      isText(entry[0]) &&
      Number.isFinite(entry[1]) &&
      Number.isFinite(entry[2]) &&
      entry[2] >= 0
    const isList = Array.isArray(document) && document.every(isModel)
    const names = isList ? document.map(([id]) => id) : []
    if (!isList || new Set(names).size !== names.length || names.length > settings.maxArms)
      return E.left(invalidSnapshot('(whole part)', 'is no list of models, times and costs'))
    return E.right(() => {
      ids.splice(0, ids.length, ...names)
      arrivedAt.splice(0, arrivedAt.length, ...document.map(([, at]) => at))
      usualCost.splice(0, usualCost.length, ...document.map(([, , cost]) => cost))
      armOf.clear()
      names.forEach((id, arm) => armOf.set(id, arm))
    })
  }
})

const ringColumns = ['number', 'arm', 'category', 'caller', 'proof'] as const

const keepRing = (ring: DecisionRing): Kept =>
  keepNumbers({
    layout: {
      kind: 'decisions',
      version: 1,
      figures: ['size'],
      columns: ringColumns,
      lengthOf: ({ size }) => size ?? 0
    },
    read: () => {
      const columns = {
        number: new Float64Array(ring.size),
        arm: new Float64Array(ring.size),
        category: new Float64Array(ring.size),
        caller: new Float64Array(ring.size),
        proof: new Float64Array(ring.size)
      }
      let size = 0
      for (let slot = 0; slot < ring.size; slot++) {
        if ((ring.number[slot] as number) < 0) continue
        for (const name of ringColumns) columns[name][size] = ring[name][slot] as number
        size++
      }
      return { figures: { size }, columns }
    },
    findProblem: (snapshot) => {
      const wrong = ringColumns.map((name) => findBadEntry(snapshot, name, isCount, 'is no count'))
      return wrong.find((problem) => problem !== undefined)
    },
    write: ({ columns }) => {
      ring.number.fill(-1)
      for (const [i, number] of (columns['number'] ?? []).entries())
        for (const name of ringColumns) ring[name][number % ring.size] = columns[name]?.[i] ?? 0
    }
  })

/** The accounts, as if nothing were under way: tickets end with the process that gave them out. */
const keepAccounts = ({ ledger }: Memory, underWay: ReadonlyMap<string, number>): Kept => ({
  name: 'accounts',
  snapshot: () => ({
    ...snapshotLedger(makeLedger()),
    accounts: Array.from(ledger.accounts, ([name, account]) => ({
      ...account,
      name,
      queries: account.queries - (underWay.get(name) ?? 0),
      reserved: 0
    }))
  }),
  open: (document) =>
    pipe(
      restoreLedger(document),
      E.bimap(
        (error) => invalidSnapshot('(whole part)', message(error)),
        ({ accounts }) =>
          () => {
            ledger.accounts.clear()
            for (const [name, account] of accounts) ledger.accounts.set(name, account)
          }
      )
    )
})

const keepMarks = (marks: Map<string, number>): Kept => ({
  name: 'marks',
  snapshot: () => [...marks],
  open: (document) =>
    Array.isArray(document) &&
    document.every(
      (mark): mark is readonly [string, number] =>
        Array.isArray(mark) && mark.length === 2 && isText(mark[0]) && isCount(mark[1] as number)
    )
      ? E.right(() => {
          marks.clear()
          for (const [account, upTo] of document) marks.set(account, upTo)
        })
      : E.left(invalidSnapshot('(whole part)', 'is no list of accounts and amounts'))
})

const keepHistory = (memory: Memory): Kept => ({
  name: 'history',
  snapshot: () => memory.history,
  open: (document) =>
    pipe(
      decodeFrom(PlanHistory, 'history')(document),
      E.bimap(
        (error) => invalidSnapshot('(whole part)', message(error)),
        (history) => () => void (memory.history = history)
      )
    )
})

const countNames = ['queries', 'answered', 'refused', 'judged'] as const

const keepCounts = (memory: Memory): Kept =>
  keepNumbers({
    layout: {
      kind: 'counts',
      version: 1,
      figures: [...countNames, 'reward', 'nextDecision', 'stages', 'stageQuery', 'stageAt'],
      columns: [],
      lengthOf: () => 0
    },
    read: () => ({
      figures: {
        ...memory.counts,
        nextDecision: memory.nextDecision,
        stages: memory.stages,
        stageQuery: memory.stageFrom.query,
        stageAt: memory.stageFrom.at
      },
      columns: {}
    }),
    findProblem: ({ figures }) => {
      const wrong = [...countNames, 'nextDecision', 'stages', 'stageQuery'].find(
        (name) => !isCount(figures[name] ?? -1)
      )
      return wrong === undefined ? undefined : invalidSnapshot(`figures.${wrong}`, 'is no count')
    },
    write: ({ figures }) => {
      for (const name of countNames) memory.counts[name] = figures[name] ?? 0
      memory.counts.reward = figures['reward'] ?? 0
      memory.nextDecision = figures['nextDecision'] ?? 0
      memory.stages = figures['stages'] ?? 0
      memory.stageFrom = { query: figures['stageQuery'] ?? 0, at: figures['stageAt'] ?? 0 }
    }
  })

/** The parts of a memory, in the order in which they come back. Queries under way, of which `underWay` has the number by account, are in none. */
export const memoryParts = (
  memory: Memory,
  underWay: ReadonlyMap<string, number>
): ReadonlyArray<Kept> => [
  keepModels(memory),
  ...memory.indices.parts,
  keepNames('categories', memory.categories, memory.settings.maxCategories),
  ...memory.byCategory.parts,
  keepAccounts(memory, underWay),
  keepMarks(memory.marks),
  keepNames('callers', memory.decisions.callers, Number.MAX_SAFE_INTEGER),
  keepRing(memory.decisions),
  keepHistory(memory),
  keepCounts(memory)
]
