import {
  argumentsOf,
  cliScript,
  collectSessions,
  matchesOutput,
  readRepository,
  runCommand,
  workspaceRoot,
  type Session
} from '../../src'

const sessions = collectSessions(readRepository(workspaceRoot))

const expectSession = (session: Session): void => {
  const { exitCode, stdout, stderr } = runCommand(cliScript, argumentsOf(session) ?? [])
  expect({ exitCode, stderr: exitCode === 0 ? '' : stderr }).toEqual({ exitCode: 0, stderr: '' })
  // Where they differ, jest shows how.
  if (!matchesOutput(session.output, stdout)) expect(stdout).toBe(session.output)
}

test('there are sessions', () => {
  expect(sessions.length).toBeGreaterThan(0)
})

for (const session of sessions) {
  test(`${session.file}:${session.line} ${session.command}`, () => expectSession(session), 120_000)
}
