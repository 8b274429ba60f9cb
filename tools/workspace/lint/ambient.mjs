// What pure layers must be handed instead of reaching for it.

const instead = {
  Date: 'Take the time, or the query index, as an argument.',
  performance: 'Take the time, or the query index, as an argument.',
  process: 'Take settings as arguments; the apps read the environment.',
  console: 'Return what there is to say; the apps print it.',
  Buffer: 'Use Uint8Array or a typed array: this code also runs in a browser.',
  fetch: 'Effects live in adapters and apps.',
  crypto: 'Draw from a seeded stream of @stageroute/numeric.',
  require: 'Import at the top of the file.'
}

const timers = [
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'clearInterval',
  'clearImmediate',
  'queueMicrotask'
]

/** Rules against ambient time, chance, settings and output. */
export const ambientRules = {
  'no-restricted-globals': [
    'error',
    {
      globals: [
        ...Object.entries(instead).map(([name, message]) => ({ name, message })),
        ...timers.map((name) => ({ name, message: 'Effects live in adapters and apps.' }))
      ],
      checkGlobalObject: true
    }
  ],
  'no-restricted-properties': [
    'error',
    {
      object: 'Math',
      property: 'random',
      message: 'Draw from a seeded stream of @stageroute/numeric.'
    }
  ]
}
