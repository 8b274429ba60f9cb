module.exports = { ...require('../../jest.preset.cjs'), displayName: 'optimizer-highs' }
