const preset = require('../../jest.preset.cjs')

const [[, swc]] = Object.entries(preset.transform)

module.exports = {
  ...preset,
  displayName: 'bench',
  // glpk.js is an ECMAScript module without a CommonJS twin.
  transform: { ...preset.transform, 'glpk\\.js/dist/.+\\.js$': swc },
  transformIgnorePatterns: ['/node_modules/(?!.*glpk\\.js/dist/)']
}
