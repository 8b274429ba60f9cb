module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'server',
  // Servers, sockets and slow hashes take their time on a busy machine.
  testTimeout: 60_000
}
