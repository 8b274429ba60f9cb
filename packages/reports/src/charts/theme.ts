import type { ChartOption } from './chart'

/**
 * A colour for every role that options name.
 *
 * @category look
 * @since 0.1.0
 */
export type Theme = Readonly<Record<string, string>>

/** Okabe and Ito's colours, told apart with any colour vision. Their yellow is left out: it is lost on white. */
const okabeIto = {
  blue: '#0072B2',
  vermillion: '#D55E00',
  green: '#009E73',
  orange: '#E69F00',
  purple: '#CC79A7',
  sky: '#56B4E9'
} as const

/** Shares grow from the paper's colour to a strong one, in steps of lightness that any eye can order. */
const lightHeat = ['#EEF3F8', '#B5D0E8', '#6DA9D2', '#2171B5', '#08306B']
const darkHeat = ['#1E2A36', '#2F4A63', '#5B7C8D', '#B7A95F', '#FDE725']

const heatRoles = (ramp: ReadonlyArray<string>): Theme =>
  Object.fromEntries(ramp.map((colour, step) => [`heat${step}`, colour]))

/**
 * The themes of a page. Blue is lighter on dark paper, where the original is hard to see.
 *
 * @category look
 * @since 0.1.0
 */
export const themes: Readonly<Record<'light' | 'dark', Theme>> = {
  light: {
    ...okabeIto,
    ...heatRoles(lightHeat),
    paper: '#FFFFFF',
    ink: '#1B1F24',
    muted: '#59636E',
    rule: '#DDE2E8'
  },
  dark: {
    ...okabeIto,
    ...heatRoles(darkHeat),
    blue: '#3F93E0',
    sky: '#8FD3FF',
    paper: '#161B21',
    ink: '#E8EDF2',
    muted: '#9DA7B3',
    rule: '#323A44'
  }
}

/** Roles from light to dark paper of a share, zero first. */
export const heat: ReadonlyArray<string> = lightHeat.map((_, step) => `@heat${step}`)

const colourKey = /color$/i

const painted = (theme: Theme, value: unknown): unknown =>
  typeof value === 'string' && value.startsWith('@') ? (theme[value.slice(1)] ?? value) : value

/**
 * Returns an option with every colour's role replaced by the theme's colour. Texts are left alone, whatever they look like.
 *
 * @category look
 * @since 0.1.0
 */
export const paintOption = (option: ChartOption, theme: Theme): ChartOption =>
  JSON.parse(JSON.stringify(option), (key, value: unknown) =>
    !colourKey.test(key)
      ? value
      : Array.isArray(value)
        ? value.map((colour) => painted(theme, colour))
        : painted(theme, value)
  ) as ChartOption
