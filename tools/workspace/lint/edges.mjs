// The edge table as the lint rules see it.
import { readFileSync } from 'node:fs'

export const edges = JSON.parse(readFileSync(new URL('../edges.json', import.meta.url), 'utf8'))

const roots = { app: 'apps', tool: 'tools' }

/** Every project of the table with its folder, layer and runtime. */
export const projectsOf = ({ packages }) =>
  Object.entries(packages).map(([name, row]) => ({
    name,
    folder: `${roots[row.layer] ?? 'packages'}/${name}`,
    vendor: [],
    ...row
  }))

/** Layers whose code gets time, chance, settings and output handed in, never from around it. */
export const isPureLayer = (layer) => ['contracts', 'kernel', 'core', 'harness'].includes(layer)
