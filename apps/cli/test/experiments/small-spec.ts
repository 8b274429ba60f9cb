import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../temporary-folder'

/** Two policies, two budgets, three seeds, short streams: twelve runs. */
export const smallSpec = `title: A small experiment
question: Does it run?
policies: [stage-route, greedy]
seeds: 3
settings: { queries: 400, stages: 4 }
quick: { seeds: 2, settings: { queries: 200 } }
groups:
  - name: budget
    title: Budget
    vary: { budget: [0.0003, 0.001] }
`

/** A folder with a specification, its path, and the options that keep everything in that folder. */
export const folderWith = (
  text = smallSpec
): { readonly folder: string; readonly file: string; readonly options: ReadonlyArray<string> } => {
  const folder = temporaryFolder()
  const file = join(folder, 'my.yaml')
  writeFileSync(file, text)
  return {
    folder,
    file,
    options: ['--runs', join(folder, 'runs'), '--out', join(folder, 'report'), '--jobs', '1']
  }
}
