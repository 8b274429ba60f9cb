import type { Gateway } from '../gateway'

/** Whether the upstream of a model answers a path with 2xx. */
export const isReady = (
  { setup }: Pick<Gateway, 'setup'>,
  model: string,
  path: string
): Promise<boolean> =>
  new Promise((resolve) => {
    const upstream = setup.upstreams.get(setup.models.get(model)?.upstream ?? '')
    let status = 0
    if (upstream === undefined) return resolve(false)
    upstream.send(
      { method: 'GET', path, headers: {}, body: null },
      {
        onBegin: (given) => (status = given),
        onChunk: () => undefined,
        onEnd: () => resolve(status < 300),
        onFailure: () => resolve(false)
      }
    )
  })
