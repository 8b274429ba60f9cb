import { tolerance } from '@stageroute/numeric'
import {
  forgetBasis,
  makeBudgetedSimplexWorkspace,
  solveBudgetedSimplexInto
} from '@stageroute/optimizer'
import type { HighsSolver } from '@stageroute/optimizer-highs'
import type { Bench, BenchSettings } from './bench'
import { largestDifference, median, medianRatio, timePaired, type Contender } from './paired'
import { loadHighs, optimumOf } from './peers/highs'
import { loadPeers } from './peers/load'
import type { Peer } from './peers/peer'
import { followStream, makeRouteStream, programsOf, type RouteStream } from './problems'
import { stateRoute } from './statement'
import { ratioText, spreadText, tableLines } from './table'

/** Arms, and steps of the stream: enough for a median, few enough for the slow ones. */
const sizes = [
  [11, 200],
  [32, 100],
  [100, 50],
  [1000, 20]
] as const

/** The basis of the last answer is tried first, and mostly still holds. */
const oursWarm = (stream: RouteStream): Contender => {
  const [program, advance] = followStream(stream)
  const workspace = makeBudgetedSimplexWorkspace(program.size)
  const share = new Float64Array(program.size)
  return {
    name: 'ours, warm',
    solve: (i) => {
      advance(i)
      return solveBudgetedSimplexInto(workspace, program, share) === 0
        ? workspace.value
        : Number.NaN
    }
  }
}

/** Nothing is known from the query before. */
const oursCold = (stream: RouteStream): Contender => {
  const [program, advance] = followStream(stream)
  const workspace = makeBudgetedSimplexWorkspace(program.size)
  const share = new Float64Array(program.size)
  return {
    name: 'ours, cold',
    solve: (i) => {
      advance(i)
      forgetBasis(workspace)
      return solveBudgetedSimplexInto(workspace, program, share) === 0
        ? workspace.value
        : Number.NaN
    }
  }
}

/** The program stays in HiGHS, which is told what moved and starts from its last basis. */
const highsWarm = (stream: RouteStream, highs: HighsSolver): readonly [Contender, () => void] => {
  const [program, advance] = followStream(stream)
  const { objective, coefficient, ...rest } = stateRoute(program)
  const open = highs.openLp({ ...rest, objective, coefficient })
  const solve = (i: number): number => {
    advance(i)
    objective.set(program.reward)
    for (let m = 0; m < program.size; m++) coefficient[2 * m + 1] = program.cost[m] ?? 0
    return optimumOf(open.resolve({ objective, coefficient }))
  }
  return [{ name: 'highs, kept open', solve }, open.close]
}

const peerContender = (stream: RouteStream, peer: Peer): Contender => {
  const stated = programsOf(stream).map((program) => peer.state(stateRoute(program), 60))
  return { name: peer.name, solve: (i) => stated[i]?.() ?? Number.NaN }
}

const benchSize = (
  [size, steps]: readonly [number, number],
  { seed, isQuick, clock, print }: BenchSettings,
  peers: ReadonlyArray<Peer>,
  highs: HighsSolver
): ReadonlyArray<string> => {
  const problems = isQuick ? Math.ceil(steps / 5) : steps
  const stream = makeRouteStream(problems, size, seed)
  const [persistent, close] = highsWarm(stream, highs)
  const ours = [oursWarm(stream), oursCold(stream)]
  const others = [persistent, ...peers.map((peer) => peerContender(stream, peer))]
  const contenders = [...ours, ...others]
  const reference = oursCold(stream)
  const differences = contenders.map((one) => largestDifference(one, reference, problems))
  const rounds = isQuick ? 3 : 9
  const timings = timePaired(contenders, {
    problems,
    rounds,
    clock,
    sampleMs: 4,
    warmUpMs: isQuick ? 50 : 300
  })
  close()
  const fastest = timings
    .slice(ours.length)
    .toSorted((a, b) => median(a.microseconds) - median(b.microseconds))[0]
  const rows = timings.map((timing, c) => [
    timing.name,
    spreadText(timing.microseconds),
    fastest === undefined || c >= ours.length ? '' : ratioText(medianRatio(fastest, timing)),
    (differences[c] ?? Number.NaN).toExponential(1)
  ])
  print(`\nRouteOPT, ${size} arms, ${problems} steps of a stream, ${rounds} rounds`)
  const header = ['solver', 'per solve', `faster than ${fastest?.name ?? '?'}`, 'values differ by']
  tableLines([header, ...rows]).forEach(print)
  return contenders.flatMap(({ name }, c) =>
    (differences[c] ?? Number.NaN) <= tolerance.general
      ? []
      : [`RouteOPT, ${size} arms: ${name} differs by ${differences[c]}`]
  )
}

/** RouteOPT against every other solver, on streams of programs in which one arm's figures move a little at a time. */
export const benchRoute: Bench = async (settings) => {
  const [highs, peers] = [await loadHighs(), await loadPeers(60)]
  return sizes.flatMap((size) => benchSize(size, settings, peers, highs))
}
