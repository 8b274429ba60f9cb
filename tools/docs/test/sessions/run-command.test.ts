import { join } from 'node:path'
import { runCommand } from '../../src'

const script = join(__dirname, '..', 'fixtures', 'print-arguments.cjs')

test('keeps output, warnings and exit code apart', () => {
  expect(runCommand(script, ['one', 'two words'])).toEqual({
    exitCode: 0,
    stdout: 'one\ntwo words\ncolour off\n',
    stderr: 'a warning\n'
  })
})

test('reports a failure by its exit code', () => {
  expect(runCommand(script, ['one', 'two', 'three']).exitCode).toBe(2)
})
