import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from './temporary-folder'

const binary = join(__dirname, '..', 'dist', 'main.js')
const images = join(__dirname, '..', '..', '..', 'docs', 'images')

test('the demo writes its report, and the pictures in the documentation are the ones it draws', () => {
  const folder = temporaryFolder()
  const { status, stdout } = spawnSync(process.execPath, [binary, 'demo'], {
    encoding: 'utf8',
    cwd: folder
  })
  expect(status).toBe(0)
  expect(stdout).toContain('Try next:')
  for (const picture of ['regret.svg', 'shares-stage-route-strong.svg']) {
    const drawn = readFileSync(join(folder, 'stageroute-report', picture), 'utf8')
    // Stale? Copy the files that `npm start` writes to docs/images.
    expect(drawn === readFileSync(join(images, picture), 'utf8')).toBe(true)
  }
})
