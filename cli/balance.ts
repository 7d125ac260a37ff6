import type { Command } from 'commander'
import { csvText } from '../domain/csv.ts'
import type { EndpointOutput } from '../domain/api.ts'
import { connected, type Common } from './door.ts'
import { findNamed } from './find.ts'
import { printJson, printTable, type Cell } from './print.ts'
import { momentOf } from './shifts.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused } from './trouble.ts'
import { hereOf } from './when.ts'

export function addBalance(program: Command, terminal: Terminal): void {
  program
    .command('balance')
    .description('How is a schedule, or all of a team, shared by its people, and what should change?')
    .argument('[schedule]', 'the short name or the name of a schedule')
    .option('--team <team>', 'all schedules of this team instead: its short name or its name')
    .option('--from <moment>', 'from this moment on instead of 12 weeks ago')
    .option('--to <moment>', 'until this moment instead of 12 weeks ahead')
    .option('--csv', 'as a table for spreadsheets')
    .action(async (schedule: string | undefined, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>()
      if ((schedule === undefined) === (options.team === undefined)) {
        misused('Name one schedule, or a team with --team.')
      }
      const here = hereOf(terminal)
      const span = { from: momentOf(options.from, here)?.toString(), to: momentOf(options.to, here)?.toString() }
      const api = await connected(terminal, options)
      const answer =
        schedule === undefined
          ? await api.getTeamBalance({
              teamId: findNamed('team', (await api.listTeams()).teams, options.team ?? '').id,
              ...span,
            })
          : await api.getBalance({
              scheduleId: findNamed('schedule', (await api.listSchedules()).schedules, schedule).id,
              ...span,
            })
      if (options.json) return printJson(terminal, answer)
      if (options.csv) return terminal.write(csvOf(answer))
      if (answer.people.length === 0) return sayLine(terminal, 'Nobody is on call in this span.')
      printTable(
        terminal,
        ['PERSON', '', 'HOURS', 'NIGHTS', 'WEEKENDS', 'HOLIDAYS', 'SHIFTS', 'AS SECONDARY', 'REST'],
        answer.people.flatMap(rowsOf),
        0,
      )
      for (const { says } of answer.findings) sayLine(terminal, says)
      if (answer.isCut) sayLine(terminal, 'There are more shifts than one answer holds: the figures are not whole.')
    })
}

type Options = Common & {
  readonly team?: string
  readonly from?: string
  readonly to?: string
  readonly csv?: boolean
}
type Answer = EndpointOutput<'getBalance'>
type Person = Answer['people'][number]

const times = ['worked', 'planned'] as const

function rowsOf(person: Person): Cell[][] {
  return times.map((time, i) => {
    const { primary, secondary, shortestRest } = person[time]
    const rest = shortestRest === null ? '' : `${Math.round(shortestRest.hours)} h`
    return [
      i === 0 ? person.name : '',
      time,
      hours(primary.hours),
      hours(primary.nightHours),
      hours(primary.weekendHours),
      hours(primary.holidayHours),
      String(primary.shifts),
      hours(secondary.hours),
      rest,
    ]
  })
}

function hours(count: number): string {
  return count === 0 ? '' : `${Math.round(count)} h`
}

const roles = ['primary', 'secondary', 'shadow'] as const

/** One line for each person, time and role, as RFC 4180 has it. */
function csvOf({ people }: Answer): string {
  const head = 'person,zone,time,role,hours,night_hours,weekend_hours,holiday_hours,shifts'
  const lines = people.flatMap((person) =>
    times.flatMap((time) =>
      roles.map((role) => {
        const load = person[time][role]
        const figures = [load.hours, load.nightHours, load.weekendHours, load.holidayHours, load.shifts]
        return [csvText(person.name), csvText(person.zone), time, role, ...figures].join(',')
      }),
    ),
  )
  return `${[head, ...lines].join('\r\n')}\r\n`
}
