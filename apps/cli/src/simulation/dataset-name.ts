import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { bundledDatasets } from '@stageroute/datasets'

/** A bundled name or an existing path stands for itself; another name is looked up in the data folder, if there is one. */
export const resolveDataset = (name: string, dataFolder: string | undefined): string => {
  if (Object.hasOwn(bundledDatasets, name) || existsSync(name) || dataFolder === undefined)
    return name
  const inFolder = join(dataFolder, name)
  return existsSync(inFolder) ? inFolder : name
}
