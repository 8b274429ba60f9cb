import {
  checkAssertions,
  checkDecisions,
  checkFenceLanguages,
  checkGlossary,
  checkLinks,
  checkPaperMap,
  checkReadmeExamples,
  checkSessions,
  checkTolerances,
  readRepository,
  showFinding,
  workspaceRoot,
  type Checker
} from '../../src'

const repository = readRepository(workspaceRoot)

test.each<[string, Checker]>([
  ['every example asserts something', checkAssertions],
  ['every package README runs an example', checkReadmeExamples],
  ['code blocks are fenced so that they are checked', checkFenceLanguages],
  ['every shown command can be run', checkSessions],
  ['links lead somewhere', checkLinks],
  ['the glossary and the code agree', checkGlossary],
  ['tolerances live in one place', checkTolerances],
  ['the paper map cites what exists', checkPaperMap],
  ['decisions are numbered, dated and say what was rejected', checkDecisions]
])('%s', (_, checker) => {
  expect(checker(repository).map(showFinding)).toEqual([])
})
