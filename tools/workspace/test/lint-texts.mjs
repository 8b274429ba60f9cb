// Lints texts as if they were files of the workspace: [{ file, code }] on standard input, findings per text on standard output.
// A process of its own, because the configuration is a native module, which jest does not load.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ESLint } from 'eslint'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const { createProjectGraphAsync } = createRequire(import.meta.url)('@nx/devkit')

// The boundary rule skips itself, with a warning, while no graph is cached.
await createProjectGraphAsync()
const eslint = new ESLint({ cwd: root })
const findings = []
for (const { file, code } of JSON.parse(readFileSync(0, 'utf8'))) {
  const results = await eslint.lintText(code, { filePath: join(root, file), warnIgnored: true })
  findings.push(
    results.flatMap(({ messages }) =>
      messages.map(({ ruleId, line, message }) => ({ rule: ruleId, line, message }))
    )
  )
}
process.stdout.write(JSON.stringify(findings))
