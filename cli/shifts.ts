import type { Command } from 'commander'
import type { EndpointInput, EndpointOutput } from '../domain/api.ts'
import { isAfter, type Instant } from '../domain/time.ts'
import { connected, type Common } from './door.ts'
import { findNamed } from './find.ts'
import { printJson, printTable, type Cell } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused } from './trouble.ts'
import { hereOf, momentText, readMoment, type Here } from './when.ts'

export function addShifts(program: Command, terminal: Terminal): void {
  program
    .command('shifts')
    .description('Who is on call when? The next week, or from --from to --to.')
    .argument('[schedules...]', 'short names or names of schedules; all of them when they are left out')
    .option('--from <moment>', 'from this moment on instead of now: "monday 00:00", tomorrow, 2026-11-24')
    .option('--to <moment>', 'until this moment instead of a week later')
    .option('--mine', 'only my own shifts; twelve weeks when no end is given')
    .action((schedules: readonly string[], _: unknown, command: Command) =>
      showShifts(terminal, schedules, command.optsWithGlobals()),
    )
}

export type Span = Common & { readonly from?: string; readonly to?: string; readonly mine?: boolean }

/** The shifts of these schedules, or of all, as a table or as JSON. */
export async function showShifts(terminal: Terminal, names: readonly string[], options: Span): Promise<void> {
  const here = hereOf(terminal)
  const from = momentOf(options.from, here) ?? here.now
  const to = momentOf(options.to, here) ?? from.add({ hours: 24 * (options.mine ? 84 : 7) })
  if (!isAfter(to, from)) misused('--to is not after --from. Choose an end after the beginning.')
  const api = await connected(terminal, options)
  const asked: EndpointInput<'listAllShifts'> = { from: from.toString(), to: to.toString() }
  if (names.length > 0) {
    const { schedules } = await api.listSchedules()
    asked.scheduleIds = names.map((name) => findNamed('schedule', schedules, name).id).join(',')
  }
  if (options.mine) asked.personId = await myId(api)
  const answer = await api.listAllShifts(asked)
  if (options.json) return printJson(terminal, answer)
  if (answer.schedules.length === 0)
    return sayLine(terminal, options.mine ? 'You have no shift in this span.' : 'There is no schedule yet.')
  printTable(
    terminal,
    ['SCHEDULE', 'FROM', 'UNTIL', 'ON CALL'],
    answer.schedules.flatMap((each) => rowsOf(each, here)),
  )
  if (answer.isCut) sayLine(terminal, 'There are more shifts than one answer holds. Ask for fewer days or schedules.')
}

async function myId(api: Awaited<ReturnType<typeof connected>>): Promise<string> {
  const { person } = await api.getMe()
  return person?.id ?? misused('--mine needs to know who you are. Sign in with "baton login" first.')
}

/** A day alone is its beginning. */
export function momentOf(text: string | undefined, here: Here): Instant | undefined {
  if (text === undefined) return undefined
  const at = readMoment(text, here) ?? readMoment(`${text} 00:00`, here)
  return at ?? misused(`"${text}" is no moment. Write tomorrow, 2026-11-24 or "next sunday 03:00 Europe/Berlin".`)
}

function rowsOf({ scheduleName, shifts }: EndpointOutput<'listAllShifts'>['schedules'][number], here: Here): Cell[][] {
  const moment = (at: string) => momentText(Temporal.Instant.from(at), here)
  return shifts.flatMap(({ from, until, people, shadows }, row) => {
    const nobody: Cell[] = people.length + shadows.length === 0 ? [{ text: 'nobody', tone: 'bad' }] : []
    const cells = [...nobody, ...[...people, ...shadows].map((person) => personCell({ ...person, isReachable: true }))]
    return cells.map((cell, i): Cell[] => [
      row === 0 && i === 0 ? scheduleName : '',
      i === 0 ? moment(from) : '',
      i === 0 ? moment(until) : '',
      cell,
    ])
  })
}

/** Who, and whatever is not simply their turn. */
export function personCell({ name, role, because, isReachable }: Told): Cell {
  const remarks = [
    ...(role === 'primary' ? [] : [role]),
    ...(because.by === 'temporary' ? [`temporary schedule: ${because.temporaryName ?? ''}`] : []),
    ...(because.by === 'override' ? [because.reason ? `override: ${because.reason}` : 'override'] : []),
    ...(isReachable ? [] : ['no contact reaches them']),
  ]
  const text = remarks.length > 0 ? `${name} (${remarks.join('; ')})` : name
  return { text, tone: isReachable ? 'plain' : 'warn' }
}

type Told = EndpointOutput<'listOnCall'>['onCall'][number]['people'][number]
