// "Who takes my shift?" from the terminal: ask, answer, take back, and swap.
import type { Command } from 'commander'
import type { EndpointInput, EndpointOutput } from '../domain/api.ts'
import { isAfter, type Instant } from '../domain/time.ts'
import type { Api } from './client.ts'
import { connected, type Common } from './door.ts'
import { findNamed, noneSuch } from './find.ts'
import { coverNumber } from './numbers.ts'
import { plain, printJson, printTable, type Cell } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused, Trouble } from './trouble.ts'
import { hereOf, momentText, readMoment, type Here } from './when.ts'

type Cover = EndpointOutput<'getCover'>
type Part = { readonly from?: string; readonly to?: string }

export function addCover(program: Command, terminal: Terminal): void {
  const cover = program
    .command('cover')
    .description('Who takes a shift? Open requests; below, how to ask and to answer.')
    .option('--mine', 'only those for my own shifts')
    .option('--all', 'those that have ended too')
    .action((_: unknown, command: Command) => showCovers(terminal, command))
  asking(cover.command('ask'))
    .description('Ask who takes my shift: everybody who could, or those who are named.')
    .option('--of <email>', 'ask this person; can be given several times', together, [])
    .option('--for <email>', 'whose shift it is, when you ask as a manager')
    .action((name: string, _: unknown, command: Command) => askCover(terminal, name, command))
  cover
    .command('show')
    .description('One request with its answers.')
    .argument('<id>', 'number of the request', coverNumber)
    .action((coverId: number, _: unknown, command: Command) =>
      answered(terminal, command, '', (api) => api.getCover({ coverId })),
    )
  cover
    .command('accept')
    .description('I take it: all of it, or a part to which the asker then agrees.')
    .argument('<id>', 'number of the request', coverNumber)
    .option('--from <moment>', 'only from this moment on')
    .option('--to <moment>', 'only until this moment')
    .option('--sure', 'although I am on call elsewhere then, or away')
    .action((coverId: number, options: Part & { readonly sure?: boolean }, command: Command) => {
      const part = partOf(options, hereOf(terminal))
      return answered(terminal, command, 'Answered', (api) =>
        accept(api, { coverId, ...part, isSure: options.sure ?? false }),
      )
    })
  cover
    .command('agree')
    .description('Agree that somebody takes the part they have offered.')
    .argument('<id>', 'number of the request', coverNumber)
    .argument('<part>', 'number of the part, as "baton cover show" tells it', coverNumber)
    .action((coverId: number, partId: number, _: unknown, command: Command) =>
      answered(terminal, command, 'Agreed', (api) => api.agreeToCoverPart({ coverId, partId })),
    )
  cover
    .command('decline')
    .description('I cannot take it.')
    .argument('<id>', 'number of the request', coverNumber)
    .option('--note <text>', 'why, for whoever asked')
    .action((coverId: number, { note = '' }: { readonly note?: string }, command: Command) =>
      answered(terminal, command, 'Declined', (api) => api.declineCover({ coverId, note })),
    )
  cover
    .command('withdraw')
    .description('Nobody has to take it any more.')
    .argument('<id>', 'number of the request', coverNumber)
    .action((coverId: number, _: unknown, command: Command) =>
      answered(terminal, command, 'Taken back', (api) => api.withdrawCover({ coverId })),
    )
  asking(program.command('swap'))
    .description('Ask somebody to take my shift in return for one of theirs.')
    .requiredOption('--with <email>', 'whose shift I would take')
    .requiredOption('--their-from <moment>', 'from when I would take their shift')
    .requiredOption('--their-to <moment>', 'until when')
    .option('--their-schedule <schedule>', 'on which schedule; the same when it is left out')
    .action((name: string, _: unknown, command: Command) => askSwap(terminal, name, command))
}

function asking(command: Command): Command {
  return command
    .argument('<schedule>', 'short name or name of the schedule')
    .requiredOption('--from <moment>', 'from when: "friday 18:00", tomorrow, 2026-12-04')
    .requiredOption('--to <moment>', 'until when')
    .option('--note <text>', 'what those who are asked should know')
}

type Asking = Common & { readonly from: string; readonly to: string; readonly note?: string }

async function askCover(terminal: Terminal, name: string, command: Command): Promise<void> {
  const options = command.optsWithGlobals<Asking & { readonly of: readonly string[]; readonly for?: string }>()
  const span = spanOf(options, hereOf(terminal))
  await answered(terminal, command, 'Asked', async (api) => {
    const scheduleId = findNamed('schedule', (await api.listSchedules()).schedules, name).id
    const of = await peopleBy(api, options.of)
    const input = { scheduleId, ...span, note: options.note ?? '', ...(of.length > 0 ? { of } : {}) }
    if (options.for === undefined) return api.askCover(input)
    const [personId = ''] = await peopleBy(api, [options.for])
    return api.askCoverFor({ ...input, personId })
  })
}

type Swapping = Asking & {
  readonly with: string
  readonly theirFrom: string
  readonly theirTo: string
  readonly theirSchedule?: string
}

async function askSwap(terminal: Terminal, name: string, command: Command): Promise<void> {
  const options = command.optsWithGlobals<Swapping>()
  const here = hereOf(terminal)
  const span = spanOf(options, here)
  const theirs = spanOf({ from: options.theirFrom, to: options.theirTo }, here)
  await answered(terminal, command, 'Asked', async (api) => {
    const { schedules } = await api.listSchedules()
    const scheduleId = findNamed('schedule', schedules, name).id
    const other =
      options.theirSchedule === undefined ? scheduleId : findNamed('schedule', schedules, options.theirSchedule).id
    const of = await peopleBy(api, [options.with])
    return api.askCover({
      scheduleId,
      ...span,
      note: options.note ?? '',
      of,
      inReturn: { scheduleId: other, ...theirs },
    })
  })
}

/** A refusal that asks once more says how to be sure. */
async function accept(api: Api, input: EndpointInput<'acceptCover'>): Promise<Cover> {
  try {
    return await api.acceptCover(input)
  } catch (error) {
    if (!(error instanceof Trouble) || error.code !== 'cover_conflict') throw error
    throw new Trouble(error.code, `${error.say} For the terminal: --sure.`)
  }
}

async function answered(
  terminal: Terminal,
  command: Command,
  done: string,
  answer: (api: Api) => Promise<Cover>,
): Promise<void> {
  const options = command.optsWithGlobals<Common>()
  const request = await answer(await connected(terminal, options))
  if (options.json) return printJson(terminal, request)
  const here = hereOf(terminal)
  sayLine(terminal, `${done ? `${done}: ` : ''}${request.id} ${sentence(request, here)} (${request.state})`)
  for (const line of linesOf(request, here)) sayLine(terminal, `  ${line}`)
}

function sentence({ scheduleName, askerName, startsAt, endsAt }: Cover, here: Here): string {
  return `${plain(scheduleName)} for ${plain(askerName)}, ${spanText({ startsAt, endsAt }, here)}`
}

/** What is open, what is offered and taken, and who has said what. */
function linesOf(request: Cover, here: Here): readonly string[] {
  const { inReturn, open, parts, asked, note, load, forMe } = request
  const isWhole = open.length === 1 && open[0]?.startsAt === request.startsAt && open[0].endsAt === request.endsAt
  const lines = [
    ...(inReturn ? [`in return for ${plain(inReturn.scheduleName)}, ${spanText(inReturn, here)}`] : []),
    ...(note ? [plain(note)] : []),
    ...(open.length > 0
      ? [`${Math.round(load.minutes / 6) / 10} hours, nights: ${load.nights}, weekend days: ${load.weekendDays}`]
      : []),
    ...(isWhole ? [] : open.map((piece) => `open: ${spanText(piece, here)}`)),
    ...parts.map(
      (part) =>
        `${part.isAgreed ? 'taken' : `offered (part ${part.id})`}: ${plain(part.name)}, ${spanText(part, here)}`,
    ),
    ...(forMe?.elsewhere ?? []).map(
      (shift) => `also on call: ${plain(shift.scheduleName)} (${shift.role}), ${spanText(shift, here)}`,
    ),
    ...(forMe?.because ?? []).map((each) => `note: ${against[each]}`),
  ]
  const answers = asked.map(
    (one) =>
      `${plain(one.name)} ${one.answer === 'none' ? 'has not answered' : one.answer}${one.note ? ` (${plain(one.note)})` : ''}`,
  )
  return [...lines, ...answers]
}

const against = {
  out_of_service: 'you are out of service',
  only_looks: 'you are a viewer here',
  out_of_reach: 'no contact reaches you',
  away: 'you are away then',
  primary_elsewhere: 'you are primary elsewhere then',
  here_already: 'you are on call on this schedule already then',
} as const

async function showCovers(terminal: Terminal, command: Command): Promise<void> {
  const options = command.optsWithGlobals<Common & { readonly mine?: boolean; readonly all?: boolean }>()
  const api = await connected(terminal, options)
  const answer = await api.listCovers({ ...(options.mine ? { who: 'mine' } : {}), state: options.all ? 'all' : 'open' })
  if (options.json) return printJson(terminal, answer)
  if (answer.covers.length === 0) return sayLine(terminal, 'Nobody looks for somebody to take a shift.')
  const here = hereOf(terminal)
  const head = ['ID', 'SCHEDULE', 'FROM', 'UNTIL', 'FOR', 'STATE']
  const rows = answer.covers.map((request): Cell[] => [
    String(request.id),
    request.scheduleName,
    momentText(Temporal.Instant.from(request.startsAt), here),
    momentText(Temporal.Instant.from(request.endsAt), here),
    request.askerName,
    stateText(request),
  ])
  printTable(terminal, head, rows)
}

function stateText({ state, kind, parts, forMe }: Cover): string {
  const taken = [...new Set(parts.filter(({ isAgreed }) => isAgreed).map(({ name }) => name))].join(', ')
  return [
    state,
    ...(kind === 'swap' ? ['swap'] : []),
    ...(forMe ? ['asks you'] : []),
    ...(taken ? [`taken by ${taken}`] : []),
    ...(parts.some(({ isAgreed }) => !isAgreed) ? ['a part is offered'] : []),
  ].join('; ')
}

async function peopleBy(api: Api, emails: readonly string[]): Promise<string[]> {
  if (emails.length === 0) return []
  const { people } = await api.listPeople()
  return emails.map((email) => {
    const person = people.find((each) => each.email.toLowerCase() === email.toLowerCase())
    if (person) return person.id
    throw noneSuch(
      'person',
      email,
      people.map((each) => each.email),
    )
  })
}

function spanOf({ from, to }: { readonly from: string; readonly to: string }, here: Here) {
  const [startsAt, endsAt] = [momentOf(from, here), momentOf(to, here)]
  if (!isAfter(endsAt, startsAt)) misused('The end is not after the beginning. Choose a later one.')
  return { startsAt: startsAt.toString(), endsAt: endsAt.toString() }
}

/** Both ends or neither. */
function partOf({ from, to }: Part, here: Here) {
  if (from === undefined && to === undefined) return {}
  if (from === undefined || to === undefined) misused('A part has two ends: give --from and --to.')
  return spanOf({ from, to }, here)
}

/** A day alone is its beginning. */
function momentOf(text: string, here: Here): Instant {
  const at = readMoment(text, here) ?? readMoment(`${text} 00:00`, here)
  return at ?? misused(`"${text}" is no moment. Write "friday 18:00", tomorrow or 2026-12-04T18:00:00+01:00`)
}

function spanText({ startsAt, endsAt }: { readonly startsAt: string; readonly endsAt: string }, here: Here): string {
  const moment = (at: string) => momentText(Temporal.Instant.from(at), here)
  return `${moment(startsAt)} to ${moment(endsAt)}`
}

function together(email: string, before: readonly string[]): readonly string[] {
  return [...before, email]
}
