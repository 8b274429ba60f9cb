module.exports = { ...require('../../jest.preset.cjs'), displayName: 'simulated-upstream' }
