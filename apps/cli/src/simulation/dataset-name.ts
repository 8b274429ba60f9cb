import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { bundledDatasets, splitHalf } from '@stageroute/datasets'
import { isMade } from './open-world'

/** A bundled or made-up name or an existing path, whole or a half, stands for itself; another name is looked up in the data folder, if there is one. */
export const resolveDataset = (name: string, dataFolder: string | undefined): string => {
  const isItself = Object.hasOwn(bundledDatasets, name) || isMade(name) || existsSync(name)
  if (isItself || dataFolder === undefined) return name
  const inFolder = join(dataFolder, name)
  return existsSync(splitHalf(inFolder).name) ? inFolder : name
}
