import { showFinding, typeCheckExamples, type Example } from '../../src'
import { lines } from '../repository-of'

const example = (line: number, ...code: ReadonlyArray<string>): Example => ({
  file: 'README.md',
  line,
  code: lines(...code),
  isRun: false
})

test('accepts what compiles and reports the rest where it is written', () => {
  const findings = typeCheckExamples(
    [
      example(
        10,
        `import { dot } from '@stageroute/numeric'`,
        'dot(Float64Array.of(1), Float64Array.of(2), 1)'
      ),
      example(20, 'const text = "a"', 'await Promise.resolve(text)'),
      example(30, 'const text = "a"', 'const twice: number = text + text'),
      example(40, `import { absent } from '@stageroute/numeric'`, 'absent()'),
      example(50, 'JSON.parse(')
    ],
    'fixtures'
  ).map(showFinding)
  expect(findings).toEqual([
    "README.md:31 Type 'string' is not assignable to type 'number'.",
    expect.stringContaining('README.md:40 Module \'"@stageroute/numeric"\' has no exported member'),
    "README.md:50 ')' expected."
  ])
}, 120_000)
