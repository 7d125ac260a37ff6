// Debian's Alertmanager and its amtool, so that Baton's answers can be laid beside those of the real one.
import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { freePort, launch } from './program.ts'
import { eventually, programAt, type Trial } from './trial.ts'

const howToGet = 'apt-get install prometheus prometheus-alertmanager (their own services need not run)'

/** A real Alertmanager with one receiver of this name, grouping as Baton says it does; gives its address. */
export async function startAlertmanager(trial: Trial, receiver: string): Promise<string> {
  const command = programAt('/usr/bin/prometheus-alertmanager', howToGet)
  const folder = path.join(trial.folder, 'beside')
  await mkdir(folder)
  const file = path.join(folder, 'alertmanager.yml')
  await writeFile(file, `route: { receiver: ${receiver}, group_by: [alertname] }\nreceivers: [{ name: ${receiver} }]\n`)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const args = [
    `--config.file=${file}`,
    `--storage.path=${folder}/data`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--cluster.listen-address=',
  ]
  const program = launch({ command, args, logFile: path.join(folder, 'alertmanager.log') })
  trial.after(() => program.stop())
  const isReady = await eventually(20_000, () =>
    fetch(`${url}/-/ready`).then(
      (response) => response.ok,
      () => false,
    ),
  )
  if (!isReady) throw new Error(`Alertmanager did not become ready:\n${program.lastWords()}`)
  return url
}

export type Said = { readonly code: number; readonly out: string; readonly err: string }
export type Amtool = (...args: readonly string[]) => Promise<Said>

/** amtool, as its user types it, against this address. Its warning that the versions differ is left out. */
export function amtoolAt(trial: Trial, url: string | null): Amtool {
  const command = programAt('/usr/bin/amtool', howToGet)
  const at = url === null ? [] : [`--alertmanager.url=${url}`]
  return (...args) =>
    new Promise((resolve, reject) => {
      const child = spawn(command, [...at, ...args], { env: { HOME: trial.folder, TZ: 'UTC', USER: 'trial' } })
      const texts = { out: '', err: '' }
      child.stdout.on('data', (chunk: Buffer) => (texts.out += chunk.toString()))
      child.stderr.on('data', (chunk: Buffer) => (texts.err += chunk.toString()))
      child.once('error', reject)
      child.once('close', (code) => {
        const err = texts.err.replace(/^.*are different.*\n/gm, '').replace(/^Warning: .*\n/gm, '')
        resolve({ code: code ?? -1, out: texts.out, err })
      })
    })
}
