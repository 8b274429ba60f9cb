// Reads release policy and release intents as `changeset version` would, without touching a file or asking git.
import getReleasePlan from '@changesets/get-release-plan'
import { root } from './run-local.mjs'

try {
  const { changesets, releases } = await getReleasePlan(root)
  const versions = releases
    .filter(({ type }) => type !== 'none')
    .map(({ name, newVersion }) => `${name} ${newVersion}`)
  process.stdout.write(`${changesets.length} changesets: ${versions.join(', ') || 'no release'}\n`)
} catch (cause) {
  process.stderr.write(`.changeset: ${cause instanceof Error ? cause.message : cause}\n`)
  process.exit(1)
}
