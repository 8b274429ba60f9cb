// Lets node run the sources of the workspace as they are, for tests that need a process of its own.
const { transformSync } = require('@swc/core')
const { readFileSync } = require('node:fs')

require.extensions['.ts'] = (module, file) => {
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    filename: file,
    swcrc: false,
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' }
  })
  module._compile(code, file)
}
