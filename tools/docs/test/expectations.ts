import {
  argumentsOf,
  matchesOutput,
  runCommand,
  runExample,
  type Example,
  type Session
} from '../src'

/** Runs an example; what it got and what it promises are compared under the place that promises it. */
export const expectExample = (
  example: Example,
  resolve: (name: string) => unknown
): Promise<void> =>
  runExample(example, resolve, (place, actual, expected) =>
    expect({ [place]: actual }).toStrictEqual({ [place]: expected })
  )

/** Runs a session's command through a script; it must succeed and print what is shown. */
export const expectSession = (session: Session, script: string): void => {
  const { exitCode, stdout, stderr } = runCommand(script, argumentsOf(session) ?? [])
  expect({ exitCode, stderr: exitCode === 0 ? '' : stderr }).toEqual({ exitCode: 0, stderr: '' })
  // Where they differ, jest shows how.
  if (!matchesOutput(session.output, stdout)) expect(stdout).toBe(session.output)
}
