/**
 * Buttons that show and hide policies: what is shown is kept in `shown`, and told to the figures one by one.
 *
 * @param {HTMLElement} section
 * @param {{ policies: ReadonlyArray<string>, shown: ReadonlyArray<string> }} group
 * @param {Map<string, boolean>} shown
 * @param {ReadonlyArray<import('./figures.mjs').Figure>} figures
 */
export const startLegend = (section, group, shown, figures) => {
  const keys = /** @type {NodeListOf<HTMLButtonElement>} */ (section.querySelectorAll('.key'))

  const show = (/** @type {number} */ index, /** @type {boolean} */ isShown) => {
    const policy = group.policies[index]
    if (shown.get(policy) === isShown) return
    shown.set(policy, isShown)
    keys[index].setAttribute('aria-pressed', String(isShown))
    for (const figure of figures) figure.showPolicy(policy, isShown)
  }

  /** @type {Readonly<Record<string, (policy: string) => boolean>>} */
  const presets = {
    all: () => true,
    best: (policy) => group.shown.includes(policy),
    none: () => false
  }

  keys.forEach((key, index) => {
    key.addEventListener('click', () => show(index, !shown.get(group.policies[index])))
  })
  for (const button of section.querySelectorAll('[data-show]')) {
    const preset = presets[/** @type {HTMLElement} */ (button).dataset.show ?? 'all']
    button.addEventListener('click', () => {
      group.policies.forEach((policy, index) => show(index, preset(policy)))
    })
  }
}
