import { availableParallelism, cpus } from 'node:os'
import type { Bench } from './bench'
import { benchDecide } from './decide'
import { benchDeploy } from './deploy'
import { benchGateway } from './gateway/bench-gateway'
import { benchIndices } from './indices'
import { benchRoute } from './route'
import { benchSimulate } from './simulate'

const SEED = 20_261_124

/** Every bench by the name `--only` knows it by. */
const benches: Readonly<Record<string, Bench>> = {
  route: benchRoute,
  decide: benchDecide,
  deploy: benchDeploy,
  indices: benchIndices,
  simulate: benchSimulate,
  gateway: benchGateway
}

const usage = `usage: npm run bench [-- --quick] [-- --only ${Object.keys(benches).join(',')}]`

const print = (line: string): void => void process.stdout.write(`${line}\n`)

interface Arguments {
  readonly isQuick: boolean
  readonly chosen: ReadonlyArray<string>
}

/** The benches asked for, all without a word; nothing when the words make no sense. */
const readArguments = (words: ReadonlyArray<string>): Arguments | undefined => {
  const isQuick = words.includes('--quick')
  const rest = words.filter((word) => word !== '--quick')
  if (rest.length === 0) return { isQuick, chosen: Object.keys(benches) }
  const [flag = '', names = ''] = rest.flatMap((word) => word.split('='))
  const chosen = names.split(',')
  return flag === '--only' && rest.length <= 2 && chosen.every((name) => name in benches)
    ? { isQuick, chosen }
    : undefined
}

const main = async (): Promise<void> => {
  const given = readArguments(process.argv.slice(2))
  if (given === undefined) {
    process.stderr.write(`${usage}\n`)
    process.exitCode = 2
    return
  }
  const { isQuick, chosen } = given
  const machine = `${cpus()[0]?.model.trim() ?? 'unknown CPU'}, ${availableParallelism()} CPUs`
  print(`Node ${process.versions.node}, ${machine}, seed ${SEED}${isQuick ? ', quick look' : ''}`)
  print('Medians (least - greatest); read the ratios, taken in one run, not the times.')
  for (const name of chosen) {
    const problems =
      (await benches[name]?.({ seed: SEED, isQuick, clock: () => performance.now(), print })) ?? []
    for (const problem of problems) process.stderr.write(`wrong: ${problem}\n`)
    if (problems.length > 0) process.exitCode = 1
  }
}

void main()
