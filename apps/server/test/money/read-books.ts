import type { OwnProcess } from './own-process'

/** A record of an answered request, as far as money goes. */
export interface CostRecord {
  readonly event: 'answered' | 'judged'
  readonly decision: string
  readonly request: string
  readonly accounts: ReadonlyArray<string>
  /** Micro-USD. */
  readonly cost: number
  readonly isCostKnown: boolean
  readonly isComplete: boolean
  readonly attempts: ReadonlyArray<{
    readonly arm: string
    readonly outcome: string
    readonly cost: number
  }>
}

/** What an account may spend, has spent and has set aside, micro-USD. */
export interface Balance {
  readonly account: string
  readonly queries: number
  readonly spent: number
  readonly reserved: number
}

const microUsd = (usd: number): number => Math.round(1e6 * usd)

const read = (url: string, token: string): Promise<Response> =>
  fetch(url, { headers: { authorization: `Bearer ${token}` } })

/** Few enough for the cursor to be needed. */
const LIMIT = 500

/** Returns all records, page after page. */
export const readRecords = async (
  { url }: OwnProcess,
  token: string
): Promise<ReadonlyArray<CostRecord>> => {
  const records: Array<CostRecord> = []
  for (let after = '0'; ;) {
    const path = `/admin/v1/decisions?after=${after}&limit=${LIMIT}`
    const response = await read(`${url}${path}`, token)
    const lines = (await response.text()).split('\n').filter((line) => line !== '')
    records.push(...lines.map((line) => JSON.parse(line) as CostRecord))
    const cursor = response.headers.get('x-stageroute-cursor') ?? after
    if (cursor === after) return records.filter(({ event }) => event === 'answered')
    after = cursor
  }
}

/** Returns the accounts. */
export const readBalances = async (
  { url }: OwnProcess,
  token: string
): Promise<ReadonlyArray<Balance>> => {
  const response = await read(`${url}/admin/v1/budgets`, token)
  const { budgets } = (await response.json()) as {
    readonly budgets: ReadonlyArray<{
      readonly account: string
      readonly queries: number
      readonly spentUsd: number
      readonly reservedUsd: number
    }>
  }
  return budgets.map(({ account, queries, spentUsd, reservedUsd }) => ({
    account,
    queries,
    spent: microUsd(spentUsd),
    reserved: microUsd(reservedUsd)
  }))
}

/** Returns what a process counted as spent when it took over from one that left no record of it, by account, micro-USD. */
export const readLost = ({ noted }: OwnProcess): ReadonlyMap<string, number> =>
  new Map(
    noted
      .filter((line) => line.includes('counted as spent'))
      .map((line) => JSON.parse(line) as { readonly account: string; readonly usd: number })
      .map(({ account, usd }) => [account, microUsd(usd)])
  )
