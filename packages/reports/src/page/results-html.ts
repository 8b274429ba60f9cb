import type { CaseResult, ExperimentCase, ReportGroup } from '@stageroute/contracts'
import { columnsOf, rowOf, verdictOf, type Column } from '../tables/columns'
import { estimateText, numberText } from '../tables/number-text'
import { html, when, type Html } from './html'

/** A table that scrolls within its box, by keyboard too. */
const boxed = (label: string, table: Html): Html =>
  html`<div class="table-box" role="region" tabindex="0" aria-label="${label}">${table}</div>`

const verdictClass = ({ difference }: CaseResult): string =>
  verdictOf(difference).replaceAll(' ', '-')

const rowHtml = (result: CaseResult, shown: ReadonlyArray<Column>, reference: string): Html => {
  const [policy = '', ...cells] = rowOf(result, shown)
  const isReference = result.policy === reference
  return html`<tr class="${isReference ? 'reference' : verdictClass(result)}">
    <th scope="row">${policy}${when(isReference, () => html` <small>(reference)</small>`)}</th>
    ${cells.map(
      (cell, i) => html`<td class="${shown[i + 1]?.head.replace(/\W+/g, '-') ?? ''}">${cell}</td>`
    )}
  </tr> `
}

const headHtml = ({ head, meaning }: Column): Html =>
  html`<th scope="col" title="${meaning}">${head}</th>`

const oracleText = ({ oracles }: ExperimentCase): string =>
  [
    `stage oracle ${numberText(oracles.stage)}`,
    `with one budget for the whole run ${numberText(oracles.hindsight)}`,
    ...(oracles.category === null
      ? []
      : [`routing by category as well ${numberText(oracles.category)}`])
  ].join(', ')

const caseHtml = (
  group: ReportGroup,
  one: ExperimentCase,
  index: number,
  reference: string
): Html => {
  const shown = columnsOf(one.results)
  const caption = group.cases.length > 1 ? `${group.title}: ${one.label}` : group.title
  return html`<div class="case" data-case="${index}">
    <p class="oracles">Reward per query that true figures would earn: ${oracleText(one)}.</p>
    ${boxed(
      `Results, ${caption}`,
      html`<table>
        <caption>
          <span>
            ${caption}, ${one.dataset}: means over seeds, 95 % confidence intervals in brackets
          </span>
        </caption>
        <thead>
          <tr>
            ${shown.map(headHtml)}
          </tr>
        </thead>
        <tbody>
          ${one.results.map((result) => rowHtml(result, shown, reference))}
        </tbody>
      </table>`
    )}
  </div> `
}

/** The results of a group: a table per case. */
export const resultsHtml = (group: ReportGroup, reference: string): Html =>
  html`${group.cases.map((one, index) => caseHtml(group, one, index, reference))}`

/** The fitted slopes of a group, if it has any. */
export const slopesHtml = ({ title, slopes }: ReportGroup): Html =>
  when(slopes.length > 0, () =>
    boxed(
      `Slopes, ${title}`,
      html`<table class="slopes">
        <caption>
          <span>
            Slope of log regret on log queries, with a 95 % confidence interval; the paper proves
            2/3
          </span>
        </caption>
        <thead>
          <tr>
            <th scope="col">policy</th>
            <th scope="col">slope</th>
          </tr>
        </thead>
        <tbody>
          ${slopes.map(
            (slope) =>
              html`<tr>
                <th scope="row">${slope.policy}</th>
                <td>${estimateText(slope, 3)}</td>
              </tr> `
          )}
        </tbody>
      </table>`
    )
  )
