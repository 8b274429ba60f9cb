// no-restricted-imports, one exact list per project: what its row of the edge table does not name.
import { builtinModules } from 'node:module'

const forbiddenPackages = ({ name, imports }, everyName) =>
  imports.includes('*')
    ? []
    : everyName
        .filter((other) => other !== name && !imports.includes(other))
        .map((other) => ({
          regex: `^@stageroute/${other}(/.*)?$`,
          message: `The edge table (tools/workspace/edges.json) has no arrow from ${name} to ${other}.`
        }))

const foreignPaths = ({ name }, everyName) => {
  const others = everyName.filter((other) => other !== name).join('|')
  return {
    regex: `^(?:\\.\\./)+(?:(?:packages|apps|tools)/|(?:${others})/(?:src|dist|test)(?:/|$))`,
    message: 'Import another package by its name, not by a relative path.'
  }
}

const deepImport = {
  regex: '^@stageroute/[^/]+/(?!testing$|package\\.json$).+$',
  message: 'Only the entries of a package are public: "@stageroute/x" and "@stageroute/x/testing".'
}

const libFolder = {
  regex: '^(?:fp-ts|io-ts)/(?:lib|es6)/',
  message: 'Write "fp-ts/Either": the lib folder is the same module under a second name.'
}

const wholeFpTs = {
  regex: '^fp-ts$',
  message: 'Import the module you use, such as "fp-ts/Either".'
}

const nodeBuiltins = {
  regex: `^(?:node:.*|${builtinModules.filter((name) => !name.startsWith('_')).join('|')})$`,
  message: 'This package runs anywhere: Node belongs in packages with runtime:node.'
}

/** Returns the rule's entry for one project; tests may use Node whatever the project runs on. */
export const restrictedImports = (edges, project, { isTest }) => {
  const everyName = Object.keys(edges.packages)
  const mayUseNode = isTest || project.runtime === 'node'
  return [
    'error',
    {
      patterns: [
        ...forbiddenPackages(project, everyName),
        foreignPaths(project, everyName),
        deepImport,
        libFolder,
        wholeFpTs,
        ...(mayUseNode ? [] : [nodeBuiltins])
      ]
    }
  ]
}
