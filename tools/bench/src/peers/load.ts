import { loadGlpkPeer } from './glpk'
import { loadHighsPeer } from './highs'
import { javascriptLpSolver } from './javascript-lp-solver'
import type { Peer } from './peer'
import { yalps } from './yalps'

/** Every solver we are measured against, each allowed so many seconds for one program. */
export const loadPeers = async (seconds: number): Promise<ReadonlyArray<Peer>> => [
  await loadHighsPeer(seconds),
  await loadGlpkPeer(),
  yalps,
  javascriptLpSolver
]
