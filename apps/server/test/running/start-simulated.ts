import * as E from 'fp-ts/Either'
import {
  startSimulatedUpstream,
  type RunningUpstream,
  type SimulatedModel
} from '@stageroute/simulated-upstream'
import { afterwards } from './afterwards'

/** Figures of a model that answers at once, with five words. */
export const instant = (
  name: string,
  figures: Partial<Omit<SimulatedModel, 'name'>> = {}
): SimulatedModel => ({
  name,
  quality: 1,
  outputTokens: { mean: 5, spread: 0 },
  firstMs: 0,
  perTokenMs: 0,
  failureShare: 0,
  ...figures
})

/** Starts a simulated upstream with these models; it is closed after the tests of the file. */
export const startSimulated = async (
  models: ReadonlyArray<SimulatedModel>
): Promise<RunningUpstream> => {
  const started = await startSimulatedUpstream({ models, seed: 1, port: 0 })()
  if (E.isLeft(started)) throw new Error(JSON.stringify(started.left))
  afterwards(started.right.close)
  return started.right
}
