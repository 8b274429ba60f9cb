import type { ReportGroup, SimulationSettings } from '@stageroute/contracts'
import { settingText, valueText } from '../charts/along-axis'
import type { Chart } from '../charts/chart'
import { html, when, type Html } from './html'
import { legendHtml } from './legend-html'
import type { GroupFigures } from './payload'
import { resultsHtml, slopesHtml } from './results-html'

/** Kinds whose series are policies that can be shown and hidden. */
const kindsOfPolicies = ['regret', 'spend', 'pareto', 'sensitivity', 'slope']

const optionHtml = (text: string, value: string): Html =>
  html`<option value="${value}">${text}</option> `

const casePicker = ({ cases }: ReportGroup): Html =>
  when(
    cases.length > 1,
    () =>
      html`<label class="picker needs-script"
        >Case
        <select data-pick="case">
          ${cases.map(({ label }, index) => optionHtml(label, String(index)))}
        </select></label
      > `
  )

const choicePicker = (charts: ReadonlyArray<Chart>): Html => {
  const choices = [...new Set(charts.flatMap(({ choice }) => choice ?? []))]
  const label = charts[0]?.kind === 'shares' ? 'Policy' : 'Other settings'
  return when(
    choices.length > 1,
    () =>
      html`<label class="picker needs-script"
        >${label}
        <select data-pick="choice">
          ${choices.map((choice) => optionHtml(choice, choice))}
        </select></label
      > `
  )
}

const figureHtml = (charts: ReadonlyArray<Chart>, id: string): Html => {
  const [first] = charts
  if (first === undefined) return html``
  return html`<figure class="${first.kind} needs-script" id="${id}">
    <figcaption>
      <h3>${first.title}</h3>
      <p>${first.note}</p>
      ${choicePicker(charts)}
    </figcaption>
    <div
      class="chart"
      role="img"
      data-title="${first.title}"
      aria-label="${first.title}. The numbers are in the table of this section."
      style="height:${Math.max(...charts.map(({ height }) => height))}px"
    ></div>
  </figure> `
}

const valuesOf = (group: ReportGroup, name: keyof SimulationSettings): ReadonlyArray<string> => [
  ...new Set(group.cases.map(({ settings }) => valueText(settings[name])))
]

const settingsHtml = (group: ReportGroup): Html => {
  const names = Object.keys(group.cases[0]?.settings ?? {}) as Array<keyof SimulationSettings>
  return html`<details>
    <summary>Settings</summary>
    <dl class="settings">
      ${names.map(
        (name) =>
          html`<div>
            <dt>${settingText(name)}</dt>
            <dd>${valuesOf(group, name).join(' · ')}</dd>
          </div> `
      )}
    </dl>
  </details> `
}

/** A group: what it is drawn as, and its numbers. */
export const groupHtml = (
  { frame, shown, figures }: GroupFigures,
  index: number,
  reference: string
): Html => {
  const { group } = frame
  const hasLegend = group.charts.some((kind) => kindsOfPolicies.includes(kind))
  return html`<section class="group" id="group-${index}" aria-labelledby="group-${index}-title">
    <h2 id="group-${index}-title">${group.title}</h2>
    <div class="controls">
      ${casePicker(group)}${when(hasLegend, () => legendHtml(frame, shown))}
    </div>
    <div class="figures">
      ${figures.map((charts) => figureHtml(charts, `group-${index}-${charts[0]?.kind ?? ''}`))}
    </div>
    <h3>Numbers</h3>
    ${slopesHtml(group)} ${resultsHtml(group, reference)} ${settingsHtml(group)}
  </section> `
}
