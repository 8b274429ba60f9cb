import { join } from 'node:path'

/** The folder that the workspace is in, four above what is built from here. */
export const workspaceRoot = join(__dirname, '..', '..', '..', '..')
