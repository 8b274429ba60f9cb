import { makeBudgetedSimplexWorkspace, solveBudgetedSimplexInto } from '@stageroute/optimizer'
import { commit, decide, setBounds, toRoutingDecision } from '@stageroute/router'
import type { Bench, BenchSettings } from './bench'
import { makeDesk } from './decisions'
import { medianRatio, timePaired, type Contender } from './paired'
import { followStream, makeRouteStream, type RouteStream } from './problems'
import { ratioText, spreadText, tableLines } from './table'

const sizes = [11, 32] as const
const STEPS = 512

/** What a decision cannot do without: the programme alone. */
const programAlone = (stream: RouteStream): Contender => {
  const [program, advance] = followStream(stream)
  const workspace = makeBudgetedSimplexWorkspace(program.size)
  const share = new Float64Array(program.size)
  return {
    name: 'RouteOPT alone',
    solve: (i) => {
      advance(i)
      return solveBudgetedSimplexInto(workspace, program, share)
    }
  }
}

const decideAlone = (stream: RouteStream, seed: number): Contender => {
  const { router, request } = makeDesk(stream, seed)
  request.cover.fill(Infinity)
  return {
    name: 'gates, RouteOPT, draw, record',
    solve: (i) => {
      const step = stream.steps[i]
      if (step !== undefined) setBounds(router.state, step.arm, step.reward, step.cost / 1000)
      request.now = i
      const arm = decide(router, request)
      commit(router, request)
      return arm
    }
  }
}

const decideAndPay = (stream: RouteStream, seed: number): Contender => {
  const { routeNext } = makeDesk(stream, seed)
  return {
    name: 'the same within a ledger: cover, reserve, settle',
    solve: (i) => {
      const step = stream.steps[i]
      return step === undefined ? -1 : routeNext(step, i)
    }
  }
}

const decideExploring = (stream: RouteStream, seed: number): Contender => {
  const { routeNext } = makeDesk(stream, seed, { exploration: 0.02 })
  return {
    name: 'the same with an exploration floor',
    solve: (i) => {
      const step = stream.steps[i]
      return step === undefined ? -1 : routeNext(step, i)
    }
  }
}

const decideAndWrite = (stream: RouteStream, seed: number): Contender => {
  const { router, routeNext } = makeDesk(stream, seed)
  const ids = stream.start.reward.length
  const names = Array.from({ length: ids }, (_, arm) => `arm ${arm}`)
  return {
    name: 'the same, and the record as a document',
    solve: (i) => {
      const step = stream.steps[i]
      if (step !== undefined) routeNext(step, i)
      return toRoutingDecision(router.record, names).draw
    }
  }
}

const benchSize = (size: number, { seed, isQuick, clock, print }: BenchSettings): void => {
  const stream = makeRouteStream(STEPS, size, seed)
  const contenders = [
    programAlone(stream),
    decideAlone(stream, seed),
    decideAndPay(stream, seed),
    decideExploring(stream, seed),
    decideAndWrite(stream, seed)
  ]
  const rounds = isQuick ? 3 : 9
  const warmUpMs = isQuick ? 100 : 500
  const timings = timePaired(contenders, { problems: STEPS, rounds, clock, sampleMs: 10, warmUpMs })
  const [alone] = timings
  const rows = timings.map((timing) => [
    timing.name,
    spreadText(timing.microseconds),
    alone === undefined ? '' : ratioText(medianRatio(timing, alone))
  ])
  print(`\nDecisions, ${size} deployed arms, ${STEPS} queries of a stream, ${rounds} rounds`)
  tableLines([['decision', 'per query', 'times RouteOPT alone'], ...rows]).forEach(print)
}

/** A routing decision with everything around its programme, against the programme alone. */
export const benchDecide: Bench = (settings) => {
  sizes.forEach((size) => benchSize(size, settings))
  return Promise.resolve([])
}
