import { lookIn, type Frame } from '../charts/frame'
import type { Look } from '../charts/look'
import { html, when, type Html } from './html'

const dashText = ({ dash }: Look): string => (dash === 'solid' ? 'none' : dash.join(' '))

/** A line and a symbol as the charts draw them. */
const sample = (look: Look): Html =>
  html`<svg
    class="sample"
    viewBox="0 0 40 12"
    aria-hidden="true"
    style="--own:var(--${look.colour.slice(1)})"
  >
    <path
      class="line"
      d="M0 6H40"
      stroke-dasharray="${dashText(look)}"
      stroke-width="${look.isReference ? 3 : 2}"
    />
    <path class="symbol" d="${look.symbol}" transform="translate(15 1)" />
  </svg>`

const keyHtml = (frame: Frame, policy: string, index: number, isShown: boolean): Html =>
  html`<li>
    <button
      type="button"
      class="key"
      data-policy="${index}"
      aria-pressed="${isShown ? 'true' : 'false'}"
    >
      ${sample(lookIn(frame, policy))}<span>${policy}</span>
    </button>
  </li> `

/** Buttons that show and hide the policies of a group in all of its charts. */
export const legendHtml = (frame: Frame, shown: ReadonlyArray<string>): Html => {
  const { drawn } = frame
  const isCut = shown.length < drawn.length
  return html`<div
    class="legend needs-script"
    role="group"
    aria-label="Policies shown in the charts"
  >
    <p>
      ${
        isCut
          ? `${drawn.length} policies: at first the charts show the reference and the ${shown.length - 1} others with the largest ratio to the oracle.`
          : 'Policies in the charts: press one to hide or show it.'
      }
      ${when(
        isCut,
        () =>
          html`<button type="button" data-show="all">Show all</button>
            <button type="button" data-show="best">Show the best</button> `
      )}<button type="button" data-show="none">Hide all</button>
    </p>
    <ul>
      ${drawn.map((policy, index) => keyHtml(frame, policy, index, shown.includes(policy)))}
    </ul>
  </div> `
}
