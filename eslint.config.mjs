import { houseConfig } from './tools/workspace/lint/config.mjs'
import { edges } from './tools/workspace/lint/edges.mjs'

export default houseConfig(edges)
