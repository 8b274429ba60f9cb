export { bundledDatasets, openDataset, type Dataset } from './dataset'
export { routerbench } from './figures/routerbench'
export { parseOutcomes, type OutcomeRows } from './outcome-table'
export { plainOrGzip, readTextFile } from './text-file'
