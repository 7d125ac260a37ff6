// What does Baton keep when the world around it breaks? `node test/real/chaos.ts [trial...] [--minutes n] [--seed n]`
// Real processes, a real PostgreSQL, real HTTP. Without a name all trials run, one after the other; each ends by itself.
import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'
import { cut } from './chaos/cut.ts'
import { disk } from './chaos/disk.ts'
import { everything } from './chaos/everything.ts'
import { freeze } from './chaos/freeze.ts'
import { kill } from './chaos/kill.ts'
import { phone } from './chaos/phone.ts'
import { provider } from './chaos/provider.ts'
import { restart } from './chaos/restart.ts'
import { runTrial } from './trial.ts'

const trials = [kill, freeze, restart, cut, disk, provider, phone, everything]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: 'string' }, seed: { type: 'string' } },
})
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000))
const names = positionals.length > 0 ? positionals : trials.map(({ name }) => name)
const unknown = names.filter((name) => !trials.some((trial) => trial.name === name))
if (unknown.length > 0) {
  console.error(`There is no trial ${unknown.join(', ')}. There are: ${trials.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}

const [first] = names
const only = names.length === 1 ? trials.find(({ name }) => name === first) : undefined
if (only) {
  const minutes = Number(values.minutes ?? only.minutes)
  await runTrial(`chaos-${only.name}`, { minutes: minutes + 10 }, (trial) => only.run(trial, { minutes, seed }))
} else {
  const failed: string[] = []
  for (const name of names) if ((await alone(name)) !== 0) failed.push(name)
  console.log(failed.length === 0 ? `All ${names.length} trials passed.` : `Failed: ${failed.join(', ')}.`)
  process.exit(failed.length === 0 ? 0 : 1)
}

/** Each trial has a process of its own, as it has when it is started by its name. */
function alone(name: string): Promise<number> {
  const minutes = values.minutes === undefined ? [] : ['--minutes', values.minutes]
  const args = [import.meta.filename, name, '--seed', String(seed), ...minutes]
  return new Promise((resolve) => {
    spawn(process.execPath, args, { stdio: 'inherit' }).once('exit', (code) => resolve(code ?? 1))
  })
}
