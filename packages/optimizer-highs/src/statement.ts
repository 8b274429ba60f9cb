import type { Highs, ModelData } from 'highs'
import type { LinearProgram, MixedIntegerProgram } from '@stageroute/optimizer'

/** A linear programme in HiGHS' words. */
export const stateLp = ({ constants }: Highs, program: LinearProgram): ModelData => ({
  numCols: program.columns,
  numRows: program.rows,
  sense: constants.objectiveSense.maximize,
  colCost: program.objective,
  colLower: program.columnLower,
  colUpper: program.columnUpper,
  rowLower: program.rowLower,
  rowUpper: program.rowUpper,
  matrix: {
    format: 'csc',
    numRows: program.rows,
    numCols: program.columns,
    starts: program.columnStart,
    indices: program.rowIndex,
    values: program.coefficient
  }
})

/** A mixed-integer programme in HiGHS' words. */
export const stateMip = (highs: Highs, program: MixedIntegerProgram): ModelData => ({
  ...stateLp(highs, program),
  integrality: Int32Array.from(program.isInteger)
})
