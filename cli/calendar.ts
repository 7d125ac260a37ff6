import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import type { Api } from './client.ts'
import { connected, type Common } from './door.ts'
import { findNamed, noneSuch } from './find.ts'
import { plain, printJson, printTable, type Cell } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused, Trouble } from './trouble.ts'
import { hereOf, momentText, type Here } from './when.ts'

/** Links under which calendar programs read who is on call, and the calendars that schedules read themselves. */
export function addCalendar(program: Command, terminal: Terminal): void {
  const calendar = program
    .command('calendar')
    .description('Calendar links of mine, and calendars that schedules follow.')
  calendar
    .command('list', { isDefault: true })
    .description('Which calendar links have I made?')
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<Common>()
      const answer = await (await connected(terminal, options)).listCalendarFeeds()
      if (options.json) return printJson(terminal, answer)
      if (answer.feeds.length === 0)
        return sayLine(terminal, 'You have no calendar link. Make one with "baton calendar create".')
      const here = hereOf(terminal)
      printTable(
        terminal,
        ['LINK', 'MADE', 'LAST READ', 'OF'],
        answer.feeds.map(({ hint, createdAt, usedAt, scheduleName }) => [
          hint,
          told(createdAt, here),
          usedAt === null ? 'never' : told(usedAt, here),
          scheduleName ?? 'my own shifts',
        ]),
      )
    })
  calendar
    .command('create')
    .description('Make a secret link for calendar programs: of my own shifts, or of a schedule. It is shown this once.')
    .option('--schedule <schedule>', 'the short name or name of a schedule')
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<Common & { readonly schedule?: string }>()
      const api = await connected(terminal, options)
      const scheduleId = options.schedule === undefined ? null : (await scheduleNamed(api, options.schedule)).id
      const made = await api.createCalendarFeed({ scheduleId })
      if (options.json) return printJson(terminal, made)
      sayLine(terminal, made.url)
      terminal.complain(
        'Whoever has this link can read it. It ends with the token that made it, or with "baton calendar revoke".\n',
      )
    })
  calendar
    .command('revoke')
    .description('End a calendar link at once.')
    .argument('<link>', 'as "baton calendar list" shows it, or its id')
    .action(async (link: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<Common>()
      const api = await connected(terminal, options)
      const { feeds } = await api.listCalendarFeeds()
      const [feed, ...others] = feeds.filter(({ id, hint }) => id === link || hint === link)
      if (others.length > 0)
        misused(`${others.length + 1} of your links are shown as "${link}". Give the id of one: --json shows it.`)
      const { id, hint } =
        feed ??
        fail(
          noneSuch(
            'calendar link',
            link,
            feeds.map((each) => each.hint),
          ),
        )
      const answer = await api.revokeCalendarFeed({ feedId: id })
      if (options.json) return printJson(terminal, answer)
      sayLine(terminal, `The link ${plain(hint)} is ended.`)
    })
  addSources(calendar, terminal)
}

function addSources(calendar: Command, terminal: Terminal): void {
  calendar
    .command('sources')
    .description('Which calendars do schedules follow, and what could not be read?')
    .argument('[schedule]', 'the short name or name of a schedule; all of them when it is left out')
    .action(async (schedule: string | undefined, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<Common>()
      const api = await connected(terminal, options)
      const { schedules } = await api.listSchedules()
      const asked = schedule === undefined ? schedules : [findNamed('schedule', schedules, schedule)]
      const following = asked.filter(({ calendars }) => calendars.length > 0)
      const told = []
      for (const each of following)
        told.push({ schedule: each, ...(await api.listCalendarSources({ scheduleId: each.id })) })
      if (options.json) {
        return printJson(terminal, {
          schedules: told.map(({ schedule: { id, slug, calendars }, sources }) => ({ id, slug, calendars, sources })),
        })
      }
      const here = hereOf(terminal)
      const rows = told.flatMap(({ schedule: { slug, calendars }, sources }) =>
        calendars.flatMap(({ name, sourceId }) => {
          const source = sources.find(({ id }) => id === sourceId)
          return source ? rowsOf({ slug, name }, source, here) : []
        }),
      )
      if (rows.length === 0) return sayLine(terminal, 'No calendar is followed.')
      printTable(terminal, ['SCHEDULE', 'CALENDAR', 'FROM', 'LAST READ', 'STATE'], rows)
    })
  calendar
    .command('source')
    .description('Read a calendar of a schedule now, or give it another address or file.')
    .argument('<schedule>', 'the short name or name of the schedule')
    .argument('<calendar>', 'the name of its calendar')
    .option('--url <url>', 'the secret address; "-" reads it from the input, so that no history keeps it')
    .option('--file <file>', 'an iCalendar file; "-" reads the input')
    .action(async (schedule: string, name: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<Common & Given>()
      const where = await whereOf(terminal, options)
      const api = await connected(terminal, options)
      const of = await scheduleNamed(api, schedule)
      const layer =
        of.calendars.find((each) => each.name.toLowerCase() === name.toLowerCase()) ??
        fail(
          noneSuch(
            'calendar',
            name,
            of.calendars.map((each) => each.name),
          ),
        )
      const ref = { scheduleId: of.id, sourceId: layer.sourceId }
      const source = where ? await api.moveCalendarSource({ ...ref, ...where }) : await api.readCalendarSource(ref)
      if (options.json) return printJson(terminal, source)
      const here = hereOf(terminal)
      printTable(
        terminal,
        ['SCHEDULE', 'CALENDAR', 'FROM', 'LAST READ', 'STATE'],
        rowsOf({ slug: of.slug, name: layer.name }, source, here),
      )
    })
}

type Source = EndpointOutput<'listCalendarSources'>['sources'][number]
type Given = { readonly url?: string; readonly file?: string }

async function whereOf(terminal: Terminal, { url, file }: Given) {
  if (url !== undefined && file !== undefined) misused('--url and --file are two places. Choose one of them.')
  if (url !== undefined) return { url: (url === '-' ? await terminal.readInput() : url).trim() }
  if (file === undefined) return null
  if (file === '-') return { text: await terminal.readInput(), fileName: 'input.ics' }
  const text = await readFile(file, 'utf8').catch(() => fail(new Trouble('no_file', `Baton cannot read file ${file}.`)))
  return { text, fileName: path.basename(file) }
}

async function scheduleNamed(api: Api, name: string) {
  return findNamed('schedule', (await api.listSchedules()).schedules, name)
}

/** How the calendar is, and below it each thing that is wrong with it. */
function rowsOf(of: { readonly slug: string; readonly name: string }, source: Source, here: Here): Cell[][] {
  const { hint, readAt, events, failingSince, failure, problems, said } = source
  const state: Cell =
    failure === null
      ? `${events} events to come`
      : {
          text: `failing since ${told(failingSince ?? source.createdAt, here)}: ${failure.because} ${failure.detail}`.trim(),
          tone: 'bad',
        }
  const nobody = said.filter(({ personIds }) => personIds.length === 0).map(({ text }) => text || '(no summary)')
  const below: Cell[] = [
    ...(nobody.length > 0
      ? [{ text: `names nobody by itself: ${nobody.slice(0, 5).join('; ')}`, tone: 'warn' } as const]
      : []),
    ...problems.map(({ line, because, detail }): Cell => ({
      text: `line ${line}: ${because} ${detail}`.trim(),
      tone: 'warn',
    })),
  ]
  return [
    [of.slug, of.name, hint || 'no address', readAt === null ? 'never' : told(readAt, here), state],
    ...below.map((cell) => ['', '', '', '', cell]),
  ]
}

function told(at: string, here: Here): string {
  return momentText(Temporal.Instant.from(at), here)
}

function fail(trouble: Trouble): never {
  throw trouble
}
