import * as E from 'fp-ts/Either'
import {
  makeBudgetedSelectionWorkspace,
  makeBudgetedSimplexWorkspace,
  solveBudgetedSelectionBy,
  solveBudgetedSelectionInto,
  solveBudgetedSimplexBy,
  solveBudgetedSimplexInto,
  type BudgetedSelection,
  type LpSolver,
  type MipSolver
} from '@stageroute/optimizer'
import { loadHighsSolver } from '@stageroute/optimizer-highs'
import { largestDifference, median, medianRatio, timePaired, type Contender } from './paired'
import { makeProblems } from './problems'

const SEED = 20_261_124
const ROUNDS = 15

const valueOf = (
  answer: E.Either<unknown, { readonly _tag: string; readonly value?: number }>
): number => (E.isRight(answer) && answer.right._tag === 'optimal' ? (answer.right.value ?? 0) : -1)

const routeContenders = (
  problems: ReadonlyArray<BudgetedSelection>,
  highs: LpSolver
): readonly [Contender, Contender] => {
  const size = problems[0]?.size ?? 0
  const workspace = makeBudgetedSimplexWorkspace(size)
  const share = new Float64Array(size)
  const at = (i: number): BudgetedSelection => problems[i] as BudgetedSelection
  return [
    {
      name: 'exact',
      solve: (i) => (solveBudgetedSimplexInto(workspace, at(i), share) === 0 ? workspace.value : -1)
    },
    { name: highs.name, solve: (i) => valueOf(solveBudgetedSimplexBy(highs)(at(i))) }
  ]
}

const deployContenders = (
  problems: ReadonlyArray<BudgetedSelection>,
  highs: MipSolver
): readonly [Contender, Contender] => {
  const size = problems[0]?.size ?? 0
  const workspace = makeBudgetedSelectionWorkspace(size)
  const share = new Float64Array(size)
  const at = (i: number): BudgetedSelection => problems[i] as BudgetedSelection
  return [
    {
      name: 'exact',
      solve: (i) =>
        solveBudgetedSelectionInto(workspace, at(i), share) === 0 ? workspace.value : -1
    },
    {
      name: highs.name,
      solve: (i) => {
        const answer = solveBudgetedSelectionBy(highs)(at(i))
        return E.isRight(answer) ? valueOf(E.right(answer.right.mix)) : -1
      }
    }
  ]
}

const report = (
  name: string,
  [exact, highs]: readonly [Contender, Contender],
  problems: number
): string => {
  const difference = largestDifference(exact, highs, problems)
  const [ours, theirs] = timePaired([exact, highs], problems, ROUNDS, () => performance.now())
  if (ours === undefined || theirs === undefined) return name
  const spread = (times: ReadonlyArray<number>): string =>
    `${median(times).toFixed(1)} us (${Math.min(...times).toFixed(1)}-${Math.max(...times).toFixed(1)})`
  return [
    name.padEnd(34),
    `exact ${spread(ours.microseconds)}`.padEnd(36),
    `highs ${spread(theirs.microseconds)}`.padEnd(44),
    `ratio ${medianRatio(theirs, ours).toFixed(0)}`.padEnd(12),
    `values differ by at most ${difference.toExponential(1)}`
  ].join(' ')
}

const main = async (): Promise<void> => {
  const loaded = await loadHighsSolver()
  if (E.isLeft(loaded)) throw new Error(loaded.left.problem)
  const highs = loaded.right
  process.stdout.write(
    `per solve: median over ${ROUNDS} interleaved rounds (least-most), seed ${SEED}, Node ${process.versions.node}\n`
  )
  for (const [size, count] of [
    [11, 50],
    [100, 30],
    [1000, 10]
  ] as const) {
    const problems = makeProblems(count, size, 0.4, 5, SEED)
    process.stdout.write(
      `${report(`route, ${size} arms`, routeContenders(problems, highs), count)}\n`
    )
  }
  for (const [size, cap, count] of [
    [11, 3, 10],
    [100, 3, 5],
    [200, 3, 3]
  ] as const) {
    const problems = makeProblems(count, size, 0.4, cap, SEED)
    const name = `deploy, ${cap} of ${size} arms, binding cap`
    process.stdout.write(`${report(name, deployContenders(problems, highs), count)}\n`)
  }
}

void main()
