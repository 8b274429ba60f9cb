import { join } from 'node:path'
import * as E from 'fp-ts/Either'
import { message } from '@stageroute/contracts'
import { expandSpec } from '@stageroute/experiments'
import { bundledExperiments, bundledFile } from '../../src/experiments/bundled'
import { openCases } from '../../src/experiments/open-cases'
import { readSpec } from '../../src/experiments/read-spec'
import { policyIds } from '../../src/simulation/policy-makers'
import { paperTrial } from '../../src/simulation/request'
import type { RunTask } from '../../src/simulation/task'
import { run } from '../fake-environment'
import { temporaryFolder } from '../temporary-folder'

const known = { settings: { ...paperTrial }, policies: policyIds }

const dataFolder =
  process.env['STAGEROUTE_DATA_DIR'] ??
  join(__dirname, '..', '..', '..', '..', '..', 'shared', 'data')

test('the list names every experiment and what it asks', async () => {
  const { code, out } = await run(['experiment', '--list'])
  expect(code).toBe(0)
  expect(out).toMatch(/^ablation\n {2}What is lost [^]*\nbaselines\n {2}Who earns most/)
  expect((await run(['experiment'])).out).toBe(out)
  const { experiments } = JSON.parse((await run(['experiment', '--list', '--json'])).out) as {
    readonly experiments: ReadonlyArray<{ readonly name: string; readonly question: string }>
  }
  expect(experiments.map(({ name }) => name)).toEqual(bundledExperiments())
})

test.each(bundledExperiments())('%s can be played wherever its data are', (name) => {
  const file = bundledFile(name)
  const read = E.isRight(file) ? readSpec(file.right) : file
  const opened = E.isRight(read)
    ? E.Chain.chain(
        expandSpec(read.right.spec, { source: name, known, isQuick: true, seeds: null }),
        (plan) => openCases({ plan, source: name, dataFolder, mayLeaveOut: true })
      )
    : read
  expect(E.isLeft(opened) ? message(opened.left) : opened.right.experiment.groups.length).not.toBe(
    0
  )
  expect(E.isRight(opened)).toBe(true)
  if (E.isRight(read)) expect(read.right.spec.seeds).toBeGreaterThanOrEqual(20)
})

test('an unknown experiment is one line with the known ones', async () => {
  const { code, err } = await run(['experiment', 'papper'])
  expect([code, err]).toEqual([
    2,
    `stageroute: unknown experiment "papper"; known: ${bundledExperiments().join(', ')}\n`
  ])
})

test('groups without their data are left out, in one line, and the others are played', async () => {
  const folder = temporaryFolder()
  const played = jest.fn().mockRejectedValue(new Error('enough'))
  const { err } = await run(
    [
      ...['experiment', 'baselines', '--quick'],
      ...['--runs', join(folder, 'runs'), '--out', join(folder, 'report')]
    ],
    { runTasks: played }
  )
  expect(err).toMatch(/^left out: mmlu-pro \(unknown data set "mmlu_pro"; known: routerbench/)
  const [tasks] = (played.mock.calls[0] ?? []) as [ReadonlyArray<RunTask>]
  expect(new Set(tasks.map(({ trial }) => trial.dataset))).toEqual(new Set(['routerbench']))
})
