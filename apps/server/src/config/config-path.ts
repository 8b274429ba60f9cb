/** The way to a field of a document: names of fields and positions in lists. */
export type ConfigPath = ReadonlyArray<string | number>

const SHOWN_LENGTH = 60

const shown = (name: string): string =>
  name.length > SHOWN_LENGTH ? `${name.slice(0, SHOWN_LENGTH)}...` : name

const step = (key: string | number): string => {
  if (typeof key === 'number') return `[${key}]`
  return /^[A-Za-z_][\w-]*$/.test(key) ? `.${shown(key)}` : `[${JSON.stringify(shown(key))}]`
}

/** Returns `models[1].price.inputPerMillion` for the path of that field; nothing for the whole document. */
export const pathText = (path: ConfigPath): string => path.map(step).join('').replace(/^\./, '')
