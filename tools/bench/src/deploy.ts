import { tolerance } from '@stageroute/numeric'
import {
  makeBudgetedSelectionWorkspace,
  solveBudgetedSelectionInto,
  type BudgetedSelection
} from '@stageroute/optimizer'
import type { Bench, BenchSettings } from './bench'
import { median } from './paired'
import { loadPeers } from './peers/load'
import type { Peer } from './peers/peer'
import { makeSelections, selectionClasses } from './problems'
import { stateDeploy } from './statement'
import { ratioText, spreadText, tableLines } from './table'

/** Arms; programs of each of the four classes; how many of them the others get; and their seconds for each class. */
const sizes = [
  { size: 11, each: 50, others: 20, seconds: 1 },
  { size: 50, each: 50, others: 10, seconds: 1 },
  { size: 200, each: 50, others: 6, seconds: 1.5 },
  { size: 1000, each: 50, others: 4, seconds: 2.5 }
]

/** Milliseconds that a solver runs before anything counts. */
const warmUpMs = 300

/** What one solver made of one class. */
interface Score {
  readonly name: string
  readonly microseconds: ReadonlyArray<number>
  readonly values: ReadonlyArray<number>
}

interface OwnScore extends Score {
  readonly nodes: ReadonlyArray<number>
  readonly unproved: number
}

/** The least time of a few repetitions, in microseconds: what interrupts the machine is not the solver's. */
const leastTime = (solve: () => number, repetitions: number, clock: () => number): number => {
  let least = Infinity
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const started = clock()
    solve()
    least = Math.min(least, (clock() - started) * 1000)
  }
  return least
}

/** Times every program by itself: a median alone would hide the hard ones. */
const scoreOurs = (
  programs: ReadonlyArray<BudgetedSelection>,
  clock: () => number,
  repetitions: number
): OwnScore => {
  const size = programs[0]?.size ?? 0
  const workspace = makeBudgetedSelectionWorkspace(size)
  const share = new Float64Array(size)
  const solve = (program: BudgetedSelection): number =>
    solveBudgetedSelectionInto(workspace, program, share) === 0 ? workspace.value : Number.NaN
  const began = clock()
  do programs.forEach(solve)
  while (clock() - began < warmUpMs)
  const solved = programs.map((program) => ({
    time: leastTime(() => solve(program), repetitions, clock),
    value: solve(program),
    nodes: workspace.nodes,
    isProved: workspace.isProved
  }))
  return {
    name: 'ours',
    microseconds: solved.map(({ time }) => time),
    values: solved.map(({ value }) => value),
    nodes: solved.map(({ nodes }) => nodes),
    unproved: solved.filter(({ isProved }) => !isProved).length
  }
}

/** Lets another solver at the programs until its time is up; the last one may take as long again. What it could not solve has no value. */
const scorePeer = (
  peer: Peer,
  programs: ReadonlyArray<BudgetedSelection>,
  seconds: number,
  clock: () => number,
  repetitions: number
): Score => {
  const microseconds: Array<number> = []
  const values: Array<number> = []
  const until = clock() + seconds * 1000
  for (const program of programs) {
    if (clock() >= until) break
    const solve = peer.state(stateDeploy(program), seconds)
    const first = leastTime(() => values.push(solve()), 1, clock)
    const isSlow = first * repetitions > (seconds * 1_000_000) / programs.length
    microseconds.push(isSlow ? first : Math.min(first, leastTime(solve, repetitions - 1, clock)))
  }
  return { name: peer.name, microseconds, values }
}

/** Compilers see every peer at small programs of the same kind before any is timed. */
const warmUp = (peers: ReadonlyArray<Peer>, seed: number, clock: () => number): void => {
  const programs = selectionClasses.flatMap((kind) => makeSelections(kind, 5, 11, seed + 1))
  peers.forEach((peer) => {
    const began = clock()
    do scorePeer(peer, programs, 1, clock, 1)
    while (clock() - began < warmUpMs)
  })
}

/** Whether a solver gave no answer though its time was not up. */
const hasGivenUp = (score: Score, i: number, seconds: number): boolean =>
  Number.isNaN(score.values[i]) && (score.microseconds[i] ?? 0) < 0.9 * seconds * 1_000_000

const disagreements = (
  ours: Score,
  score: Score,
  seconds: number,
  what: string
): ReadonlyArray<string> =>
  score.values.flatMap((value, i) => {
    const own = ours.values[i] ?? Number.NaN
    const isWrong = Math.abs(value - own) > tolerance.general || hasGivenUp(score, i, seconds)
    return isWrong || Number.isNaN(own)
      ? [`${what}, program ${i}: ${score.name} answers ${value}, ours ${own}`]
      : []
  })

const peerRow = (score: Score, ours: OwnScore): ReadonlyArray<string> => {
  const solved = score.values.filter((value) => !Number.isNaN(value)).length
  const same = ours.microseconds.slice(0, score.microseconds.length)
  const differences = score.values.map((value, i) => Math.abs(value - (ours.values[i] ?? 0)))
  const known = differences.filter((difference) => !Number.isNaN(difference))
  return [
    score.name,
    spreadText(score.microseconds),
    `${solved} of ${score.values.length} solved`,
    `${solved < score.values.length ? 'at least ' : ''}${ratioText(median(score.microseconds) / median(same))}`,
    known.length === 0 ? '' : Math.max(...known).toExponential(1)
  ]
}

const benchClass = (
  kind: (typeof selectionClasses)[number],
  { size, each, others, seconds }: (typeof sizes)[number],
  { seed, isQuick, clock, print }: BenchSettings,
  peers: ReadonlyArray<Peer>
): readonly [OwnScore, ReadonlyArray<string>] => {
  const repetitions = isQuick ? 1 : 3
  const programs = makeSelections(kind, isQuick ? Math.ceil(each / 5) : each, size, seed)
  const ours = scoreOurs(programs, clock, repetitions)
  const some = programs.slice(0, isQuick ? Math.ceil(others / 5) : others)
  const scores = peers.map((peer) => scorePeer(peer, some, seconds, clock, repetitions))
  const what = `DeployOPT, ${size} arms, ${kind.name}`
  print(
    `\n${what}: ${programs.length} programs whose cap binds; the others get ${some.length}, and ${seconds} s`
  )
  const own = [
    'ours',
    spreadText(ours.microseconds),
    `nodes ${median(ours.nodes)}, at most ${Math.max(...ours.nodes)}`,
    '',
    ''
  ]
  const header = ['solver', 'per program', '', 'ours is faster', 'values differ by']
  tableLines([header, own, ...scores.map((score) => peerRow(score, ours))]).forEach(print)
  return [ours, scores.flatMap((score) => disagreements(ours, score, seconds, what))]
}

const benchSize = (
  settings: BenchSettings,
  scale: (typeof sizes)[number],
  peers: ReadonlyArray<Peer>
): ReadonlyArray<string> => {
  const classes = selectionClasses.map((kind) => benchClass(kind, scale, settings, peers))
  const times = classes.flatMap(([{ microseconds }]) => microseconds)
  const unproved = classes.reduce((sum, [ours]) => sum + ours.unproved, 0)
  settings.print(
    `ours over all ${times.length} programs of ${scale.size} arms: ${spreadText(times)}, ${unproved} not proved`
  )
  return classes.flatMap(([, problems]) => problems)
}

/** DeployOPT on programs whose cap binds: ours on all of them, the others on as many as they manage in the time they get. */
export const benchDeploy: Bench = async (settings) => {
  const longest = Math.max(...sizes.map(({ seconds }) => seconds))
  const peers = await loadPeers(longest)
  warmUp(peers, settings.seed, settings.clock)
  return sizes.flatMap((scale) => benchSize(settings, scale, peers))
}
