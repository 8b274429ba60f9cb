/** Settings shared by every package: TypeScript sources of the workspace are run without a build step. */
module.exports = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@stageroute/source', 'node', 'node-addons'] },
  // A busy machine is slow, not wrong.
  testTimeout: 60_000,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
        sourceMaps: 'inline'
      }
    ]
  },
  restoreMocks: true
}
