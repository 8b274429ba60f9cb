import type { FastifyInstance } from 'fastify'
import { availableIn } from '@stageroute/ledger'
import type { Gateway } from '../gateway'
import { withRole } from '../http/with-role'

/** What every account may spend, has spent and has set aside, USD. */
export const describeBudgets = ({ engine, clock }: Gateway): ReadonlyArray<unknown> => {
  const { ledger, marks } = engine.memory
  return Array.from(ledger.accounts, ([account, { allowance, queries, spent, reserved }]) => ({
    account,
    allowance,
    queries,
    spentUsd: spent / 1e6,
    reservedUsd: reserved / 1e6,
    availableUsd: availableIn(ledger, account, clock.now()) / 1e6,
    markUsd: (marks.get(account) ?? 0) / 1e6
  }))
}

/** What may be spent and was. */
export const addMoneyRoutes = (app: FastifyInstance, gateway: Gateway): void => {
  app.get('/admin/v1/budgets', { preHandler: withRole(gateway, 'read', 'admin') }, () => ({
    budgets: describeBudgets(gateway)
  }))
}
