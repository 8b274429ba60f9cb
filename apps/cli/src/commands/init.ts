import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Command as Program } from 'commander'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { DomainError } from '@stageroute/contracts'
import { configSchema, makeKey, starterConfig } from '@stageroute/server'
import type { Command } from '../environment'
import { writeWhole } from '../planning/write-file'

interface InitOptions {
  readonly out: string
}

/** The schema that the first line of a starter names, beside it. */
const SCHEMA = 'stageroute.schema.json'

const existing = (file: string): DomainError => ({
  _tag: 'InvalidSetting',
  setting: '--out',
  problem: `${file} is there already; it is not overwritten`
})

const initCommand =
  ({ out }: InitOptions): Command =>
  ({ print, note }) =>
  async () => {
    if (existsSync(out)) return E.left(existing(out))
    const key = await makeKey(randomBytes)
    const schema = join(dirname(out), SCHEMA)
    return pipe(
      writeWhole(out, starterConfig({ keyHash: key })),
      E.chain(() => writeWhole(schema, `${JSON.stringify(configSchema(), null, 2)}\n`)),
      E.map(() => {
        note(
          `${out} is written, and ${schema} for editors. This key opens the server; it is not kept anywhere:`
        )
        print(key.token)
        note(`Next: fill in ${out}, then "stageroute serve --config ${out}"`)
      })
    )
  }

const help = `
The file is commented and can be served as it is; a key with all rights is made for it and printed once.

Example:
  stageroute init --out stageroute.yaml`

export const addInit = (program: Program, run: (command: Command) => Promise<void>): void => {
  program
    .command('init')
    .description('write a configuration to begin with')
    .option('--out <file>', 'file to write', 'stageroute.yaml')
    .addHelpText('after', help)
    .action((options: InitOptions) => run(initCommand(options)))
}
