const preset = require('../../jest.preset.cjs')

const [[, [transformer, options]]] = Object.entries(preset.transform)
const parser = { syntax: 'ecmascript' }

module.exports = {
  ...preset,
  displayName: 'cli',
  // What is loaded when it is needed is named as it will be built.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  // These come as modules of the newer kind only, which the test runner does not load as they are.
  transform: {
    ...preset.transform,
    '/hyparquet(-writer)?/.+\\.js$': [transformer, { ...options, jsc: { ...options.jsc, parser } }]
  },
  transformIgnorePatterns: ['/node_modules/(?!(\\.pnpm/)?hyparquet)']
}
