// When people are away: entered, listed and taken back.
import type { Command } from 'commander'
import type { EndpointInput, EndpointOutput } from '../domain/api.ts'
import { wholeDays } from '../domain/schedules/days.ts'
import type { Zone } from '../domain/time.ts'
import type { Api } from './client.ts'
import { connected, type Common } from './door.ts'
import { findNamed } from './find.ts'
import { paint, plain, printJson, printTable, type Cell } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused, Trouble } from './trouble.ts'
import { dayText, hereOf, momentText, readDay, readMoment, type Here } from './when.ts'

type Options = Common & { readonly for?: string; readonly note?: string; readonly past?: boolean }
type Leave = EndpointOutput<'listLeave'>['leave'][number]
type Whom = { readonly id: string; readonly name: string; readonly zone: Zone; readonly isMe: boolean }

export function addLeave(program: Command, terminal: Terminal): void {
  const leave = program
    .command('leave')
    .description('When am I away? Leave to come, and the shifts that fall into it.')
    .option('--for <person>', 'of somebody else, by e-mail address or name')
    .option('--past', 'what is over too')
    .action((_: unknown, command: Command) => list(terminal, command.optsWithGlobals()))
  leave
    .command('add')
    .description('Enter leave. It takes nobody off call: the shifts that fall into it are told.')
    .argument('<from>', 'the first day, "mon 2026-12-21" or tomorrow; or a moment, "2026-12-21 13:00"')
    .argument('<to>', 'the last day; or a moment')
    .option('--note <text>', 'why: only for the person, the managers of their teams and admins')
    .option('--for <person>', 'for somebody else, by e-mail address or name')
    .action((from: string, to: string, _: unknown, command: Command) =>
      add(terminal, { from, to }, command.optsWithGlobals()),
    )
  leave
    .command('remove')
    .description('Take leave back; leave that has begun ends now.')
    .argument('<leave>', 'its first day, or its id')
    .option('--for <person>', 'of somebody else, by e-mail address or name')
    .action((which: string, _: unknown, command: Command) => remove(terminal, which, command.optsWithGlobals()))
}

async function list(terminal: Terminal, options: Options): Promise<void> {
  const api = await connected(terminal, options)
  const whom = await personNamed(api, options.for)
  const since = options.past ? { since: '1970-01-01T00:00:00Z' } : {}
  const { leave } = await api.listLeave({ personId: whom.id, ...since })
  if (options.json) return printJson(terminal, { leave })
  if (leave.length === 0) {
    return sayLine(terminal, whom.isMe ? 'You have entered no leave.' : `${plain(whom.name)} has entered no leave.`)
  }
  const here = { now: terminal.now(), zone: whom.zone }
  printTable(
    terminal,
    ['FROM', 'TO', 'ON CALL', 'NOTE'],
    leave.map((one): Cell[] => {
      const names = [...new Set(one.shifts.map(({ scheduleName }) => scheduleName))]
      return [...spanCells(one, here), { text: names.join(', '), tone: 'warn' }, one.note ?? '']
    }),
  )
}

async function add(terminal: Terminal, span: { from: string; to: string }, options: Options): Promise<void> {
  const api = await connected(terminal, options)
  const whom = await personNamed(api, options.for)
  const here = hereOf(terminal)
  const { leave, overlaps } = await api.addLeave({
    personId: whom.id,
    ...spanAsked(span, here),
    ...(options.note === undefined ? {} : { note: options.note }),
  })
  if (options.json) return printJson(terminal, { leave, overlaps })
  const there = { now: here.now, zone: whom.zone }
  const [from, to] = spanCells(leave, there)
  sayLine(terminal, `${whom.isMe ? 'You are' : `${plain(whom.name)} is`} on leave from ${from} to ${to}.`)
  for (const other of overlaps) {
    const [begins, ends] = spanCells(other, there)
    sayLine(terminal, paint(terminal, 'warn', `It overlaps leave from ${begins} to ${ends}.`))
  }
  if (leave.shifts.length === 0) return
  const who = whom.isMe ? 'You stay' : `${plain(whom.name)} stays`
  sayLine(terminal, paint(terminal, 'warn', `${who} on call in these shifts until somebody takes over:`))
  printTable(
    terminal,
    ['SCHEDULE', 'FROM', 'UNTIL', 'ROLE'],
    leave.shifts.map(({ scheduleName, startsAt, endsAt, role }) => [
      scheduleName,
      momentText(Temporal.Instant.from(startsAt), here),
      momentText(Temporal.Instant.from(endsAt), here),
      role,
    ]),
  )
}

async function remove(terminal: Terminal, which: string, options: Options): Promise<void> {
  const api = await connected(terminal, options)
  const whom = await personNamed(api, options.for)
  const { leave } = await api.listLeave({ personId: whom.id })
  const here = { now: terminal.now(), zone: whom.zone }
  const found = oneOf(leave, which, here)
  await api.removeLeave({ personId: whom.id, leaveId: found.id })
  if (options.json) return printJson(terminal, { done: true })
  const [from, to] = spanCells(found, here)
  sayLine(terminal, `Taken back: leave from ${from} to ${to}.`)
}

/** Two days, which are whole ones where the person lives, or two moments. */
function spanAsked({ from, to }: { from: string; to: string }, here: Here): Partial<EndpointInput<'addLeave'>> {
  const [startsOn, endsOn] = [readDay(from, here), readDay(to, here)]
  if (startsOn && endsOn) return { startsOn: startsOn.toString(), endsOn: endsOn.toString() }
  const [startsAt, endsAt] = [readMoment(from, here), readMoment(to, here)]
  if (startsAt && endsAt) return { startsAt: startsAt.toString(), endsAt: endsAt.toString() }
  const wrong = startsOn || startsAt ? to : from
  const isMixed = (startsOn || startsAt) && (endsOn || endsAt)
  if (isMixed) misused('Write two days, such as 2026-12-21 and 2027-01-03, or two moments with a time each.')
  misused(`"${wrong}" is no day and no moment. Write "mon 2026-12-21", tomorrow or "2026-12-21 13:00".`)
}

/** The leave that begins on this day, or has this id. */
function oneOf(leave: readonly Leave[], which: string, here: Here): Leave {
  const day = readDay(which, here)
  const found = leave.filter(({ id, startsAt }) => {
    const startsOn = Temporal.Instant.from(startsAt).toZonedDateTimeISO(here.zone).toPlainDate()
    return id === which || (day !== null && startsOn.equals(day))
  })
  const [one, another] = found
  if (one && !another) return one
  throw new Trouble(
    'unknown_reference',
    one
      ? `Several begin on that day. Name one by its id: ${found.map(({ id }) => id).join(', ')}.`
      : `No leave to come begins on "${which}". See "baton leave".`,
  )
}

export async function personNamed(api: Api, key: string | undefined): Promise<Whom> {
  const me = (await api.getMe()).person
  if (key === undefined) {
    if (!me) misused('Whose leave? Sign in with "baton login" first, or name somebody with --for.')
    return { ...me, isMe: true }
  }
  const { people } = await api.listPeople()
  const found = findNamed(
    'person',
    people.map((person) => ({ ...person, slug: person.email.toLowerCase() })),
    key.includes('@') ? key.toLowerCase() : key,
  )
  return { id: found.id, name: found.name, zone: found.zone, isMe: found.id === me?.id }
}

/** From when to when, as days where the person lives, or as moments there. */
function spanCells({ startsAt, endsAt }: Pick<Leave, 'startsAt' | 'endsAt'>, here: Here): [string, string] {
  const span = { startsAt: Temporal.Instant.from(startsAt), endsAt: Temporal.Instant.from(endsAt) }
  const days = wholeDays(span, here.zone)
  return days
    ? [dayText(days.startsOn, here), dayText(days.endsOn, here)]
    : [momentText(span.startsAt, here), momentText(span.endsAt, here)]
}
