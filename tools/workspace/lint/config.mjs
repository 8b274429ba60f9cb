// The flat configuration, one entry per project and kind of code, all from the edge table.
import nx from '@nx/eslint-plugin'
import prettier from 'eslint-config-prettier'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'
import { ambientRules } from './ambient.mjs'
import { moduleBoundaries } from './boundaries.mjs'
import { isPureLayer, projectsOf } from './edges.mjs'
import { houseRules, sizeRules } from './house-rules.mjs'
import { restrictedImports } from './imports.mjs'

const code = '**/*.{ts,mjs,cjs}'
const boundaryRule = '@nx/enforce-module-boundaries'

const base = {
  files: [code],
  extends: [tseslint.configs.recommended, prettier],
  plugins: { '@nx': nx },
  linterOptions: { reportUnusedDisableDirectives: 'error' },
  rules: {
    eqeqeq: 'error',
    'no-var': 'error',
    'prefer-const': 'error',
    '@typescript-eslint/consistent-type-imports': 'error',
    '@typescript-eslint/no-explicit-any': 'error',
    '@typescript-eslint/no-require-imports': ['error', { allowAsImport: true }],
    '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }]
  }
}

// CommonJS files are settings of tools that load them with require.
const commonJs = { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } }

const everywhere = (edges, project) => ({
  files: [`${project.folder}/**/*.{ts,mjs}`],
  rules: {
    [boundaryRule]: moduleBoundaries(edges, project, { isTest: true }),
    'no-restricted-imports': restrictedImports(edges, project, { isTest: true })
  }
})

const sources = (edges, project) => ({
  files: [`${project.folder}/src/**/*.ts`],
  rules: {
    [boundaryRule]: moduleBoundaries(edges, project, { isTest: false }),
    'no-restricted-imports': restrictedImports(edges, project, { isTest: false }),
    ...houseRules({ mayThrow: !project.folder.startsWith('packages/') }),
    ...sizeRules(project.layer),
    ...(isPureLayer(project.layer) ? ambientRules : {})
  }
})

const placesThatThrow = {
  files: ['packages/numeric/src/invariant.ts', 'packages/*/src/testing/**/*.ts'],
  rules: houseRules({ mayThrow: true })
}

/** Returns the configuration ESLint runs with, for any edge table. */
export const houseConfig = (edges) =>
  defineConfig([
    { ignores: ['**/dist', '**/.tsbuild', '.nx', 'tools/docs/.examples', '**/fixtures'] },
    base,
    commonJs,
    ...projectsOf(edges).flatMap((project) => [
      everywhere(edges, project),
      sources(edges, project)
    ]),
    placesThatThrow
  ])
