import * as E from 'fp-ts/Either'
import { keepAccount } from '@stageroute/engine'
import type { Gateway } from '../gateway'
import { coverBy } from '../state/covering'
import { keepAll } from '../state/keep-event'
import { accountOf, allowanceOf, payersOf, type HeldKey } from './held-key'

/** The accounts that pay for a query of a key, all of them open; a period that is over is renewed first, and nobody is sent anywhere before that is kept. */
export const payersNow = (gateway: Gateway, key: HeldKey): ReadonlyArray<string> => {
  const now = gateway.clock.now()
  const allowance = allowanceOf(key, now)
  if (allowance === null) return payersOf(key)
  const changed = keepAccount(gateway.engine.memory, accountOf(key), allowance, now)
  if (E.isRight(changed) && changed.right.length > 0)
    coverBy(gateway.covering, keepAll(gateway, changed.right))
  return payersOf(key)
}
