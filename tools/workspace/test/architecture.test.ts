import { join } from 'node:path'
import { checkArchitecture } from '../src/architecture/check-architecture'
import { showProblem } from '../src/architecture/problem'
import { readSourceTree } from '../src/architecture/source-tree'

const tree = readSourceTree(join(__dirname, '..', '..', '..'))

test('the checkout is really read', () => {
  expect([...tree.keys()]).toContain('tools/workspace/test/architecture.test.ts')
  expect([...tree.keys()].filter((file) => file.includes('node_modules'))).toEqual([])
})

test('the workspace keeps its arrows and its anatomy', () => {
  expect(checkArchitecture(tree).map(showProblem)).toEqual([])
})
