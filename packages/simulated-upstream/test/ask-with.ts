import type { Ask } from '../src/ask'
import { noFault } from '../src/fault'
import { instant } from './upstream-at'

/** A chat without a question, and what is different about it. */
export const askWith = (more: Partial<Ask> = {}): Ask => ({
  kind: 'chat',
  figures: instant,
  isStream: false,
  wantsUsage: true,
  choices: 1,
  most: null,
  input: 12,
  lastText: '',
  shape: { _tag: 'words' },
  fault: noFault,
  fields: {},
  ...more
})
