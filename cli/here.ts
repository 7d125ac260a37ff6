// The one place where the CLI reaches into the server: `up` and `serve` start it in this process.
import type { Command } from 'commander'
import { sayLine, type Terminal } from './terminal.ts'

export function addHere(program: Command, terminal: Terminal): void {
  const say = (line: string) => sayLine(terminal, line)
  program
    .command('up')
    .description('Start Baton on this machine and say where it is and how to sign in. Ctrl-C ends it.')
    .option('--demo', 'begin with an invented team, its past and its troubles')
    .action(async ({ demo = false }: { readonly demo?: boolean }) => {
      const { up } = await import('../server/run.ts')
      await up({ isDemo: demo, say })
    })
  program
    .command('serve')
    .description('Start Baton under a service manager or in a container: the same, with diagnostics only.')
    .action(async () => {
      const { serve } = await import('../server/run.ts')
      await serve({ isDemo: false, say })
    })
}
