import { isStageDue, type Schedule } from '@stageroute/planner'
import type { Gateway } from '../gateway'

type Situation = Pick<Gateway, 'setup' | 'engine' | 'clock'>

const scheduleOf = ({ setup, engine }: Situation): Schedule => {
  const { schedule } = setup.config.stages
  return 'everyQueries' in schedule
    ? { _tag: 'fixedLength', queries: schedule.everyQueries }
    : {
        _tag: 'clock',
        every: schedule.everyMinutes * 60_000,
        from: engine.memory.stageFrom.at
      }
}

/** Queries that the next stage is expected to have: those of the schedule, or where it goes by time as many as this one. */
export const expectedQueries = ({ setup, engine }: Situation): number => {
  const { schedule } = setup.config.stages
  const { counts, stageFrom } = engine.memory
  return 'everyQueries' in schedule
    ? schedule.everyQueries
    : Math.max(1, counts.queries - stageFrom.query)
}

/** Whether the next stage is due: by the schedule, because a model must begin to drain, or because none is deployed. */
export const isDue = (situation: Situation): boolean => {
  const { engine, setup, clock } = situation
  const { memory, deployed, cards } = engine
  if (deployed.length === 0) return true
  return isStageDue(scheduleOf(situation), {
    startedAt: memory.stageFrom.at,
    firstQuery: memory.stageFrom.query,
    now: clock.now(),
    query: memory.counts.queries,
    newcomers: 0,
    drains: deployed.flatMap((arm) => {
      const shutdownAt = cards[arm]?.shutdownAt ?? null
      return shutdownAt === null ? [] : [shutdownAt - setup.config.stages.drainMs]
    })
  })
}
