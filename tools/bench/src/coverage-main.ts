import { reportCoverage } from './coverage'

const settings = { seed: 20_261_125, runs: 2000, looks: [10, 100, 1000], delta: 0.05 }

const broken = reportCoverage(settings, (line) => void process.stdout.write(`${line}\n`))
for (const promise of broken) process.stderr.write(`promise not kept: ${promise}\n`)
if (broken.length > 0) process.exitCode = 1
