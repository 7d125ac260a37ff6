// Handovers from the terminal: what waits for whom, the brief, and the two keys.
import type { Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import type { Api } from './client.ts'
import { connected, type Common } from './door.ts'
import { handoverNumber } from './numbers.ts'
import { paint, plain, printJson, printTable } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused } from './trouble.ts'
import { hereOf, momentIn, momentText } from './when.ts'

type Detail = EndpointOutput<'getHandover'>
type Told = EndpointOutput<'listHandovers'>['handovers'][number]

const which = ['<id>', 'number of the handover', handoverNumber] as const

export function addHandover(program: Command, terminal: Terminal): void {
  const handover = program
    .command('handover')
    .description('What is handed over? Open ones and those to come; below, how to sign and to accept.')
    .option('--mine', 'only those in which I come or go')
    .option('--done', 'those that were accepted')
    .action((_: unknown, command: Command) => list(terminal, command))
  handover
    .command('show')
    .description('The brief: everything open, in the order in which one asks.')
    .argument(...which)
    .action((handoverId: number, _: unknown, command: Command) =>
      shown(terminal, command, '', (api) => api.getHandover({ handoverId })),
    )
  handover
    .command('write')
    .description('What whoever comes should know, in my words.')
    .argument(...which)
    .argument('<words...>', 'the words; they take the place of those from before')
    .action((handoverId: number, words: readonly string[], _: unknown, command: Command) =>
      shown(terminal, command, 'Written', async (api) => {
        const { version, keeps } = await api.getHandover({ handoverId })
        return api.writeHandover({ handoverId, version, keeps, words: words.join(' ') })
      }),
    )
  handover
    .command('sign')
    .description('The first key: this is how it stands.')
    .argument(...which)
    .action((handoverId: number, _: unknown, command: Command) =>
      shown(terminal, command, 'Signed', async (api) => {
        const { version } = await api.getHandover({ handoverId })
        return api.signHandover({ handoverId, version })
      }),
    )
  handover
    .command('ask')
    .description('Ask whoever goes, before accepting.')
    .argument(...which)
    .argument('<words...>', 'the question')
    .action((handoverId: number, words: readonly string[], _: unknown, command: Command) =>
      shown(terminal, command, 'Asked', (api) => api.askHandover({ handoverId, text: words.join(' ') })),
    )
  handover
    .command('answer')
    .description('Answer the first open question.')
    .argument(...which)
    .argument('<words...>', 'the answer')
    .action((handoverId: number, words: readonly string[], _: unknown, command: Command) =>
      shown(terminal, command, 'Answered', async (api) => {
        const { questions } = await api.getHandover({ handoverId })
        const open = questions.find(({ answer }) => answer === null)
        if (!open) misused('No question is open here.')
        return api.answerHandover({ handoverId, questionId: open.id, text: words.join(' ') })
      }),
    )
  handover
    .command('accept')
    .description('The second key: I have read it with "baton handover show", and I have it.')
    .argument(...which)
    .option(
      '--mark <mark>',
      'what I have read, as "baton handover show" tells it; without it the brief is shown, and nothing is accepted',
    )
    .action((handoverId: number, { mark }: { readonly mark?: string }, command: Command) =>
      mark === undefined
        ? showFirst(terminal, command, handoverId)
        : shown(terminal, command, 'Accepted', (api) => api.acceptHandover({ handoverId, mark })),
    )
}

/** What nobody has read is not accepted: here it is to be read, with the command that accepts just this. */
async function showFirst(terminal: Terminal, command: Command, handoverId: number): Promise<void> {
  const options = command.optsWithGlobals<Common>()
  const handover = await (await connected(terminal, options)).getHandover({ handoverId })
  print(terminal, handover, { done: '', options })
  misused(
    handover.may.accept
      ? `Nothing is accepted yet. Once you have read this, accept it with its mark: baton handover accept ${handoverId} --mark ${handover.mark}`
      : `Nothing is accepted: it is not yours to accept as it stands (${stands[handover.state]}).`,
  )
}

async function list(terminal: Terminal, command: Command): Promise<void> {
  const options = command.optsWithGlobals<Common & { readonly mine?: boolean; readonly done?: boolean }>()
  const api = await connected(terminal, options)
  const answer = await api.listHandovers({
    ...(options.mine ? { mine: 'true' } : {}),
    ...(options.done ? { state: 'done' as const } : {}),
  })
  if (options.json) return printJson(terminal, answer)
  if (answer.handovers.length === 0) return sayLine(terminal, 'Nothing is handed over.')
  const here = hereOf(terminal)
  printTable(
    terminal,
    ['ID', 'SCHEDULE', 'CHANGE', 'FROM', 'TO', 'STANDS'],
    answer.handovers.map((one) => [
      String(one.id),
      one.scheduleName,
      momentText(Temporal.Instant.from(one.beginsAt), here),
      one.from?.name ?? 'nobody',
      one.to?.name ?? 'nobody',
      { text: stands[one.state], tone: one.state === 'missed' || one.state === 'unaccepted' ? 'bad' : 'plain' },
    ]),
    1,
  )
}

const stands: Readonly<Record<Told['state'], string>> = {
  planned: 'planned',
  draft: 'to be signed',
  signed: 'to be accepted',
  questioned: 'a question is open',
  accepted: 'accepted',
  missed: 'missed, not written',
  unaccepted: 'missed, not accepted',
  called_off: 'called off',
}

async function shown(
  terminal: Terminal,
  command: Command,
  done: string,
  ask: (api: Api) => Promise<Detail>,
): Promise<void> {
  const options = command.optsWithGlobals<Common>()
  print(terminal, await ask(await connected(terminal, options)), { done, options })
}

function print(
  terminal: Terminal,
  handover: Detail,
  { done, options }: { readonly done: string; readonly options: Common },
): void {
  if (options.json) return printJson(terminal, handover)
  const lead = done === '' ? '' : `${done}: `
  const at = momentIn(terminal, handover.beginsAt)
  const hands = `${handover.from?.name ?? 'nobody'} to ${handover.to?.name ?? 'nobody'}`
  sayLine(
    terminal,
    `${lead}${handover.id} ${plain(handover.scheduleName)}, ${plain(hands)}, ${at} (${stands[handover.state]})`,
  )
  if (done !== '') return
  if (handover.words !== '') for (const line of handover.words.split('\n')) sayLine(terminal, `  ${plain(line)}`)
  for (const part of handover.brief) printPart(terminal, part)
  for (const { text, answer } of handover.questions)
    sayLine(terminal, `? ${plain(text)}${answer === null ? ' (not answered)' : `  ${plain(answer)}`}`)
  if (handover.isInPlace)
    sayLine(terminal, `You would accept it in place of ${plain(handover.to?.name ?? 'nobody')}: nothing changes owner.`)
  if (handover.may.accept) sayLine(terminal, `Accept it: baton handover accept ${handover.id} --mark ${handover.mark}`)
  if (handover.may.sign) sayLine(terminal, `Sign it: baton handover sign ${handover.id}`)
}

function printPart(terminal: Terminal, { section, total, items, rest }: Detail['brief'][number]): void {
  sayLine(terminal, paint(terminal, 'strong', `${titles[section]} (${total})`))
  for (const { title, place, priority, owner, state, fate } of items) {
    const facts = [place, state.replaceAll('_', ' '), owner?.name ?? '', fates[fate]].filter((fact) => fact !== '')
    sayLine(terminal, `  ${priority ?? '-'}  ${plain(title)} (${plain(facts.join(', '))})`)
  }
  if (rest.length > 0)
    sayLine(terminal, `  and ${rest.map(({ place, count }) => `${plain(place) || 'elsewhere'} ${count}`).join(', ')}`)
}

const fates = { passes: 'changes hands', offered: 'command is offered', keeps: 'stays', told: '' } as const

const titles: Readonly<Record<Detail['brief'][number]['section'], string>> = {
  incidents: 'Incidents',
  alerts: 'Open alerts',
  tasks: 'Tasks',
  follow_ups: 'Follow-ups due',
  silences: 'Silences and maintenance',
  noise: 'Paged again and again',
  changes: 'Changes',
  pinned: 'Pinned',
}
