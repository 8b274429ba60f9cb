import { readJson, writeJson, type Tree } from '@nx/devkit'
import { edgeTableFile, type EdgeTable, type Row } from '../architecture/edge-table'

/** Adds a row to the edge table, refusing a name that is taken and arrows that its layer or the table does not allow. */
export const addRow = (tree: Tree, name: string, row: Row): void => {
  const table = readJson<EdgeTable>(tree, edgeTableFile)
  if (name in table.packages) throw new Error(`${edgeTableFile} already has a row ${name}`)
  for (const target of row.imports) checkArrow(table, name, row, target)
  writeJson(tree, edgeTableFile, { ...table, packages: { ...table.packages, [name]: row } })
}

const checkArrow = (table: EdgeTable, name: string, row: Row, target: string): void => {
  const { layer } = table.packages[target] ?? {}
  if (layer === undefined) throw new Error(`${edgeTableFile} has no row ${target}`)
  const allowed = table.layers[row.layer]?.dependsOn ?? []
  if (!allowed.includes(layer)) {
    throw new Error(`${name} in layer ${row.layer} may not import ${target} in layer ${layer}`)
  }
}
