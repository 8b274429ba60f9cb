import * as ts from 'typescript'
import { packageSources, type Checker, type Finding } from './repository'

const home = 'packages/numeric/src/tolerance.ts'

/** Published figures are small numbers too. */
const isMeasured = (file: string): boolean => file.startsWith('packages/datasets/')

const isTolerance = (node: ts.Node): boolean =>
  (ts.isNumericLiteral(node) && /e-/i.test(node.getText())) ||
  (ts.isPropertyAccessExpression(node) && node.getText() === 'Number.EPSILON')

const tolerancesIn = (file: string, text: string): ReadonlyArray<Finding> => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found: Finding[] = []
  const visit = (node: ts.Node): void => {
    if (isTolerance(node)) {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1
      found.push({ file, line, problem: `${node.getText()} belongs into ${home}, with a name` })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** Tolerances live in one file, where each has a name and a reason. */
export const checkTolerances: Checker = (repository) =>
  packageSources(repository)
    .filter((file) => file !== home && !isMeasured(file))
    .flatMap((file) => tolerancesIn(file, repository.text(file)))
