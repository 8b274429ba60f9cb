import {
  collectExamples,
  nameOf,
  readRepository,
  showFinding,
  typeCheckExamples,
  workspaceRoot
} from '../../src'
import { expectExample } from '../expectations'

const examples = collectExamples(readRepository(workspaceRoot))

test('there are examples', () => {
  expect(examples.length).toBeGreaterThan(0)
})

test('all examples compile', () => {
  expect(typeCheckExamples(examples, 'this-repository').map(showFinding)).toEqual([])
}, 120_000)

describe('runs', () => {
  for (const example of examples.filter(({ isRun }) => isRun)) {
    test(nameOf(example), () => expectExample(example, require), 60_000)
  }
})
