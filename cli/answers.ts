// What a responder answers from the terminal: acknowledge, take over, decline, resolve, snooze, escalate.
import { Argument, InvalidArgumentError, type Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import { noActionReasons, type NoActionReason } from '../domain/alerts/outcome.ts'
import { promiseMinutes } from '../domain/paging/answer.ts'
import type { Instant } from '../domain/time.ts'
import type { Api } from './client.ts'
import { connected, type Common } from './door.ts'
import { noneSuch } from './find.ts'
import { alertNumber } from './numbers.ts'
import { plain, printJson } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused } from './trouble.ts'
import { hereOf, momentText, readMoment, readSpanMs, type Here } from './when.ts'

export function addAnswers(program: Command, terminal: Terminal): void {
  const answered = answering(terminal)
  program
    .command('ack')
    .description('I have it: stops escalation until the policy brings the alert back, or until you said to be back.')
    .argument('<id>', 'number of the alert', alertNumber)
    .option('--looking-at <text>', 'what you look at: everybody sees it')
    .option('--back-in <span>', 'in how long you are back, 5m to 4h: the alert comes back to you then', minutesBack)
    .option('--for <e-mail>', 'somebody else has it and said so: acknowledges for them')
    .option('--because <text>', 'how you know, or why you act although another has it')
    .action((id: number, options: Promised & ForAnother, command: Command) =>
      answered(
        command,
        (alert) => acknowledgedWords(alert, options.for),
        async (api) =>
          api.acknowledgeAlert({
            alertId: id,
            ...promiseOf(options),
            ...(options.for ? { forPersonId: await personNamed(api, options.for) } : {}),
            ...becauseOf(options),
          }),
      ),
    )
  program
    .command('take')
    .description('I have it instead of whoever has it now.')
    .argument('<id>', 'number of the alert', alertNumber)
    .requiredOption('--because <text>', 'why, although another has it')
    .option('--looking-at <text>', 'what you look at: everybody sees it')
    .option('--back-in <span>', 'in how long you are back, 5m to 4h', minutesBack)
    .action((id: number, options: Promised & Because, command: Command) =>
      answered(command, 'Taken over', (api) =>
        api.takeOverAlert({ alertId: id, ...promiseOf(options), ...becauseOf(options) }),
      ),
    )
  program
    .command('decline')
    .description('I cannot: the page goes on without you. What you have already, you give back by this.')
    .argument('<id>', 'number of the alert', alertNumber)
    .option('--reason <text>', 'why, for whoever is paged next')
    .action((id: number, { reason = '' }: { readonly reason?: string }, command: Command) =>
      answered(command, 'Declined', (api) => api.declineAlert({ alertId: id, reason })),
    )
  program
    .command('resolve')
    .alias('close')
    .description('The problem is gone: closes the alert and ends its page.')
    .argument('<id>', 'number of the alert', alertNumber)
    .option('--note <text>', 'what was done, for the log')
    .option('--no-action [words]', 'no action was needed, and why in a few words')
    .option('--reason <reason>', `with --no-action: ${noActionReasons.map(dashed).join(', ')}`, reasonNamed)
    .option('--because <text>', 'why, although another has it')
    .action((id: number, { note = '', ...options }: Closing, command: Command) =>
      answered(command, isNoAction(options) ? 'Closed, no action needed' : 'Closed', (api) =>
        api.closeAlert({ alertId: id, note, ...becauseOf(options), ...outcomeOf(options) }),
      ),
    )
  program
    .command('outcome')
    .description('What came of a closed alert: somebody acted, or no action was needed. For 30 days after its end.')
    .argument('<id>', 'number of the alert', alertNumber)
    .addArgument(new Argument('<outcome>', 'what came of it').choices(['acted', 'no-action', 'take-back']))
    .option('--reason <reason>', `with no-action: ${noActionReasons.map(dashed).join(', ')}`, reasonNamed)
    .option('--note <text>', 'why, in a few words')
    .action((id: number, outcome: string, { note = '', reason }: Said, command: Command) =>
      answered(command, outcome === 'take-back' ? 'Taken back' : `Said: ${outcome}`, (api) =>
        outcome === 'take-back'
          ? api.takeBackOutcome({ alertId: id })
          : api.sayOutcome({
              alertId: id,
              outcome: outcome === 'acted' ? 'acted' : 'no_action',
              note,
              ...(reason ? { reason } : {}),
            }),
      ),
    )
  program
    .command('snooze')
    .description('Be quiet for a while; the alert pages again when it is still open then.')
    .argument('<id>', 'number of the alert', alertNumber)
    .argument('<how-long...>', '30m, 2h, 1d; or "until" and a moment: until 09:00, until "2026-11-24 09:00 Asia/Seoul"')
    .option('--because <text>', 'why, although another has it')
    .action((id: number, words: readonly string[], options: Because, command: Command) => {
      const here = hereOf(terminal)
      const until = readUntil(words.join(' '), here)
      return answered(command, `Snoozed until ${momentText(until, here)}`, (api) =>
        api.snoozeAlert({
          alertId: id,
          until: until.toString({ smallestUnit: 'millisecond' }),
          ...becauseOf(options),
        }),
      )
    })
  program
    .command('escalate')
    .description('Do not wait: go to the next step of the policy now.')
    .argument('<id>', 'number of the alert', alertNumber)
    .option('--because <text>', 'why, although another has it')
    .action((id: number, options: Because, command: Command) =>
      answered(command, 'Escalated', (api) => api.escalateAlert({ alertId: id, ...becauseOf(options) })),
    )
}

type Said = { readonly note?: string; readonly reason?: NoActionReason }
/** `--no-action` without words is false, and true when it is not there: so commander reads an option that begins with "no". */
type Closing = Because & Said & { readonly action: boolean | string }

function isNoAction({ action }: Pick<Closing, 'action'>): boolean {
  return action !== true
}

function outcomeOf({ action, reason }: Closing) {
  if (action === true) {
    if (reason) misused('--reason says why no action was needed: write --no-action with it.')
    return {}
  }
  return {
    outcome: 'no_action' as const,
    ...(reason ? { reason } : {}),
    ...(action === false ? {} : { note: action }),
  }
}

function dashed(reason: NoActionReason): string {
  return reason.replaceAll('_', '-')
}

function reasonNamed(text: string): NoActionReason {
  const found = noActionReasons.find((reason) => dashed(reason) === text || reason === text)
  if (found) return found
  throw new InvalidArgumentError(`Write one of ${noActionReasons.map(dashed).join(', ')}.`)
}

type Because = { readonly because?: string }
type ForAnother = Because & { readonly for?: string }
type Promised = { readonly lookingAt?: string; readonly backIn?: number }

function becauseOf({ because }: Because) {
  return because === undefined ? {} : { because }
}

function promiseOf({ lookingAt, backIn }: Promised) {
  return {
    ...(lookingAt === undefined ? {} : { lookingInto: lookingAt }),
    ...(backIn === undefined ? {} : { backInMinutes: backIn }),
  }
}

/** `20m`, `1h30m` as minutes. */
function minutesBack(text: string): number {
  const minutes = (readSpanMs(text) ?? 0) / 60_000
  const { least, most } = promiseMinutes
  if (Number.isInteger(minutes) && minutes >= least && minutes <= most) return minutes
  throw new InvalidArgumentError('Write 5m to 4h.')
}

async function personNamed(api: Api, email: string): Promise<string> {
  const { people } = await api.listPeople()
  const found = people.find((person) => person.email.toLowerCase() === email.toLowerCase())
  if (found) return found.id
  throw noneSuch(
    'person',
    email,
    people.map((person) => person.email),
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
function acknowledgedWords({ state, answers }: Alert, whom: string | undefined): string {
  if (state !== 'triggered' || !answers) return whom ? `Acknowledged for ${whom}` : 'Acknowledged'
  return `Answered, ${answers.by.length} of ${answers.needed}; the page goes on`
}

/** The end of a snooze. */
function readUntil(text: string, here: Here): Instant {
  const spanMs = readSpanMs(text)
  if (spanMs !== null) return here.now.add({ milliseconds: spanMs })
  const moment = /^until\s+/i.test(text) ? readMoment(text.replace(/^until\s+/i, ''), here) : null
  return moment ?? misused(`"${text}" is no time to be quiet. Write 30m, 2h, or: until 09:00`)
}
