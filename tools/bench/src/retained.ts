import { makeDesk } from './decisions'
import { makeRouteStream } from './problems'

/**
 * Prints what is kept after so many decisions within a ledger: bytes of the heap after a collection, beyond those after the first tenth.
 * Run with `--expose-gc`.
 */
const SEED = 20_261_125
const STEPS = 512

const heapInUse = (): number => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

const decisions = Number(process.argv[2] ?? 10_000_000)
const stream = makeRouteStream(STEPS, 11, SEED)
const { ledger, router, routeNext } = makeDesk(stream, SEED)

const route = (from: number, to: number): void => {
  for (let i = from; i < to; i++) {
    const step = stream.steps[i % STEPS]
    if (step !== undefined) routeNext(step, i)
  }
}

const first = Math.ceil(decisions / 10)
route(0, first)
const before = heapInUse()
route(first, decisions)
const kept = heapInUse() - before
process.stdout.write(
  `${JSON.stringify({ decisions: router.record.query + 1, reservations: ledger.reservations.size, bytesKept: kept })}\n`
)
