import type { ExperimentReport } from '@stageroute/contracts'
import { columns } from '../tables/columns'
import { html, when, type Html } from './html'

/** What the experiment is: title, question, how it was made, and whether it is to be trusted yet. */
export const mastheadHtml = (report: ExperimentReport): Html =>
  html`<header>
    <h1>${report.title}</h1>
    <p class="question">${report.question}</p>
    ${when(
      report.isQuick,
      () =>
        html`<p class="quick" role="note">
          <strong>A quick look.</strong> Fewer seeds and shorter runs than the experiment: it shows
          that everything works, not what is true.
        </p> `
    )}
    <dl class="facts">
      <div>
        <dt>Made by</dt>
        <dd><code>${report.command}</code></dd>
      </div>
      <div>
        <dt>Seeds</dt>
        <dd>${report.seeds}${report.isQuick ? ' (quick look)' : ''}</dd>
      </div>
      <div>
        <dt>Compared with</dt>
        <dd>${report.reference}</dd>
      </div>
      <div>
        <dt>Content hash</dt>
        <dd><code class="hash">${report.hash}</code></dd>
      </div>
    </dl>
    ${when(
      report.groups.length > 1,
      () =>
        html`<nav aria-label="Sections">
          <ul>
            ${report.groups.map(
              ({ title }, index) => html`<li><a href="#group-${index}">${title}</a></li> `
            )}
            <li><a href="#reading">How to read this page</a></li>
          </ul>
        </nav> `
    )}<noscript
      ><p class="quick">
        Charts are drawn by a script; without one the tables hold all the numbers.
      </p></noscript
    >
  </header> `

const runsHtml = ({ groups }: ExperimentReport): Html =>
  html`<details>
    <summary>Hashes of the runs</summary>
    <p>Content hashes of the runs behind the numbers, seed by seed.</p>
    ${groups.map(
      ({ title, cases }) =>
        html`<h3>${title}</h3>
          ${cases.map(
            ({ label, results }) =>
              html`<dl class="runs">
                ${results.map(
                  ({ policy, runs }) =>
                    html`<div>
                      <dt>${[label, policy].filter((text) => text !== '').join(', ')}</dt>
                      <dd>${runs.join(' ')}</dd>
                    </div> `
                )}
              </dl> `
          )}`
    )}
  </details> `

const terms: ReadonlyArray<readonly [term: string, meaning: string]> = [
  [
    'Stage oracle',
    'knows every model’s true reward and cost, and solves for the best mix of the models that exist in each stage, within the budget and the capacities.'
  ],
  [
    'Ratio to oracle',
    'reward over that of the stage oracle. It can exceed one: by chance, or by spending more than the budget. Read it beside spend / budget.'
  ],
  [
    'Regret',
    'reward that the stage oracle would have earned minus that of the policy’s mixes, with true means, summed over the queries.'
  ],
  [
    'Overspent',
    'a query counts as overspent when, after it, more was spent than the opening float and the budget of the queries so far.'
  ],
  [
    'Confidence interval',
    'Student’s t over the seeds, 95 %. Policies play the same seeds, so that differences are taken seed by seed; “not told apart” says that the interval of the difference holds zero.'
  ],
  [
    'Units',
    'rewards are in [0, 1] per query; regrets are sums of rewards over a run; costs and budgets are in USD, per query unless a thousand is named.'
  ]
]

/** How to read the page, and what it was made of. */
export const footerHtml = (report: ExperimentReport): Html =>
  html`<footer id="reading">
    <h2>How to read this page</h2>
    <dl class="terms">
      ${terms.map(
        ([term, meaning]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${meaning}</dd>
          </div> `
      )}
    </dl>
    <details>
      <summary>Columns of the tables</summary>
      <dl class="terms">
        ${columns.map(
          ({ head, meaning }) =>
            html`<div>
              <dt>${head}</dt>
              <dd>${meaning}</dd>
            </div> `
        )}
      </dl>
    </details>
    ${runsHtml(report)}
    <p class="licence">
      Charts by Apache ECharts, Apache License 2.0, contained in this page with its notice.
    </p>
  </footer> `
