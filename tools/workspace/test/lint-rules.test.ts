import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { arrowCases } from './lint-arrow-cases'
import type { LintCase } from './lint-case'
import { houseCases } from './lint-house-cases'

interface Finding {
  readonly rule: string
  readonly line: number
  readonly message: string
}

const cases = [...houseCases, ...arrowCases]

const lint = (texts: ReadonlyArray<LintCase>): ReadonlyArray<ReadonlyArray<Finding>> => {
  const script = join(__dirname, 'lint-texts.mjs')
  const { stdout, stderr, status } = spawnSync(process.execPath, [script], {
    input: JSON.stringify(texts.map(({ file, code }) => ({ file, code }))),
    encoding: 'utf8',
    env: { ...process.env, NX_DAEMON: 'false' }
  })
  if (status !== 0) throw new Error(`${script} failed: ${stderr}`)
  return JSON.parse(stdout) as ReadonlyArray<ReadonlyArray<Finding>>
}

describe('lint', () => {
  let findings: ReadonlyArray<ReadonlyArray<Finding>> = []
  beforeAll(() => {
    findings = lint(cases)
  }, 60_000)

  test.each(cases.map((one, index) => ({ ...one, index })))('$name: $rules', ({ index, rules }) => {
    const found = new Set(findings[index]?.map(({ rule }) => rule))
    expect([...found].sort()).toEqual([...rules].sort())
  })
})
