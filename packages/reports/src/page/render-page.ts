import type { ExperimentReport } from '@stageroute/contracts'
import { themes, type Theme } from '../charts/theme'
import { footerHtml, mastheadHtml } from './frame-html'
import { groupHtml } from './group-html'
import { html, verbatim } from './html'
import { figuresOf, payloadElement } from './payload'
import {
  chartScript,
  inlineScript,
  pageScript,
  pageStyle,
  scriptElement,
  scriptHash
} from './script-text'

const variables = (theme: Theme): string =>
  Object.entries(theme)
    .map(([role, colour]) => `--${role}:${colour}`)
    .join(';')

const themeStyle = `:root{${variables(themes.light)}}
@media (prefers-color-scheme:dark){:root{${variables(themes.dark)}}}
`

/** Nothing is fetched, and no script runs but the two of the page. */
const securityPolicy = (scripts: ReadonlyArray<string>): string =>
  [
    "default-src 'none'",
    `script-src ${scripts.map(scriptHash).join(' ')}`,
    "style-src 'unsafe-inline'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'"
  ].join('; ')

/**
 * Returns a report as one HTML page that needs nothing else: charts, tables, style and scripts are in it, and its security policy forbids it
 * to fetch anything.
 *
 * Cost: above a megabyte, which is the chart library; a curve has at most two hundred points.
 *
 * @category page
 * @since 0.1.0
 */
export const renderPage = (report: ExperimentReport): string => {
  const groups = figuresOf(report)
  const scripts = [inlineScript(chartScript()), inlineScript(pageScript())]
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${securityPolicy(scripts)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${report.title}</title>
        <link rel="icon" href="data:," />
        <style>
          ${verbatim(themeStyle)}${verbatim(pageStyle())}
        </style>
      </head>
      <body>
        ${mastheadHtml(report)}
        <main>${groups.map((group, index) => groupHtml(group, index, report.reference))}</main>
        ${footerHtml(report)} ${payloadElement(groups)} ${scripts.map(scriptElement)}
      </body>
    </html> `.markup
}
