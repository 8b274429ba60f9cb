import * as ts from 'typescript'

/** A name some source exports, at its line. */
export interface ExportedName {
  readonly name: string
  readonly line: number
}

const parse = (text: string): ts.SourceFile =>
  ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true)

/** `rewardUCB` and `RewardUcb` are both `reward`, `ucb`. */
export const wordsOf = (identifier: string): ReadonlyArray<string> =>
  (identifier.match(/[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+/g) ?? []).map((word) =>
    word.toLowerCase()
  )

/** Every identifier of a source, declared or used. */
export const identifiersOf = (text: string): ReadonlySet<string> => {
  const names = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.add(node.text)
    ts.forEachChild(node, visit)
  }
  visit(parse(text))
  return names
}

const isExported = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)

const boundNames = (name: ts.BindingName): ReadonlyArray<ts.Identifier> =>
  ts.isIdentifier(name)
    ? [name]
    : name.elements.flatMap((element) =>
        ts.isBindingElement(element) ? boundNames(element.name) : []
      )

const declaredBy = (statement: ts.Statement): ReadonlyArray<ts.Identifier> => {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name))
  }
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement)
  return isNamed && statement.name !== undefined ? [statement.name] : []
}

const exportedBy = (statement: ts.Statement): ReadonlyArray<ts.ModuleExportName> => {
  if (!ts.isExportDeclaration(statement)) return isExported(statement) ? declaredBy(statement) : []
  const clause = statement.exportClause
  return clause !== undefined && ts.isNamedExports(clause)
    ? clause.elements.map(({ name }) => name)
    : []
}

/** The names a source exports. */
export const exportedNames = (text: string): ReadonlyArray<ExportedName> => {
  const source = parse(text)
  return source.statements.flatMap(exportedBy).map((name) => ({
    name: name.text,
    line: source.getLineAndCharacterOfPosition(name.getStart()).line + 1
  }))
}

/** The names a source exports or declares at its top level. */
export const topLevelNames = (text: string): ReadonlySet<string> =>
  new Set(
    parse(text).statements.flatMap((statement) =>
      [...declaredBy(statement), ...exportedBy(statement)].map((name) => name.text)
    )
  )
