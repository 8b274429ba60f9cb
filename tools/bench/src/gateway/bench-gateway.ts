import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/Either'
import type { Bench, BenchSettings } from '../bench'
import {
  bareRecipe,
  mockRecipe,
  oursRecipe,
  portkeyRecipe,
  startContender,
  type Contender,
  type Recipe
} from './contender'
import { findLoadTool } from './load-tool'
import { checkAnswers, measureAll, warmUp, type Durations } from './measure'
import { portkeyNotes } from './portkey'
import { coldStartLines, memoryLines, scenarioLines } from './report'
import { scenarios } from './scenario'
import { stageRouteNotes } from './stageroute'
import { workspaceRoot } from './workspace-root'

const usualDurations: Durations = { rounds: 3, seconds: 4, warmUpSeconds: 2 }
const quickDurations: Durations = { rounds: 2, seconds: 1, warmUpSeconds: 1 }

const STARTS = 5

/** Starts the upstream and what stands before it. */
const startAll = async (
  folder: string,
  { seed, print }: BenchSettings,
  running: Array<Contender>
): Promise<ReadonlyArray<string>> => {
  const mock = await mockRecipe(folder, seed)
  const portkey = await portkeyRecipe(mock, join(workspaceRoot, 'node_modules', '.cache'))
  if (E.isLeft(portkey)) print(`${portkey.left}; this goes on without it.`)
  else portkeyNotes.forEach(print)
  const ours = await oursRecipe(mock, folder, seed)
  const problems: Array<string> = E.isLeft(ours) ? [ours.left] : []
  const gateways = [ours, portkey].flatMap((found) => (E.isLeft(found) ? [] : [found.right]))
  for (const recipe of [mock, await bareRecipe(mock), ...gateways]) {
    const started = await startContender(recipe)
    if (E.isLeft(started)) problems.push(started.left)
    else running.push(started.right)
  }
  return problems
}

/** Starts a recipe a few times, stops it each time, and returns how long it took, in milliseconds. */
const timeStarts = async (
  recipe: () => Promise<E.Either<string, Recipe>>,
  times: number
): Promise<ReadonlyArray<number>> => {
  const milliseconds: Array<number> = []
  for (let time = 0; time < times; time++) {
    const found = await recipe()
    const started = E.isLeft(found) ? found : await startContender(found.right)
    if (E.isLeft(started)) continue
    milliseconds.push(started.right.process.answersAfterMs)
    await started.right.process.stop()
  }
  return milliseconds
}

const benchStarts = async (
  folder: string,
  running: ReadonlyArray<Contender>,
  { seed, isQuick, print }: BenchSettings
): Promise<void> => {
  const times = isQuick ? 2 : STARTS
  const mock = running.find(({ name }) => name === 'mock')
  if (mock === undefined) return
  const ours = await timeStarts(() => oursRecipe(mock, folder, seed), times)
  const portkey = running.find(({ name }) => name === 'portkey')
  // Its port is free again.
  const theirs =
    portkey === undefined ? [] : await timeStarts(() => Promise.resolve(E.right(portkey)), times)
  const starts = [
    { name: 'ours' as const, ms: ours },
    ...(theirs.length === 0 ? [] : [{ name: 'portkey' as const, ms: theirs }])
  ]
  coldStartLines(starts).forEach(print)
}

const stopAll = (running: ReadonlyArray<Contender>): Promise<unknown> =>
  Promise.all(running.map(({ process: server }) => server.stop()))

const loadText = (): string => loadavg()[0]?.toFixed(1) ?? 'unknown'

const measureThem = async (
  folder: string,
  settings: BenchSettings,
  running: Array<Contender>
): Promise<ReadonlyArray<string>> => {
  const { isQuick, print } = settings
  const durations = isQuick ? quickDurations : usualDurations
  const tool = findLoadTool(folder)
  const { rounds, seconds, warmUpSeconds } = durations
  print(
    `\nGateways on loopback, ${rounds} rounds of ${seconds} s after ${warmUpSeconds} s of warm-up, by ${tool.name}`
  )
  print(`All of them, the upstream and the clients share this machine; its load is ${loadText()}.`)
  stageRouteNotes.forEach(print)
  const notStarted = await startAll(folder, settings, running)
  if (!running.some(({ name }) => name === 'mock')) return notStarted
  const wrong: Array<string> = []
  const contenders: Array<Contender> = []
  for (const contender of running) {
    const faults = await checkAnswers(contender, scenarios)
    wrong.push(...faults)
    if (faults.length === 0) contenders.push(contender)
  }
  const bench = { tool, folder, contenders }
  await warmUp(bench, scenarios, durations.warmUpSeconds)
  const { measured, problems } = await measureAll(bench, scenarios, durations)
  measured.flatMap(scenarioLines).forEach(print)
  measured.slice(-1).flatMap(memoryLines).forEach(print)
  print(`The load of the machine was ${loadText()} at the end.`)
  await stopAll(running.filter(({ name }) => name !== 'mock'))
  await benchStarts(folder, running, settings)
  return [...notStarted, ...wrong, ...problems]
}

/** The server against another gateway, against the least that a gateway can be, and against no gateway at all. */
export const benchGateway: Bench = async (settings) => {
  const folder = mkdtempSync(join(tmpdir(), 'stageroute-bench-'))
  const running: Array<Contender> = []
  try {
    return await measureThem(folder, settings, running)
  } finally {
    await stopAll(running)
    rmSync(folder, { recursive: true, force: true })
  }
}
