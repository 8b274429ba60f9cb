import { handOver } from '@stageroute/engine'
import type { Gateway } from './gateway'
import { keepAll } from './state/keep-event'
import { takeSnapshot } from './state/snapshots'

const LOOK_MS = 20

/** How long requests that are cut off have to be booked, milliseconds. */
const CUT_MS = 2000

const waitForRequests = async (gateway: Gateway, ms: number): Promise<void> => {
  const until = gateway.clock.elapsed() + ms
  while (gateway.underWay > 0 && gateway.clock.elapsed() < until)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
}

/** Takes no new requests and waits for those under way, as long as the configuration allows; then their upstreams are cut off, and they end with that. */
export const drain = async (gateway: Gateway): Promise<void> => {
  gateway.isDraining = true
  await waitForRequests(gateway, gateway.setup.config.listen.drainMs)
  if (gateway.underWay === 0) return
  gateway.log.warn({ requests: gateway.underWay }, 'requests under way are cut off')
  for (const upstream of gateway.setup.upstreams.values()) await upstream.drop()
  await waitForRequests(gateway, CUT_MS)
}

/** Keeps everything and closes what is open. Marks come down only where nothing is under way any more. */
export const closeGateway = async (gateway: Gateway): Promise<void> => {
  const { engine, clock, keeper, store, log, traces, setup } = gateway
  if (gateway.underWay === 0) {
    await keepAll(gateway, [handOver(engine.memory, clock.now())])
    await takeSnapshot(gateway)
  } else log.warn({ requests: gateway.underWay }, 'requests were still under way')
  const unkept = await keeper.stop()
  if (unkept > 0) log.error({ events: unkept }, 'events could not be kept')
  await store.close()
  for (const upstream of setup.upstreams.values()) void upstream.close()
  await traces.stop()
}
