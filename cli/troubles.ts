import type { Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import { connected, type Common } from './door.ts'
import { findNamed } from './find.ts'
import { printJson, printTable, type Cell, type Tone } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { hereOf, momentText, type Here } from './when.ts'

export function addTroubles(program: Command, terminal: Terminal): void {
  program
    .command('troubles')
    .description('What will go wrong on schedules in the weeks ahead, the most urgent first?')
    .argument('[schedule]', 'the short name or the name of one schedule; all of them when it is left out')
    .option('--team <team>', 'only schedules of this team: its short name or its name')
    .option('--mine', 'only what I have to mend, or what is about me')
    .option('--accepted', 'also what somebody has accepted as it is')
    .action(async (schedule: string | undefined, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>()
      const api = await connected(terminal, options)
      const scheduleId =
        schedule === undefined ? undefined : findNamed('schedule', (await api.listSchedules()).schedules, schedule).id
      const teamId =
        options.team === undefined ? undefined : findNamed('team', (await api.listTeams()).teams, options.team).id
      const answer = await api.listTroubles({ scheduleId, teamId, ...(options.mine ? { mine: 'true' as const } : {}) })
      if (options.json) return printJson(terminal, answer)
      const shown = answer.troubles.filter(({ acceptance }) => options.accepted || acceptance === null)
      const here = hereOf(terminal)
      if (shown.length > 0) {
        const rows = shown.map((trouble) => rowOf(trouble, here))
        printTable(terminal, ['SCHEDULE', 'FROM', 'UNTIL', 'WHAT'], rows)
      } else sayLine(terminal, 'Nothing will go wrong, as far as Baton looks ahead.')
      const accepted = answer.troubles.filter(({ acceptance }) => acceptance !== null).length
      if (accepted > 0 && !options.accepted) sayLine(terminal, `${accepted} accepted as they are: see --accepted.`)
      for (const { scheduleName, from } of answer.cuts) {
        sayLine(terminal, `${scheduleName} has more from ${momentText(Temporal.Instant.from(from), here)} on.`)
      }
      if (answer.isCut) sayLine(terminal, 'There are more than one answer holds. Ask for one schedule or team.')
    })
}

type Options = Common & { readonly team?: string; readonly mine?: boolean; readonly accepted?: boolean }
type Trouble = EndpointOutput<'listTroubles'>['troubles'][number]

const tones = { urgent: 'bad', soon: 'warn', hint: 'plain' } as const satisfies Record<Trouble['urgency'], Tone>

function rowOf(trouble: Trouble, here: Here): Cell[] {
  const moment = (at: string) => momentText(Temporal.Instant.from(at), here)
  const { acceptance, urgency, scheduleName, from, until } = trouble
  const remark = acceptance ? ` (accepted by ${acceptance.by ?? 'automation'}: ${acceptance.reason})` : ''
  return [
    scheduleName,
    moment(from),
    until === null ? 'no end in sight' : moment(until),
    { text: whatOf(trouble) + remark, tone: acceptance ? 'faint' : tones[urgency] },
  ]
}

function whatOf({ kind, personName, otherName, holiday }: Trouble): string {
  const who = personName ?? 'somebody removed'
  switch (kind) {
    case 'nobody_on_call':
      return 'nobody on call'
    case 'out_of_reach':
      return `${who}: no contact reaches them`
    case 'two_primaries':
      return `${who}: primary on ${otherName ?? 'another schedule'} too`
    case 'on_leave':
      return `${who}: on leave`
    case 'on_holiday':
      return `${who}: ${holiday?.en ?? 'a public holiday'}`
  }
}
