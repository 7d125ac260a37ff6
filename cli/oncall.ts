import type { Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import { connected } from './door.ts'
import { findNamed } from './find.ts'
import { printJson, printTable, type Cell } from './print.ts'
import { personCell, showShifts, type Span } from './shifts.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused } from './trouble.ts'
import { hereOf, momentText, readMoment, type Here } from './when.ts'

export function addOnCall(program: Command, terminal: Terminal): void {
  program
    .command('oncall')
    .description('Who is on call, and until when?')
    .argument('[schedules...]', 'short names or names of schedules; all of them when they are left out')
    .option(
      '--at <moment>',
      'at this moment instead of now: "next sunday 03:00 Europe/Berlin", "2026-11-24 03:00", RFC 3339',
    )
    .option('--from <moment>', 'the shifts from this moment on, as "baton shifts" tells them')
    .option('--to <moment>', 'the shifts until this moment')
    .action(async (schedules: readonly string[], _: unknown, command: Command) => {
      const options = command.optsWithGlobals<Span & { readonly at?: string }>()
      if (options.from !== undefined || options.to !== undefined) {
        if (options.at !== undefined) misused('--at is one moment, --from and --to are many. Choose one of them.')
        return showShifts(terminal, schedules, options)
      }
      const here = hereOf(terminal)
      const at = options.at === undefined ? undefined : readMoment(options.at, here)
      if (at === null)
        misused(`"${options.at}" is no moment. Write "next sunday 03:00 Europe/Berlin" or 2026-11-24T03:00:00+01:00`)
      const api = await connected(terminal, options)
      const known = schedules.length === 0 ? [] : (await api.listSchedules()).schedules
      const ids = schedules.map((name) => findNamed('schedule', known, name).id)
      const scheduleId = ids.length === 1 ? ids[0] : undefined
      const all = await api.listOnCall({ at: at?.toString(), scheduleId })
      const answer = { onCall: all.onCall.filter((each) => ids.length === 0 || ids.includes(each.scheduleId)) }
      if (options.json) return printJson(terminal, answer)
      if (at) sayLine(terminal, `At ${momentText(at, here)} (${terminal.zone}):`)
      if (answer.onCall.length === 0) return sayLine(terminal, 'There is no schedule yet.')
      printTable(
        terminal,
        ['SCHEDULE', 'UNTIL', 'ON CALL'],
        answer.onCall.flatMap((each) => rowsOf(each, here)),
      )
    })
}

type OnCall = EndpointOutput<'listOnCall'>['onCall'][number]

const nobody = {
  nobody_scheduled: 'nobody: nobody is scheduled',
  nobody_active: 'nobody: those whose turn it is are out of service',
  taken_off: 'nobody: those whose turn it is were taken off',
  scheduled: 'nobody',
} as const satisfies Record<OnCall['because'], string>

function rowsOf({ scheduleName, because, people, shadows, until, handingOver }: OnCall, here: Here): Cell[][] {
  const end = until === null ? 'further notice' : momentText(Temporal.Instant.from(until), here)
  const cells: Cell[] = [
    ...(people.length === 0 ? [{ text: nobody[because], tone: 'bad' } as const] : []),
    ...[...people, ...shadows].map(personCell),
    ...handingOver.map((going) => goingCell(going, people, here)),
  ]
  return cells.map((cell, i) => [i === 0 ? scheduleName : '', i === 0 ? end : '', cell])
}

/** `Ana, until Ben accepts the handover, at most until 10:00`. */
function goingCell({ name, until }: OnCall['handingOver'][number], people: OnCall['people'], here: Here): Cell {
  const comes = people.filter(({ role }) => role === 'primary').map((person) => person.name)
  const accepts = comes.length > 0 ? `${comes.join(' and ')} accepts` : 'somebody accepts'
  return {
    tone: 'plain',
    text: `${name}, until ${accepts} the handover, at most until ${momentText(Temporal.Instant.from(until), here)}`,
  }
}
