import { argumentsOf, checkSessions, collectSessions, type Session } from '../../src'
import { findingsIn, lines, repositoryOf } from '../repository-of'

const page = lines(
  'Try:',
  '```console',
  '$ npm run -s stageroute -- --version',
  '0.1.0',
  '$ npm run -s stageroute -- policies',
  'uniform',
  'stage-route',
  '```',
  '```console no-run',
  '$ npm test',
  '```'
)

const sessionOf = (command: string): Session => ({
  file: 'README.md',
  line: 1,
  command,
  output: ''
})

test('a block holds several commands with their output', () => {
  expect(collectSessions(repositoryOf({ 'README.md': page }))).toEqual([
    {
      file: 'README.md',
      line: 3,
      command: 'npm run -s stageroute -- --version',
      output: '0.1.0'
    },
    {
      file: 'README.md',
      line: 5,
      command: 'npm run -s stageroute -- policies',
      output: 'uniform\nstage-route'
    }
  ])
})

test('arguments are split as a shell would, quotes removed', () => {
  expect(argumentsOf(sessionOf(`npm run -s stageroute -- plan 'a b' --note "c d" e`))).toEqual([
    'plan',
    'a b',
    '--note',
    'c d',
    'e'
  ])
})

test.each(['npm test', 'npm run -s stageroute -- plan | head', 'npm run -s stageroute -- $HOME'])(
  'refuses to run %s',
  (command) => {
    expect(
      findingsIn(checkSessions, { 'README.md': lines('```console', `$ ${command}`, '```') })
    ).toEqual([
      `README.md:2 only plain \`npm run -s stageroute -- ...\` is run, mark the block no-run: ${command}`
    ])
  }
)

test('refuses a block without a prompt', () => {
  expect(
    findingsIn(checkSessions, { 'README.md': lines('```console', 'npm test', '```') })
  ).toEqual(['README.md:2 a console block begins with `$ `'])
})

test('accepts commands that can be run and blocks that are not', () => {
  expect(findingsIn(checkSessions, { 'README.md': page })).toEqual([])
})
