import type { JsonRecord } from 'fp-ts/Json'
import type { RunningGateway } from './start-gateway'
import { until } from './until'

/** A key as it was made. */
export interface MadeKey {
  readonly id: string
  readonly key: string
}

/** What an account may spend and has spent. */
export interface AccountState {
  readonly account: string
  readonly queries: number
  readonly spentUsd: number
  readonly reservedUsd: number
  readonly availableUsd: number
}

type Administered = Pick<RunningGateway, 'url' | 'keys'>

/** Asks the administration for something, with the key that may. */
export const administer = (
  { url, keys }: Administered,
  method: string,
  path: string,
  body?: JsonRecord
): Promise<Response> =>
  fetch(`${url}/admin/v1/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${keys.admin}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' })
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  })

/** Makes a key that may call models; its budget is so large that it only counts. */
export const makeCallKey = async (
  gateway: Administered,
  fields: JsonRecord = {}
): Promise<MadeKey> => {
  const body = { roles: ['call'], budgetUsd: 1000, ...fields }
  const response = await administer(gateway, 'POST', 'keys', body)
  return (await response.json()) as MadeKey
}

/** Returns an account: that of everything, or the one of a key with a budget. */
export const accountOf = async (
  gateway: Administered,
  key: Pick<MadeKey, 'id'> | null = null
): Promise<AccountState> => {
  const response = await administer(gateway, 'GET', 'budgets')
  const { budgets } = (await response.json()) as { readonly budgets: ReadonlyArray<AccountState> }
  const name = key === null ? 'all' : `key:${key.id}`
  const found = budgets.find(({ account }) => account === name)
  return found ?? { account: name, queries: 0, spentUsd: 0, reservedUsd: 0, availableUsd: 0 }
}

/** Resolves with what the account of a key has spent, in micro-USD, as soon as nothing is set aside for it any more. */
export const spentBy = (gateway: Administered, key: Pick<MadeKey, 'id'>): Promise<number> =>
  until(async () => {
    const { queries, spentUsd, reservedUsd } = await accountOf(gateway, key)
    return queries > 0 && reservedUsd === 0 ? Math.round(spentUsd * 1e6) : null
  })
