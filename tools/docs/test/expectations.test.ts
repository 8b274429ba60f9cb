import { join } from 'node:path'
import { expectExample, expectSession } from './expectations'

const script = join(__dirname, 'fixtures', 'print-arguments.cjs')

const runOf = (code: string): Promise<void> =>
  expectExample({ file: 'README.md', line: 7, code, isRun: true }, require)

const sessionOf =
  (args: string, output: string): (() => void) =>
  () =>
    expectSession(
      { file: 'README.md', line: 3, command: `npm run -s stageroute -- ${args}`, output },
      script
    )

test('a true example passes', async () => {
  await expect(runOf('Float64Array.of(1, 2) // => Float64Array.of(1, 2)')).resolves.toBeUndefined()
})

test.each(['1 + 1 // => 3', '[1, 2] // => [1]', '({ a: 1 }) // => ({ a: 1, b: undefined })'])(
  'a false example fails: %s',
  async (code) => {
    await expect(runOf(code)).rejects.toThrow('README.md:7')
  }
)

test('a session that prints what is shown passes', () => {
  expect(sessionOf('one', 'one\ncolour …')).not.toThrow()
})

test('a session that prints something else fails', () => {
  expect(sessionOf('one', 'two\ncolour off')).toThrow('two')
})

test('a session whose command fails fails, whatever it prints', () => {
  expect(sessionOf('one two three', '…')).toThrow('a warning')
})
