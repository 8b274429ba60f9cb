import { randomBytes } from 'node:crypto'
import { InvalidArgumentError, type Command as Program } from 'commander'
import * as E from 'fp-ts/Either'
import { keyEntryText, keyRoles, makeKey, type KeyRole } from '@stageroute/server'
import type { Command } from '../environment'

interface KeyOptions {
  readonly roles: ReadonlyArray<KeyRole>
  readonly name: string
}

const isRole = (text: string): text is KeyRole => (keyRoles as ReadonlyArray<string>).includes(text)

const toRoles = (text: string): ReadonlyArray<KeyRole> => {
  const roles = text.split(',').map((role) => role.trim())
  const wrong = roles.find((role) => !isRole(role))
  if (wrong !== undefined)
    throw new InvalidArgumentError(`"${wrong}" is none of ${keyRoles.join(', ')}.`)
  return roles.filter(isRole)
}

const keyCommand =
  ({ roles, name }: KeyOptions): Command =>
  ({ print, note }) =>
  async () => {
    const key = await makeKey(randomBytes)
    note('Add this to "keys" in the configuration:')
    note(keyEntryText({ id: key.id, hash: key.hash, name, roles }))
    note('This is the key. It is not kept anywhere:')
    print(key.token)
    return E.right(undefined)
  }

const help = `
Example:
  stageroute key --roles call,feedback --name "search team"`

export const addKey = (program: Program, run: (command: Command) => Promise<void>): void => {
  program
    .command('key')
    .description('make a key, and what the configuration keeps of it')
    .option('--roles <list>', `any of ${keyRoles.join(', ')}`, toRoles, ['call', 'feedback'])
    .option('--name <text>', 'whose key it is', '')
    .addHelpText('after', help)
    .action((options: KeyOptions) => run(keyCommand(options)))
}
