// npm run check: everything that must hold before a change is merged, one line per step.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { captureNode, nxScript, root } from './run-local.mjs'

const require = createRequire(import.meta.url)
const prettier = join(require.resolve('prettier/package.json'), '..', 'bin', 'prettier.cjs')

const nx = (...args) => [nxScript, [...args, '--outputStyle=static']]
const target = (name) => nx('run-many', '-t', name)

const steps = [
  ['format', [prettier, ['--check', '--log-level=warn', '.']]],
  ['project references', nx('sync:check')],
  ['lint', target('lint')],
  ['build', target('build')],
  ['types', target('typecheck')],
  ['architecture', nx('run', '@stageroute/workspace:test')],
  ['documentation', nx('run', '@stageroute/docs:test')],
  ['API reports', nx('run', '@stageroute/workspace:api')],
  ['packages', nx('run', '@stageroute/workspace:package-check')],
  ['release plan', [join(root, 'tools/workspace/bin/release-plan.mjs'), []]]
]

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`

/** Of a step's output, what its passing tasks say is left out. */
const clutter = /^\s*$|\[local cache\]|\[existing outputs|^> (tsc|eslint|jest|node) /
const essence = (output) =>
  output
    .split('\n')
    .filter((line) => !clutter.test(line))
    .map((line) => `  ${line}\n`)
    .join('')

const runStep = ([name, [script, args]]) => {
  const start = performance.now()
  const { isDone, output } = captureNode(script, args)
  process.stdout.write(`${isDone ? 'ok    ' : 'FAILED'} ${name.padEnd(20)} ${seconds(start)}\n`)
  if (!isDone) process.stdout.write(essence(output))
  return isDone
}

const start = performance.now()
const failed = steps.filter((step) => !runStep(step)).map(([name]) => name)
process.stdout.write(
  failed.length === 0
    ? `check passed in ${seconds(start)}\n`
    : `check failed in ${seconds(start)}: ${failed.join(', ')}\n`
)
process.exit(failed.length === 0 ? 0 : 1)
