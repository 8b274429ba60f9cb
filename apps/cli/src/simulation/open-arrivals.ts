import { existsSync } from 'node:fs'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as t from 'io-ts'
import { decodeJson, Index, type DomainError } from '@stageroute/contracts'
import { readTextFile } from '@stageroute/datasets'
import {
  arriveAsListed,
  arriveAtStart,
  arriveBy,
  arriveByRelease,
  arrivePoisson,
  retireAfter,
  type ArrivalSchedule,
  type Environment
} from '@stageroute/simulator'
import type { TrialRequest } from './request'

/** Arrivals are part of the trial, the same for every seed of its runs. */
const ARRIVAL_SEED = 1

type Arms = Environment['arms']

const schedules: Readonly<Record<string, (arms: Arms, queries: number) => ArrivalSchedule>> = {
  'release-date': arriveByRelease,
  'at-start': arriveAtStart,
  poisson: (arms, queries) => arrivePoisson(arms, queries, ARRIVAL_SEED),
  'best-last': (arms, queries) => arriveBy(arms, queries, 'meanReward'),
  'cheap-first': (arms, queries) => arriveBy(arms, queries, 'meanCost')
}

/** Ways of arriving, as a user writes them. */
export const arrivalWords: ReadonlyArray<string> = Object.keys(schedules)

/** As many models must stay as it takes to answer every query. */
const leastLeft = (capacity: number): number => Math.ceil(1 / capacity)

/** Opens when models come and go. */
export const openArrivals = (
  request: TrialRequest,
  arms: Arms
): E.Either<DomainError, ArrivalSchedule> =>
  pipe(
    openSchedule(request, arms),
    E.map((schedule) => withRetirement(request, schedule))
  )

/** Ends every model so many queries after its arrival, where that is asked for. */
export const withRetirement = (
  { retireAfter: queries, capacity }: TrialRequest,
  schedule: ArrivalSchedule
): ArrivalSchedule =>
  queries === null ? schedule : retireAfter(schedule, queries, leastLeft(capacity))

const openSchedule = (
  { arrivals, queries }: TrialRequest,
  arms: Arms
): E.Either<DomainError, ArrivalSchedule> => {
  const schedule = Object.hasOwn(schedules, arrivals) ? schedules[arrivals] : undefined
  if (schedule !== undefined) return E.right(schedule(arms, queries))
  if (!existsSync(arrivals)) {
    const known = [...arrivalWords, 'or the path of an existing file']
    return E.left({ _tag: 'UnknownName', kind: 'way of arriving', name: arrivals, known })
  }
  return pipe(
    readTextFile(arrivals),
    E.chain(decodeJson(t.record(t.string, Index, 'queries of arrival by model id'), arrivals)),
    E.chain((listed) => checkListed(arrivals, listed, arms))
  )
}

const checkListed = (
  file: string,
  listed: Readonly<Record<string, number>>,
  arms: Arms
): E.Either<DomainError, ArrivalSchedule> => {
  const known = arms.map(({ id }) => id)
  const unknown = Object.keys(listed).find((id) => !known.includes(id))
  if (unknown !== undefined)
    return E.left({ _tag: 'UnknownName', kind: 'model', name: unknown, known })
  const hasFirst = Object.values(listed).includes(0)
  return hasFirst
    ? E.right(arriveAsListed(arms, listed))
    : E.left({
        _tag: 'InvalidField',
        source: file,
        field: '(whole document)',
        problem: 'no model arrives at query 0'
      })
}
