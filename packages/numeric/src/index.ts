export { drawCategory } from './categorical'
export { invariant } from './invariant'
export type { Law } from './law'
export { selectByWeightInto, sortByKeyInto } from './order'
export { philoxInto } from './philox'
export {
  makeStream,
  makeUniformField,
  nextUniform,
  readField,
  seekStream,
  shuffleInto,
  type Stream,
  type UniformField
} from './stream'
export { compensatedSum, dot } from './sum'
export { tolerance } from './tolerance'
