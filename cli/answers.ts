// What a responder answers from the terminal: acknowledge, resolve, snooze, escalate.
import type { Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import type { Instant } from '../domain/time.ts'
import type { Api } from './client.ts'
import { connected, type Common } from './door.ts'
import { alertNumber } from './numbers.ts'
import { plain, printJson } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused } from './trouble.ts'
import { momentText, readMoment, readSpanMs, type Here } from './when.ts'

export function addAnswers(program: Command, terminal: Terminal): void {
  const answered = answering(terminal)
  program
    .command('ack')
    .description('I have it: stops escalation until the policy brings the alert back.')
    .argument('<id>', 'number of the alert', alertNumber)
    .action((id: number, _: unknown, command: Command) =>
      answered(command, acknowledgedWords, (api) => api.acknowledgeAlert({ alertId: id })),
    )
  program
    .command('resolve')
    .alias('close')
    .description('The problem is gone: closes the alert and ends its page.')
    .argument('<id>', 'number of the alert', alertNumber)
    .option('--note <text>', 'what was done, for the log')
    .action((id: number, { note = '' }: { readonly note?: string }, command: Command) =>
      answered(command, 'Closed', (api) => api.closeAlert({ alertId: id, note })),
    )
  program
    .command('snooze')
    .description('Be quiet for a while; the alert pages again when it is still open then.')
    .argument('<id>', 'number of the alert', alertNumber)
    .argument('<how-long...>', '30m, 2h, 1d; or "until" and a moment: until 09:00, until "2026-11-24 09:00 Asia/Seoul"')
    .action((id: number, words: readonly string[], _: unknown, command: Command) => {
      const here = { now: terminal.now(), zone: terminal.zone }
      const until = readUntil(words.join(' '), here)
      return answered(command, `Snoozed until ${momentText(until, here)}`, (api) =>
        api.snoozeAlert({ alertId: id, until: until.toString({ smallestUnit: 'millisecond' }) }),
      )
    })
  program
    .command('escalate')
    .description('Do not wait: go to the next step of the policy now.')
    .argument('<id>', 'number of the alert', alertNumber)
    .action((id: number, _: unknown, command: Command) =>
      answered(command, 'Escalated', (api) => api.escalateAlert({ alertId: id })),
    )
}

type Alert = EndpointOutput<'getAlert'> | EndpointOutput<'acknowledgeAlert'>

function answering(terminal: Terminal) {
  return async (
    command: Command,
    done: string | ((alert: Alert) => string),
    answer: (api: Api) => Promise<Alert>,
  ): Promise<void> => {
    const options = command.optsWithGlobals<Common>()
    const alert = await answer(await connected(terminal, options))
    if (options.json) printJson(terminal, alert)
    else
      sayLine(
        terminal,
        `${typeof done === 'string' ? done : done(alert)}: ${alert.id} ${alert.priority} ${plain(alert.summary)}`,
      )
  }
}

/** One of several who must answer is told how many are still needed. */
function acknowledgedWords({ state, answers }: Alert): string {
  if (state !== 'triggered' || !answers) return 'Acknowledged'
  return `Answered, ${answers.by.length} of ${answers.needed}; the page goes on`
}

/** The end of a snooze. */
function readUntil(text: string, here: Here): Instant {
  const spanMs = readSpanMs(text)
  if (spanMs !== null) return here.now.add({ milliseconds: spanMs })
  const moment = /^until\s+/i.test(text) ? readMoment(text.replace(/^until\s+/i, ''), here) : null
  return moment ?? misused(`"${text}" is no time to be quiet. Write 30m, 2h, or: until 09:00`)
}
