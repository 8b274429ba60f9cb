import { cliScript, collectSessions, readRepository, workspaceRoot } from '../../src'
import { expectSession } from '../expectations'

const sessions = collectSessions(readRepository(workspaceRoot))

test('there are sessions', () => {
  expect(sessions.length).toBeGreaterThan(0)
})

for (const session of sessions) {
  test(
    `${session.file}:${session.line} ${session.command}`,
    () => expectSession(session, cliScript),
    120_000
  )
}
