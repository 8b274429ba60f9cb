import { startBareProxy } from './bare-proxy'

const [origin = '', port = '0'] = process.argv.slice(2)

void startBareProxy(origin, Number(port))
