import {
  makeBudgetedSelectionWorkspace,
  makeBudgetedSimplexWorkspace,
  solveBudgetedSelectionInto,
  solveBudgetedSimplexInto
} from '@stageroute/optimizer'
import { loadPeers } from '../src/peers/load'
import type { Peer } from '../src/peers/peer'
import { makeRouteStream, makeSelections, programsOf, selectionClasses } from '../src/problems'
import { stateDeploy, stateRoute } from '../src/statement'

const names = ['highs', 'glpk.js', 'yalps', 'javascript-lp-solver']

let peers: ReadonlyArray<Peer>
beforeAll(async () => {
  peers = await loadPeers(10)
})

const peerOf = (name: string): Peer => peers.find((peer) => peer.name === name) ?? fail(name)

it('are those we know', () => expect(peers.map(({ name }) => name)).toEqual(names))

describe.each(names)('%s', (name) => {
  it('answers the optimum of routing programs, and again', () => {
    const size = 6
    const workspace = makeBudgetedSimplexWorkspace(size)
    programsOf(makeRouteStream(4, size, 3)).forEach((program) => {
      solveBudgetedSimplexInto(workspace, program, new Float64Array(size))
      const solve = peerOf(name).state(stateRoute(program), 10)
      expect(solve()).toBeCloseTo(workspace.value, 6)
      expect(solve()).toBeCloseTo(workspace.value, 6)
    })
  })

  it.each(selectionClasses)('answers the optimum of deployment programs, $name', (kind) => {
    const size = 12
    const workspace = makeBudgetedSelectionWorkspace(size)
    const programs = makeSelections(kind, 2, size, 4)
    expect(programs).toHaveLength(2)
    programs.forEach((program) => {
      solveBudgetedSelectionInto(workspace, program, new Float64Array(size))
      const solve = peerOf(name).state(stateDeploy(program), 10)
      expect(solve()).toBeCloseTo(workspace.value, 6)
    })
  })

  it('has no answer to a program without one', () => {
    const [program] = programsOf(makeRouteStream(1, 6, 3))
    const poor = { ...(program ?? fail()), budget: 0 }
    expect(peerOf(name).state(stateRoute(poor), 10)()).toBeNaN()
  })
})
