import type { Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import { connected, type Common } from './door.ts'
import { alertNumbers } from './numbers.ts'
import { printJson } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'

/** Several alerts answered at once: what becomes of each is said. */
export function addMany(program: Command, terminal: Terminal): void {
  const many = program.command('many').description('Answer several alerts at once.')
  many
    .command('ack')
    .description('I have all of these. What somebody has stays theirs.')
    .argument('<ids...>', 'numbers of the alerts', alertNumbers)
    .action(async (alertIds: readonly number[], _: unknown, command: Command) => {
      const api = await connected(terminal, command.optsWithGlobals<Common>())
      told(terminal, command, 'Acknowledged', await api.acknowledgeAlerts({ alertIds: [...alertIds] }))
    })
  many
    .command('resolve')
    .description('The problems are gone: closes all of these. What somebody else has is left to them.')
    .argument('<ids...>', 'numbers of the alerts', alertNumbers)
    .option('--note <text>', 'what it was, and what helped')
    .action(async (alertIds: readonly number[], { note }: { readonly note?: string }, command: Command) => {
      const api = await connected(terminal, command.optsWithGlobals<Common>())
      const answer = await api.closeAlerts({ alertIds: [...alertIds], ...(note ? { note } : {}) })
      told(terminal, command, 'Closed', answer)
    })
}

const why = {
  taken: 'somebody else has it',
  yours: 'it was yours already',
  closed: 'it was closed already',
  answered_in_part: 'others must answer too',
  not_allowed: 'you may not answer for its team',
  moved_on: 'it has moved on',
  gone: 'there is no such alert',
} as const

function told(terminal: Terminal, command: Command, word: string, answer: EndpointOutput<'acknowledgeAlerts'>): void {
  if (command.optsWithGlobals<Common>().json) return printJson(terminal, answer)
  const others = answer.others > 0 ? `, and ${answer.others} more on the same pages` : ''
  sayLine(terminal, `${word}: ${answer.done.length}${others}.`)
  for (const { alertId, because, by } of answer.left) {
    sayLine(terminal, `${alertId} was left: ${because === 'taken' && by ? `${by} has it` : why[because]}.`)
  }
}
