import { withOpen, type OpenProgram } from '../src'
import { stubSolver } from './stub-solver'

const watched = () => {
  const calls: Array<string> = []
  const program: OpenProgram = {
    resolve: () => {
      calls.push('resolve')
      return stubSolver({ _tag: 'limit' }).solveLp({ columns: 0, rows: 0 } as never)
    },
    close: () => void calls.push('close')
  }
  return { calls, program }
}

describe('an open program is closed', () => {
  it('after its last solve, and the answer passed on', () => {
    const { calls, program } = watched()
    expect(withOpen(program, ({ resolve }) => resolve({}).termination._tag)).toBe('limit')
    expect(calls).toEqual(['resolve', 'close'])
  })

  it('also when its user throws, which is passed on too', () => {
    const { calls, program } = watched()
    const broken = (): never => {
      throw new Error('broken')
    }
    expect(() => withOpen(program, broken)).toThrow('broken')
    expect(calls).toEqual(['close'])
  })
})
