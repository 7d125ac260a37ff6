// Was it seen before? What past cases say of an alert, an incident or some words, and whether they helped.
import { Argument, type Command } from 'commander'
import type { EndpointOutput } from '../domain/api.ts'
import { connected, type Common } from './door.ts'
import { alertNumber, caseNumber, incidentNumber } from './numbers.ts'
import { paint, plain, printJson } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'
import { misused } from './trouble.ts'
import { momentIn } from './when.ts'

type Of = Common & { readonly alert?: number; readonly incident?: number }
type Recalled = EndpointOutput<'recallForAlert'>
type Hit = Recalled['hits'][number]

const votes = ['helped', 'did-not', 'nothing'] as const

export function addRecall(program: Command, terminal: Terminal): void {
  const recall = program
    .command('recall')
    .description('Was this seen before? What fixed it, why it is alike, and what is different now.')
    .argument('[words...]', 'what is wrong, where it is no alert or incident yet')
    .option('--alert <id>', 'cases like this alert', alertNumber)
    .option('--incident <id>', 'cases like this incident', incidentNumber)
    .action((words: readonly string[], _: unknown, command: Command) =>
      showCases(terminal, words.join(' '), command.optsWithGlobals()),
    )
  recall
    .command('vote')
    .description(
      'Say whether a past case helped with the alert or incident that is named; it comes sooner or later for it.',
    )
    .argument('<case>', 'number of the case', caseNumber)
    .addArgument(new Argument('<vote>', 'what it did; "nothing" takes it back').choices(votes))
    .action(async (caseId: number, said: (typeof votes)[number], _: unknown, command: Command) => {
      const options = command.optsWithGlobals<Of>()
      const { alert: alertId, incident: incidentId } = options
      const api = await connected(terminal, options)
      const vote = said === 'nothing' ? null : said === 'helped' ? 'helped' : 'did_not'
      if (alertId !== undefined) await api.voteOnAlertRecall({ alertId, caseId, vote })
      else if (incidentId !== undefined) await api.voteOnIncidentRecall({ incidentId, caseId, vote })
      else misused('Name what it was for with --alert or --incident.')
      if (options.json) printJson(terminal, { done: true })
      else sayLine(terminal, vote === null ? 'Taken back.' : 'Thank you. It counts from the next question on.')
    })
  recall
    .command('rebuild')
    .description('Build the index of recall and search anew from what is stored. Pages go out meanwhile.')
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<Common>()
      const api = await connected(terminal, options)
      await api.rebuildRecall()
      if (options.json) printJson(terminal, { done: true })
      else sayLine(terminal, 'Begun. It catches up by itself; until then older cases may be missing.')
    })
}

async function showCases(terminal: Terminal, title: string, options: Of): Promise<void> {
  const { alert: alertId, incident: incidentId } = options
  const api = await connected(terminal, options)
  const answer =
    alertId !== undefined
      ? await api.recallForAlert({ alertId })
      : incidentId !== undefined
        ? await api.recallForIncident({ incidentId })
        : title === ''
          ? misused('Name an alert, an incident, or write what is wrong.')
          : await api.recallForText({ title })
  if (options.json) return printJson(terminal, answer)
  if (answer.hits.length === 0) sayLine(terminal, 'Nothing similar was seen before.')
  for (const hit of answer.hits) showHit(terminal, hit)
  for (const { kind, title, url } of answer.kit)
    sayLine(terminal, `Of the kit: ${plain(title)} (${kind}${url === '' ? '' : `, ${plain(url)}`})`)
  if (answer.isBehind) sayLine(terminal, 'The newest cases are still being taken in.')
}

function showHit(terminal: Terminal, { case: past, because, differs }: Hit): void {
  const at = momentIn(terminal, past.at)
  const place =
    past.incidentId === null
      ? past.alertId === null
        ? 'note'
        : `alert ${past.alertId}`
      : `incident ${past.incidentId}`
  const reasons = [
    ...(because.key ? ['the same alert'] : []),
    ...(because.rule ? ['the same rule'] : []),
    ...(because.service ? ['the same service'] : []),
    ...(because.words.length > 0 ? [because.words.join(', ')] : []),
  ]
  const differences = [
    ...(differs.services ? [`${differs.services.now.join(', ')}, then ${differs.services.before.join(', ')}`] : []),
    ...(differs.priority ? [`${differs.priority.now}, then ${differs.priority.before}`] : []),
    ...(differs.words.now.length > 0 ? [`new: ${differs.words.now.join(', ')}`] : []),
    ...(differs.words.before.length > 0 ? [`only then: ${differs.words.before.join(', ')}`] : []),
  ]
  const times = past.times > 1 ? `, ${past.times} times` : ''
  const took = past.tookSeconds === null ? '' : `, took ${Math.max(1, Math.round(past.tookSeconds / 60))} min`
  sayLine(terminal, paint(terminal, 'strong', plain(past.title)))
  sayLine(terminal, paint(terminal, 'faint', `  case ${past.id}: ${place}, ${at}${took}${times}`))
  if (past.fixed !== '') sayLine(terminal, `  Fixed by: ${plain(past.fixed)}`)
  sayLine(terminal, `  Why: ${plain(reasons.join('; '))}`)
  if (differences.length > 0) sayLine(terminal, `  Different now: ${plain(differences.join('; '))}`)
}
