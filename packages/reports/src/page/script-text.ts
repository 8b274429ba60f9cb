import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { verbatim, type Html } from './html'

/** The same distance from the sources and from what they are compiled to. */
const browserFolder = join(__dirname, '..', '..', 'browser')

/** The modules of the page's script; each imports from those before it alone. */
const modules = ['numbers', 'painting', 'tooltips', 'figures', 'legends', 'page'] as const

/** The statements of a module as part of one script: names are shared, so imports and exports have nothing left to say. */
const statementsOf = (source: string): string =>
  source.replace(/^import [^']*'[^']*'\n/gm, '').replace(/^export /gm, '')

const readText = (file: string): string => readFileSync(file, 'utf8')

/** The page's style sheet. */
export const pageStyle = (): string => readText(join(browserFolder, 'page.css'))

/** The page's own script: one text made of its modules. */
export const pageScript = (): string =>
  `;(() => {\n'use strict'\n${modules
    .map((name) => statementsOf(readText(join(browserFolder, `${name}.mjs`))))
    .join('\n')}\n})()\n`

/** The smallest build of echarts that draws heat maps, with its licence note. */
export const chartScript = (): string => readText(require.resolve('echarts/dist/echarts.min.js'))

/** A script that cannot end its element early. */
export const inlineScript = (source: string): string => source.replace(/<\/(script)/gi, '<\\/$1')

/** An inline script, to the byte: its hash is of all between the tags. */
export const scriptElement = (source: string): Html => verbatim(`<script>${source}</script>\n`)

/** What a content security policy knows an inline script by. */
export const scriptHash = (source: string): string =>
  `'sha256-${createHash('sha256').update(source, 'utf8').digest('base64')}'`
