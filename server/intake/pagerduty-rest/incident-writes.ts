// Writes on incidents over PagerDuty's REST API: each goes the way of Baton's own endpoints, with their permission and their log.
import {
  alreadyResolved,
  codes,
  errorsIn,
  failed,
  invalid,
  type Reply,
} from '../../../domain/intake/pagerduty-rest-answers.ts'
import {
  fieldsIn,
  readIncident,
  readUpdate,
  textIn,
  wholeBody,
  type Fields,
  type UpdateAsked,
} from '../../../domain/intake/pagerduty-rest-asks.ts'
import { isObject, own } from '../../../domain/intake/json.ts'
import { numberIdOf } from '../../../domain/intake/pagerduty-rest-ids.ts'
import { noteOf } from '../../../domain/intake/pagerduty-rest-incidents.ts'
import { urgencyOf } from '../../../domain/intake/pagerduty-rest-objects.ts'
import { asPriority } from '../../../domain/paging/priority.ts'
import type { Person } from '../../../domain/people/person.ts'
import type { AlertRow } from '../../alerts/store.ts'
import { Refusal } from '../../refusal.ts'
import { must, replyOf, requester, tell, type Asking } from './asking.ts'
import { incidentRow, incidentsNow, reachedBy } from './incidents.ts'

export async function createIncident(asking: Asking): Promise<Reply> {
  const by = await requester(asking)
  const { title, serviceId, policyId, priority, key, details } = must(readIncident(asking.body))
  const { alertId } = await asking.ask('raisePage', {
    summary: title,
    details,
    priority,
    to: { kind: 'service', serviceId, ...(policyId === null ? {} : { policyId }) },
    ...(key === null ? {} : { key }),
  })
  // Whose token raised it is in the log already; for whom it did so is said beside it.
  if (by) await note(asking, await incidentRow(asking, alertId), `Raised for ${by.name}`)
  return { status: 201, body: await incidentNow(asking, alertId) }
}

export async function updateIncident(asking: Asking, id: string): Promise<Reply> {
  const by = await requester(asking)
  const { fields } = must(fieldsIn(asking.body, 'incident'))
  const row = await incidentRow(asking, id)
  await update(asking, await allowed(asking, { row, ask: must(readUpdate(fields)) }, by), by)
  return { status: 200, body: await incidentNow(asking, row.id) }
}

const mostAtOnce = 250

/** All are read before the first is changed; what cannot be done then is told, and the others are done. */
export async function updateIncidents(asking: Asking): Promise<Reply> {
  const by = await requester(asking)
  const body = must(wholeBody(asking.body))
  const said = own(body.fields, 'incidents')
  if (!Array.isArray(said) || said.length === 0)
    tell(invalid('The body must be an object with the list "incidents" in it'))
  if (said.length > mostAtOnce)
    tell(failed(413, codes.invalid, 'Request Entity Too Large', [`Send ${mostAtOnce} incidents at most`]))
  const asked: Asked[] = []
  for (const one of said as readonly unknown[]) {
    const fields: Fields = isObject(one) ? one : {}
    asked.push({ row: await incidentRow(asking, own(fields, 'id')), ask: must(readUpdate(fields)) })
  }
  const updates: Update[] = []
  for (const one of asked) updates.push(await allowed(asking, one, by))
  const errors: string[] = []
  for (const one of updates) {
    const { row, ask } = one
    try {
      await update(asking, one, by)
    } catch (error) {
      const reply = replyOf(error)
      // It is resolved, as was asked: of many that is no reason to fail.
      if (reply === alreadyResolved && ask.status === 'resolved') continue
      errors.push(`${numberIdOf(row.id)}: ${errorsIn(reply).join(', ')}`)
    }
  }
  if (errors.length > 0) tell(invalid(...errors, 'The others were updated'))
  const ids = updates.map(({ row }) => row.id)
  return { status: 200, body: { incidents: await incidentsNow(asking, ids) } }
}

export async function createNote(asking: Asking, id: string): Promise<Reply> {
  const by = await requester(asking)
  const { fields } = must(fieldsIn(asking.body, 'note'))
  const content = textIn(fields, 'content').trim()
  if (content === '') tell(invalid('Content must not be empty'))
  const row = await incidentRow(asking, id)
  const entry = await note(asking, row, by ? `${by.name}: ${content}` : content)
  const { ctx } = asking
  const actorId = ctx.actor.kind === 'person' ? ctx.actor.id : null
  return { status: 200, body: { note: noteOf(asking.here, { ...entry, actorId }) } }
}

/** A week at most, there as here. */
const longestSnoozeSeconds = 604_800

export async function snoozeIncident(asking: Asking, id: string): Promise<Reply> {
  const by = await requester(asking)
  const { fields } = must(wholeBody(asking.body))
  const duration = own(fields, 'duration')
  if (typeof duration !== 'number' || !Number.isInteger(duration) || duration < 1 || duration > longestSnoozeSeconds)
    return tell(invalid(`Duration must be seconds from 1 to ${longestSnoozeSeconds}`))
  const row = await incidentRow(asking, id)
  const until = asking.ctx.now.add({ seconds: duration }).toString()
  await asking.ask('snoozeAlert', { alertId: row.id, until, because: because(by) })
  return { status: 201, body: await incidentNow(asking, row.id) }
}

export async function mergeIncidents(asking: Asking, id: string): Promise<Reply> {
  await incidentRow(asking, id)
  return invalid(
    'Baton does not merge alerts: each is answered for itself. Alerts that belong together share one page.',
  )
}

async function incidentNow(asking: Asking, alertId: number): Promise<object> {
  const [incident] = await incidentsNow(asking, [alertId])
  return { incident }
}

type Asked = { readonly row: AlertRow; readonly ask: UpdateAsked }
/** What was asked, once it is known that Baton can do it. */
type Update = Asked & { readonly takesOver: boolean }

async function update(asking: Asking, { row, ask, takesOver }: Update, by: Person | null): Promise<void> {
  const alertId = row.id
  const why = because(by, ask.resolution)
  if (ask.escalates) await asking.ask('escalateAlert', { alertId, because: why })
  if (takesOver && !by) await asking.ask('takeOverAlert', { alertId, because: why })
  else if (takesOver || ask.status === 'acknowledged') await acknowledge(asking, alertId, by, why)
  if (ask.status === 'resolved') {
    const words = [by?.name, ask.resolution].filter(Boolean).join(': ')
    await asking.ask('closeAlert', { alertId, note: words, because: why })
  }
}

/** For whom the token speaks has it; that somebody else was quicker is what was asked for too. */
async function acknowledge(asking: Asking, alertId: number, by: Person | null, why: string): Promise<void> {
  try {
    await asking.ask('acknowledgeAlert', { alertId, because: why, ...(by ? { forPersonId: by.id } : {}) })
  } catch (error) {
    if (!(error instanceof Refusal) || error.body.code !== 'alert_already_acknowledged') throw error
  }
}

/**
 * What Baton cannot do is refused before anything is done. Clients send an incident back as they got it, with another status:
 * whatever stands in it as it is changes nothing.
 */
async function allowed({ ctx, known }: Asking, { row, ask }: Asked, by: Person | null): Promise<Update> {
  const errors: string[] = []
  const priority = asPriority(row.priority)
  if (ask.status === 'triggered' && row.state !== 'triggered')
    errors.push('Status must be acknowledged or resolved: escalate the incident to page it again')
  if (ask.title !== '' && ask.title !== row.summary)
    errors.push('Baton does not rename an alert: its title is what its sender says')
  if (ask.priority !== null && ask.priority !== priority)
    errors.push(`Baton does not change the priority of an alert here: it is ${priority}, as its sender says`)
  if (ask.urgency !== null && ask.urgency !== urgencyOf(priority))
    errors.push(`Baton does not change the urgency of an alert here: it follows from its priority, ${priority}`)
  if (ask.policyId !== null) {
    const service = (await known.services()).find(({ id }) => id === row.service_id)
    if (ask.policyId !== (row.policy_id ?? service?.policyId))
      errors.push('Baton does not move a running page to another policy: escalate it, or raise it again')
  }
  const reached = row.page_id === null ? [] : ((await reachedBy(ctx.db, [row.page_id])).get(row.page_id) ?? [])
  const assigned = row.acknowledged_by === null ? reached.map(({ personId }) => personId) : [row.acknowledged_by]
  const others = ask.assignees.filter((assignee) => assignee === null || !assigned.includes(assignee))
  const me = by?.id ?? (ctx.actor.kind === 'person' ? ctx.actor.id : null)
  if (others.some((assignee) => assignee !== me))
    errors.push('Baton assigns an alert to nobody but whoever takes it: escalate it to reach the next people')
  if (errors.length > 0) tell(invalid(...errors))
  return { row, ask, takesOver: others.length > 0 }
}

function because(by: Person | null, words = ''): string {
  return (words || `asked over the PagerDuty API${by ? ` for ${by.name}` : ''}`).slice(0, 500).toWellFormed()
}

function note(asking: Asking, { id: alertId, team_id: teamId }: AlertRow, text: string) {
  return asking.ask('writeNote', { teamId, alertId, text: text.slice(0, 4_000).toWellFormed() })
}
