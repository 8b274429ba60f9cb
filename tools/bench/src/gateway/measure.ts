import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/Either'
import { titles, type Contender, type ContenderName } from './contender'
import type { LoadResult, LoadTool } from './load-tool'
import { faultOf, type Scenario } from './scenario'

/** What one contender did in one round of a scenario. */
export interface Sample extends LoadResult {
  readonly contender: ContenderName
  /** Milliseconds computed per request, by all threads of the process. */
  readonly computedMs: number | null
  readonly residentBytes: number | null
}

/** The samples of a scenario, round by round. */
export interface Measured {
  readonly scenario: Scenario
  readonly rounds: ReadonlyArray<ReadonlyArray<Sample>>
}

/** How long everything takes. Seconds. */
export interface Durations {
  readonly rounds: number
  readonly seconds: number
  readonly warmUpSeconds: number
}

interface Bench {
  readonly tool: LoadTool
  readonly folder: string
  readonly contenders: ReadonlyArray<Contender>
}

const bodyFileOf = (folder: string, scenario: Scenario, model: string): string => {
  const file = join(folder, 'body.json')
  writeFileSync(file, scenario.bodyFor(model))
  return file
}

/** Sends every kind of request once, and returns what is wrong with the answers. */
export const checkAnswers = async (
  { name, chatUrl, headers, model }: Pick<Contender, 'name' | 'chatUrl' | 'headers' | 'model'>,
  scenarios: ReadonlyArray<Scenario>
): Promise<ReadonlyArray<string>> => {
  const faults: Array<string> = []
  for (const scenario of scenarios) {
    const body = scenario.bodyFor(model)
    const response = await fetch(chatUrl, { method: 'POST', headers, body })
    const fault = faultOf(scenario, response.status, await response.text())
    if (fault !== null) faults.push(`${titles[name]}, ${scenario.name}: ${fault}`)
  }
  return faults
}

const sample = async (
  { tool, folder }: Bench,
  { name, chatUrl: url, headers, model, process: server }: Contender,
  scenario: Scenario,
  seconds: number
): Promise<E.Either<string, Sample>> => {
  const bodyFile = bodyFileOf(folder, scenario, model)
  const { connections } = scenario
  const before = server.computedMs()
  const result = await tool.send({ url, headers, bodyFile, connections, seconds })
  const after = server.computedMs()
  if (E.isLeft(result)) return E.left(`${titles[name]}, ${scenario.name}: ${result.left}`)
  if (server.hasEnded()) return E.left(`${titles[name]}, ${scenario.name}: the server has ended`)
  const { requests } = result.right
  return E.right({
    ...result.right,
    contender: name,
    computedMs: before === null || after === null ? null : (after - before) / requests,
    residentBytes: server.residentBytes()
  })
}

/** One after another in an order that moves on with every round, so that a drift of the machine's speed hits them alike. */
export const orderOf = <A>(all: ReadonlyArray<A>, round: number): ReadonlyArray<A> =>
  all.map((_, i) => all[(i + round) % all.length] as A)

/** Runs every kind of request with each contender before anything counts. */
export const warmUp = async (
  bench: Bench,
  scenarios: ReadonlyArray<Scenario>,
  seconds: number
): Promise<void> => {
  for (const scenario of scenarios.filter(({ connections }) => connections > 1))
    for (const contender of bench.contenders) await sample(bench, contender, scenario, seconds)
}

/** Measures all contenders in every scenario, round by round. Returns what went wrong beside what was measured. */
export const measureAll = async (
  bench: Bench,
  scenarios: ReadonlyArray<Scenario>,
  { rounds, seconds }: Durations
): Promise<{
  readonly measured: ReadonlyArray<Measured>
  readonly problems: ReadonlyArray<string>
}> => {
  const measured = scenarios.map((scenario) => ({
    scenario,
    rounds: [] as Array<ReadonlyArray<Sample>>
  }))
  const problems: Array<string> = []
  for (let round = 0; round < rounds; round++) {
    for (const { scenario, rounds: found } of measured) {
      const samples: Array<Sample> = []
      for (const contender of orderOf(bench.contenders, round)) {
        const result = await sample(bench, contender, scenario, seconds)
        if (E.isLeft(result)) problems.push(result.left)
        else samples.push(result.right)
      }
      found.push(samples)
    }
  }
  return { measured, problems: [...problems, ...measured.flatMap(failuresOf)] }
}

const failuresOf = ({ scenario, rounds }: Measured): ReadonlyArray<string> =>
  rounds
    .flat()
    .filter(({ failures }) => failures > 0)
    .map(
      ({ contender, failures, requests }) =>
        `${titles[contender]}, ${scenario.name}: ${failures} of ${requests} requests failed`
    )
