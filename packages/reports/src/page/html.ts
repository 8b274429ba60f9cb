/** A text that is markup already; anything else is escaped where it is put into a page. */
export interface Html {
  readonly markup: string
}

type Slot = string | number | Html | ReadonlyArray<Html>

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)

const markupOf = (slot: Slot): string => {
  if (typeof slot === 'string' || typeof slot === 'number') return escaped(String(slot))
  return 'markup' in slot ? slot.markup : slot.map(({ markup }) => markup).join('')
}

/** Markup with texts in it: a text can never become an element, an attribute or a script. */
export const html = (parts: TemplateStringsArray, ...slots: ReadonlyArray<Slot>): Html => ({
  markup: parts.map((part, i) => part + (i < slots.length ? markupOf(slots[i] ?? '') : '')).join('')
})

/** Markup that was written by hand or by a program of ours, as it is. */
export const verbatim = (markup: string): Html => ({ markup })

/** Markup where a condition holds, else nothing. */
export const when = (condition: boolean, content: () => Html): Html =>
  condition ? content() : verbatim('')
