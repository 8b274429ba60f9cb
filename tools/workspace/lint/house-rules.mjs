// The house rules that are statements about syntax.

const noThrow = {
  selector: 'ThrowStatement',
  message: 'Return an Either; a broken guarantee goes through invariant of @stageroute/numeric.'
}

const noDefaultExport = {
  selector:
    ':matches(ExportDefaultDeclaration, TSExportAssignment, ExportSpecifier[exported.name="default"])',
  message: 'Export by name.'
}

const noStarExport = {
  selector: 'ExportAllDeclaration',
  message: 'List the exported names.'
}

const intoFunction = [
  'FunctionDeclaration[id.name=/Into$/]',
  'VariableDeclarator[id.name=/Into$/] > :matches(ArrowFunctionExpression, FunctionExpression)',
  'Property[key.name=/Into$/] > :matches(ArrowFunctionExpression, FunctionExpression)',
  'MethodDefinition[key.name=/Into$/] > FunctionExpression'
].join(', ')

const copyingMethods =
  'map|flatMap|flat|filter|slice|subarray|concat|reduce|entries|keys|values|split|from|of|toSorted|toReversed|toSpliced|with'

const allocations = [
  'NewExpression',
  'ArrayExpression',
  'ObjectExpression',
  'SpreadElement',
  'RestElement',
  'ArrowFunctionExpression',
  'FunctionExpression',
  'FunctionDeclaration',
  'ClassExpression',
  'CallExpression[callee.name="Array"]',
  `CallExpression[callee.property.name=/^(${copyingMethods})$/]`
].join(', ')

const intoAllocatesNothing = {
  selector: `:matches(${intoFunction}) :matches(${allocations})`,
  message: 'A function named ...Into writes to buffers of its caller and allocates nothing.'
}

/** Rules for everything under src; throwing is kept for `invariant`, conformance kits, and code that runs at a desk. */
export const houseRules = ({ mayThrow }) => ({
  'no-restricted-syntax': [
    'error',
    noDefaultExport,
    noStarExport,
    intoAllocatesNothing,
    ...(mayThrow ? [] : [noThrow])
  ]
})

/** Sizes above which a file or function holds two concepts; a kernel may keep a derivation together. */
export const sizeRules = (layer) => ({
  'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
  'max-lines-per-function': [
    'error',
    { max: layer === 'kernel' ? 80 : 60, skipBlankLines: false, skipComments: false }
  ]
})
