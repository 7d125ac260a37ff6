import type { Command } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import { printJson } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'

export const release = manifest.version

export function addVersion(program: Command, terminal: Terminal): void {
  program
    .command('version')
    .description('Say which Baton this is.')
    .action(() => {
      const { json } = program.opts<{ json?: boolean }>()
      if (json) printJson(terminal, { release, node: process.version })
      else sayLine(terminal, `baton ${release} (Node ${process.version.slice(1)})`)
    })
}
