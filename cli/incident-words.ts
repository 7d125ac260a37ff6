// Incidents in words for the terminal: stages, what each still owes and how it is paid, and the lines that several commands print.
import type { EndpointOutput } from '../domain/api.ts'
import type { Names } from '../domain/incidents/names.ts'
import { debts, type Debt } from '../domain/incidents/owed.ts'
import { isUnderWay, passed, type IncidentState, type Stage } from '../domain/incidents/stages.ts'
import { plain, printJson } from './print.ts'
import { sayLine, type Terminal } from './terminal.ts'

export type IncidentDetail = EndpointOutput<'getIncident'>
type Line = Pick<EndpointOutput<'listIncidents'>['incidents'][number], 'id' | 'priority' | 'title' | 'state'>

/** What is owed, as a tired person reads it, and what is typed behind `baton incident` to pay it; `7` stands for the incident. */
export const debtWords: Readonly<Record<Debt, { readonly says: string; readonly by: string }>> = {
  what: { says: 'what is wrong, in a sentence', by: 'describe 7 --what "..."' },
  impact: { says: 'who is hurt, and how badly', by: 'describe 7 --impact "..."' },
  since: { says: 'since when', by: 'describe 7 --since 09:00' },
  service: { says: 'which service is suspected, or why none is', by: 'describe 7 --service ...' },
  priority: { says: 'how bad it is: nobody has said so yet', by: 'rate 7 P2' },
  lead: { says: 'who leads', by: 'join 7 --as lead' },
  commander: { says: 'a commander, or why none is needed', by: 'join 7 --as commander' },
  tell_responders: { says: 'word to the responders, or why they need none', by: 'told 7 responders' },
  tell_stakeholders: { says: 'word to the stakeholders, or why they need none', by: 'told 7 stakeholders' },
  tell_users: { says: 'word to the users, or why they need none', by: 'told 7 users' },
  action: { says: 'what was done about it', by: 'doing 7 "..." --done' },
  mitigated: { says: 'that the bleeding has stopped', by: 'mitigated 7' },
  evidence: { says: 'the evidence, or that it is missing', by: 'evidence 7' },
  fix: { says: 'what mended it', by: 'describe 7 --fix "..."' },
  last_steps: { says: 'the last steps, for whoever meets it again', by: 'describe 7 --last-steps "..."' },
  watch: { says: 'a watch in which nothing comes back, and no open alert', by: 'show 7' },
  follow_up_written: { says: 'what is to follow, written down', by: 'follow-up 7 "..."' },
  follow_ups_done: { says: 'what is to follow, done', by: 'follow-up 7' },
  parts_over: { says: 'its parts, which are still under way', by: 'parent 7' },
}

/** How the terminal names what is told of an incident. */
export const plainNames: Names = (folder, name) => {
  const debt = folder === 'debt' ? debts.find((one) => one === name) : undefined
  return debt ? debtWords[debt].says : name.replaceAll('_', folder === 'stage' ? '-' : ' ')
}

/** What does its stage still owe? Nothing where it is over. */
export function owedNow({ state, owed }: Pick<IncidentDetail, 'state' | 'owed'>): readonly Debt[] {
  return isUnderWay(state) ? unpaid(owed[state]) : []
}

/** What did the stages leave open that lie before the one in which it is, or were passed to its end? */
export function leftBefore({ state, owed }: Pick<IncidentDetail, 'state' | 'owed'>): readonly Debt[] {
  if (state === 'dismissed' || state === 'merged') return []
  return passed('triage', state).flatMap((stage) => unpaid(owed[stage]))
}

/** `fix, last_steps` in words, for a sentence. */
export function debtsText(owed: readonly Debt[]): string {
  return owed.map((debt) => debtWords[debt].says).join('; ')
}

/** `follow_up` as it is typed and read: `follow-up`. */
export function stateText(state: IncidentState): string {
  return state.replaceAll('_', '-')
}

/** An incident in one line. */
export function lineOf({ id, priority, title, state }: Line): string {
  return `${id} ${priority} ${plain(title)} (${stateText(state)})`
}

/** What was changed: the incident in one line, and what its stage still owes. */
export function sayChanged(
  terminal: Terminal,
  { isJson, done }: { readonly isJson: boolean; readonly done: string },
  incident: IncidentDetail,
): void {
  if (isJson) return printJson(terminal, incident)
  sayLine(terminal, `${done}: ${lineOf(incident)}`)
  const owed = owedNow(incident)
  if (owed.length > 0) sayLine(terminal, `Still owed in ${stateText(incident.state)}: ${debtsText(owed)}.`)
}

function unpaid(owed: IncidentDetail['owed'][Stage]): readonly Debt[] {
  return owed.flatMap(({ debt, isPaid }) => (isPaid ? [] : [debt]))
}
