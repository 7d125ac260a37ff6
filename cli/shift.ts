// Shifts that were worked, from the terminal: what came in them, and how heavy they were.
import type { Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import { connected, type Common } from './door.ts'
import { shiftNumber, weightNamed } from './numbers.ts'
import { plain, printJson, printTable } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused } from './trouble.ts'
import { momentText, type Here } from './when.ts'

export function addShift(program: Command, terminal: Terminal): void {
  const shift = program
    .command('shift')
    .description('My last shifts; below, what came in one and how heavy it was.')
    .action((_: unknown, command: Command) => list(terminal, command))
  shift
    .command('show')
    .description('One shift: what came, what was done, how heavy it was.')
    .argument('<id>', 'number of the shift', shiftNumber)
    .action((shiftId: number, _: unknown, command: Command) => show(terminal, shiftId, command))
  shift
    .command('review')
    .description('How heavy my shift was, from 1 (light) to 5 (too much), and what to fix first.')
    .argument('<id>', 'number of the shift', shiftNumber)
    .argument('<weight>', '1 to 5', weightNamed)
    .option('--fix <text>', 'what to fix first')
    .action((shiftId: number, weight: number, { fix = '' }: { readonly fix?: string }, command: Command) =>
      review(terminal, { shiftId, weight, fix }, command),
    )
}

async function list(terminal: Terminal, command: Command): Promise<void> {
  const options = command.optsWithGlobals<Common>()
  const api = await connected(terminal, options)
  const me = (await api.getMe()).person?.id ?? misused('Sign in with "baton login" first: shifts are somebody\'s own.')
  const answer = await api.listWorkedShifts({ personId: me })
  if (options.json) return printJson(terminal, answer)
  if (answer.shifts.length === 0) return sayLine(terminal, 'You have worked no shift yet.')
  const here = hereOf(terminal)
  printTable(
    terminal,
    ['ID', 'SCHEDULE', 'FROM', 'UNTIL', 'HEAVY'],
    answer.shifts.map(({ id, scheduleName, startsAt, endsAt, review: said }) => [
      String(id),
      scheduleName,
      momentText(Temporal.Instant.from(startsAt), here),
      endsAt === null ? 'runs now' : momentText(Temporal.Instant.from(endsAt), here),
      said === null ? '' : `${said.weight} of 5`,
    ]),
    1,
  )
}

async function show(terminal: Terminal, shiftId: number, command: Command): Promise<void> {
  const options = command.optsWithGlobals<Common>()
  const shift = await (await connected(terminal, options)).getWorkedShift({ shiftId })
  if (options.json) return printJson(terminal, shift)
  const here = hereOf(terminal)
  const end = shift.endsAt === null ? 'now' : momentText(Temporal.Instant.from(shift.endsAt), here)
  const begin = momentText(Temporal.Instant.from(shift.startsAt), here)
  sayLine(terminal, `${shift.id} ${plain(shift.scheduleName)}, ${plain(shift.person.name)}, ${begin} to ${end}`)
  sayLine(terminal, `  ${cameText(shift)}`)
  for (const { id, title, priority, state } of shift.incidents)
    sayLine(terminal, `  #${id} ${priority} ${plain(title)} (${state.replaceAll('_', ' ')})`)
  for (const entry of shift.entries.toReversed())
    sayLine(terminal, `  ${momentText(Temporal.Instant.from(entry.at), here)}  ${plain(entry.says)}`)
  if (shift.review) sayLine(terminal, `  ${shift.review.weight} of 5 heavy${fixText(shift.review.fix)}`)
  else if (shift.isMine && shift.endsAt !== null)
    sayLine(terminal, `How heavy was it? baton shift review ${shift.id} 1, or up to 5`)
}

function cameText(shift: EndpointOutput<'getWorkedShift'>): string {
  const { pages, nightPages, nightsDisturbed, alertsAcknowledged, noAction, minutesToAnswer } = shift
  const answered = minutesToAnswer === null ? '' : `, half answered within ${Math.ceil(minutesToAnswer)} min`
  return `pages: ${pages}, at night: ${nightPages} in ${nightsDisturbed} nights, alerts taken: ${alertsAcknowledged}, of these without need for action: ${noAction}${answered}`
}

async function review(
  terminal: Terminal,
  of: { readonly shiftId: number; readonly weight: number; readonly fix: string },
  command: Command,
): Promise<void> {
  const options = command.optsWithGlobals<Common>()
  const answer = await (await connected(terminal, options)).reviewShift(of)
  if (options.json) return printJson(terminal, answer)
  sayLine(terminal, `Thank you: ${of.weight} of 5 heavy${fixText(of.fix)}`)
}

function fixText(fix: string): string {
  return fix === '' ? '' : `; to fix first: ${plain(fix)}`
}

function hereOf(terminal: Terminal): Here {
  return { now: terminal.now(), zone: terminal.zone }
}
