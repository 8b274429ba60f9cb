import { readFileSync, unwatchFile, watchFile } from 'node:fs'
import * as E from 'fp-ts/Either'
import type { GatewayConfig } from './config/gateway-config'
import { configMessage, readConfig } from './config/read-config'
import { startServer, type RunningServer, type ServerSurroundings } from './start-server'

/** Reads a configuration file; says in one line what is wrong with it, and where. */
export const readConfigFile = (file: string): E.Either<string, GatewayConfig> => {
  try {
    const read = readConfig(readFileSync(file, 'utf8'), file)
    return E.isLeft(read) ? E.left(configMessage(read.left)) : read
  } catch (cause) {
    return E.left(`${file}: cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown'})`)
  }
}

/** The real world around a server: its clocks, its chance, its environment. */
export const liveSurroundings = (
  readAgain: ServerSurroundings['readAgain']
): ServerSurroundings => ({
  env: process.env,
  clock: { now: () => Date.now(), elapsed: () => performance.now() },
  random: () => Math.random(),
  writeLog: (line) => void process.stderr.write(line),
  readAgain
})

/** Editors write a file in several steps: it is read when it has been quiet for so long, milliseconds. */
const QUIET_MS = 200

/** How often it is looked whether the file is another one, milliseconds. */
const LOOK_MS = 300

/** Takes the configuration anew whenever its file changes; what is wrong with it is logged, and the old one stays. */
export const followFile = (
  file: string,
  server: Pick<RunningServer, 'reload'>,
  note: (problem: string) => void
): { readonly stop: () => void } => {
  let timer: NodeJS.Timeout | null = null
  const reload = async (): Promise<void> => {
    const reloaded = await server.reload()
    if (E.isLeft(reloaded)) note(`the configuration stays as it is: ${reloaded.left}`)
  }
  const look = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(() => void reload(), QUIET_MS)
  }
  // A look at the file sees one that was put in its place, also by a link far above it, and does not wake for others in its folder, such as the state.
  watchFile(file, { interval: LOOK_MS }, look)
  return {
    stop: () => {
      unwatchFile(file, look)
      if (timer !== null) clearTimeout(timer)
    }
  }
}

/** Starts a server from a configuration that was read from a file. */
export const startFromFile = (
  file: string,
  config: GatewayConfig
): Promise<E.Either<string, RunningServer>> =>
  startServer(
    config,
    liveSurroundings(() => Promise.resolve(readConfigFile(file)))
  )
