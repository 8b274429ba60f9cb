import { policies } from '@stageroute/policies'
import { runPolicy } from '@stageroute/simulator'
import { figuresWorld, rowsWorld } from './worlds'

/**
 * Prints what a simulated run keeps as it goes on: bytes of the heap after a collection at its last report of progress, beyond those at the
 * first one past a tenth of it. Run with `--expose-gc`.
 */
const SEED = 20_261_125

const [id = 'stage-route', length = '1000000', kind = 'figures'] = process.argv.slice(2)
const queries = Number(length)
const { trial, oracle, index } = kind === 'rows' ? rowsWorld(SEED, queries) : figuresWorld(queries)
const makePolicy = policies[id]
if (makePolicy === undefined) throw new Error(`no policy is called ${id}`)

const heapInUse = (): number => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

let done = 0
let atTenth = -1
runPolicy(trial, oracle, {
  policyId: id,
  makePolicy,
  index,
  seed: 1,
  curvePoints: 200,
  onProgress: (more) => {
    done += more
    if (atTenth < 0 && done >= queries / 10) atTenth = heapInUse()
    if (done === queries) {
      const bytesKept = heapInUse() - atTenth
      process.stdout.write(`${JSON.stringify({ policy: id, queries, bytesKept })}\n`)
    }
  }
})
