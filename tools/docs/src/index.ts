export { checkDecisions } from './decisions'
export {
  checkAssertions,
  checkFenceLanguages,
  checkReadmeExamples,
  collectExamples
} from './examples/collect'
export { nameOf, type Example } from './examples/example'
export { runExample } from './examples/run'
export { typeCheckExamples } from './examples/type-check'
export { checkGlossary } from './glossary'
export { checkLinks } from './links'
export { checkPaperMap } from './paper-map'
export {
  readRepository,
  showFinding,
  workspaceRoot,
  type Checker,
  type Finding,
  type Repository
} from './repository'
export { matchesOutput } from './sessions/output'
export { cliScript, runCommand } from './sessions/run-command'
export { checkTolerances } from './tolerances'
export { argumentsOf, checkSessions, collectSessions, type Session } from './sessions/session'
