// Debian's amtool as its user types it: what it says, and with which status it ends.
import { spawn } from 'node:child_process'
import { programAt, type Trial } from './trial.ts'

export type Said = { readonly code: number; readonly out: string; readonly err: string }
export type Amtool = (...args: readonly string[]) => Promise<Said>

/** amtool against this address. Its warning that the versions differ is left out. */
export function amtoolAt(trial: Trial, url: string | null): Amtool {
  const command = programAt('/usr/bin/amtool', 'apt-get install prometheus-alertmanager')
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
