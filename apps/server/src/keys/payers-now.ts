import * as E from 'fp-ts/Either'
import { keepAccount } from '@stageroute/engine'
import type { Gateway } from '../gateway'
import { keepAll } from '../state/keep-event'
import { accountOf, allowanceOf, payersOf, type HeldKey } from './held-key'

/** The accounts that pay for a query of a key, all of them open; a period that is over is renewed first. */
export const payersNow = async (gateway: Gateway, key: HeldKey): Promise<ReadonlyArray<string>> => {
  const now = gateway.clock.now()
  const allowance = allowanceOf(key, now)
  if (allowance === null) return payersOf(key)
  const changed = keepAccount(gateway.engine.memory, accountOf(key), allowance, now)
  if (E.isRight(changed) && changed.right.length > 0) await keepAll(gateway, changed.right)
  return payersOf(key)
}
