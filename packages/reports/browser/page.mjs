import { makeFigure } from './figures.mjs'
import { startLegend } from './legends.mjs'

/**
 * @typedef {object} Group
 * @property {ReadonlyArray<string>} policies
 * @property {ReadonlyArray<string>} shown
 * @property {ReadonlyArray<{ kind: string, views: ReadonlyArray<import('./figures.mjs').View> }>} figures
 */

/** Shows the table of one case. */
const showTable = (/** @type {HTMLElement} */ section, /** @type {number} */ caseIndex) => {
  for (const table of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll('.case'))) {
    table.hidden = table.dataset.case !== String(caseIndex)
  }
}

/**
 * Brings a section to life: its figures, its legend, and the case that figures and table show.
 *
 * @param {import('./figures.mjs').Page} page
 * @param {Group} group
 * @param {number} index
 */
const startGroup = (page, group, index) => {
  const section = /** @type {HTMLElement} */ (document.getElementById(`group-${index}`))
  const shown = new Map(group.policies.map((policy) => [policy, group.shown.includes(policy)]))
  const figures = group.figures.map((figure) =>
    makeFigure(
      page,
      figure,
      /** @type {HTMLElement} */ (document.getElementById(`group-${index}-${figure.kind}`)),
      shown
    )
  )
  startLegend(section, group, shown, figures)
  const picker = /** @type {HTMLSelectElement | null} */ (section.querySelector('[data-pick=case]'))
  const showCase = () => {
    const caseIndex = Number(picker?.value ?? 0)
    showTable(section, caseIndex)
    for (const figure of figures) figure.showCase(caseIndex)
  }
  picker?.addEventListener('change', showCase)
  showCase()
  addEventListener('beforeprint', () => {
    for (const figure of figures) figure.draw()
  })
}

const payload = JSON.parse(document.getElementById('report')?.textContent ?? '{}')
document.documentElement.classList.add('scripted')
payload.groups.forEach((/** @type {Group} */ group, /** @type {number} */ index) => {
  startGroup(payload, group, index)
})
