// Writes over Opsgenie's API: each goes through the write that Baton's own screens use, and is settled before it is answered.
import { statuses, said as saidBy, type Settled } from '../../../domain/intake/opsgenie-answers.ts'
import { edited, type By, type Edit, type ReadAct } from '../../../domain/intake/opsgenie-acts.ts'
import { keptOf, keptText } from '../../../domain/intake/opsgenie-kept.ts'
import type { ActName } from '../../../domain/intake/opsgenie-routes.ts'
import { isObject } from '../../../domain/intake/json.ts'
import type { OwnAlert } from '../../../domain/intake/opsgenie-shown.ts'
import { earliest, isBefore } from '../../../domain/time.ts'
import { acknowledge, escalateNow, longestSnoozeHours, snooze } from '../../alerts/actions.ts'
import { editAlert, type Change, type Told } from '../../alerts/edits.ts'
import { close } from '../../alerts/moves.ts'
import { commit, entry, said } from '../../commit.ts'
import type { Context } from '../../context.ts'
import type { PagingDoors } from '../../paging/doors.ts'
import { Refusal } from '../../refusal.ts'
import type { KnownSource } from '../sources.ts'
import { findOwn } from './reach.ts'
import { settle } from './requests.ts'

export type Ask = ReadAct & {
  readonly name: ActName
  readonly identifier: string
  readonly type: string
  readonly requestId: string
}

/** Does it, and writes down what it came to in the same commit; what cannot be done is written down as such. True when it was done. */
export async function act(ctx: Context, doors: PagingDoors, source: KnownSource, ask: Ask): Promise<boolean> {
  const of = { requestId: ask.requestId, sourceId: source.id, at: ctx.now }
  const [action, success] = saidBy[ask.name]
  const alert = await findOwn(ctx.db, source, ask)
  const failed = async (status: string) => {
    await settle(ctx.db, of, { action, isSuccess: false, status }, alert)
    return false
  }
  if (!alert) return failed(statuses.none)
  const sendings: (() => void)[] = []
  try {
    await commit(ctx, async (tx) => {
      sendings.length = 0
      const here = { ...ctx, db: tx }
      await doOne({ ctx: here, doors: { ...doors, sender: senderLater(doors, sendings) }, source, alert }, ask)
      const settled: Settled = { action, isSuccess: true, status: success }
      await settle(tx, of, settled, alert)
      return said(undefined, [])
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return failed(statusOf(error))
  }
  for (const send of sendings) send()
  return true
}

type Here = {
  readonly ctx: Context
  readonly doors: PagingDoors
  readonly source: KnownSource
  readonly alert: OwnAlert
}

async function doOne(here: Here, { act: asked, by }: ReadAct): Promise<void> {
  const { ctx, doors, source, alert } = here
  // Who acts on what a person has says why: in the caller's words, or at least who it was.
  const because = by.note || by.user || source.name
  switch (asked.act) {
    case 'close':
      await close(ctx, alert.id, { note: by.user === '' ? '' : joined(by) })
      return by.user === '' ? noteBy(here, by) : undefined
    case 'delete':
      await close(ctx, alert.id, { note: by.user === '' ? '' : joined(by) })
      return write(here, entry(ctx, 'source_asked_to_delete', { summary: alert.summary }, aboutOf(here)))
    case 'acknowledge':
      await acknowledge(ctx, alert.id, 'source', { because })
      return noteBy(here, by)
    case 'unacknowledge':
      if (alert.state !== 'acknowledged') throw new NotPossible(statuses.notAcknowledged)
      return escalating(ctx, doors, here, { because, by })
    case 'escalate':
      return escalating(ctx, doors, here, { because, by })
    case 'snooze':
      await snooze(ctx, alert.id, { until: untilOf(ctx, asked.until), because })
      return noteBy(here, by)
    case 'note':
      return noteBy(here, by)
    case 'ask': {
      const facts = { summary: alert.summary, act: asked.asked, name: asked.name }
      await write(here, entry(ctx, 'source_asked', facts, aboutOf(here)))
      return noteBy(here, by)
    }
    case 'edit': {
      const isChanged = await editAlert(ctx, alert.id, (before) => changeOf(before, asked.edit))
      return isChanged ? noteBy(here, by) : undefined
    }
  }
}

/** Fires the next step now: of an alert that was acknowledged, that is how it waits for somebody again. */
async function escalating(
  ctx: Context,
  doors: PagingDoors,
  here: Here,
  { because, by }: { readonly because: string; readonly by: By },
): Promise<void> {
  const fired = await escalateNow(ctx, doors, here.alert.id, { because })
  if (!fired) throw new NotPossible(statuses.closed)
  doors.sender.take(fired.claimed, fired.roster)
  return noteBy(here, by)
}

/** Longer than Baton is quiet without a silence it is not quiet for a snooze either. */
function untilOf(ctx: Context, text: string) {
  const until = Temporal.Instant.from(text)
  if (!isBefore(ctx.now, until)) throw new NotPossible(statuses.snoozeInPast)
  return earliest(until, ctx.now.add({ hours: longestSnoozeHours }))
}

/** What the edit makes of what the alert says; fields of the sender that are not Opsgenie's stay beside. */
function changeOf(before: Told, edit: Edit): Change | null {
  const kept = keptOf(before.details)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- labels are text, as they were written
  const labels = objectIn(before.labels) as Record<string, string>
  const after = edited({ kept, summary: before.summary, priority: before.priority, labels }, edit)
  if (!after) return null
  const others = Object.fromEntries(
    Object.entries(objectIn(before.details)).filter(([name]) => !Object.hasOwn(kept, name)),
  )
  return {
    told: {
      summary: after.summary,
      priority: after.priority,
      labels: JSON.stringify(after.labels),
      details: keptText(after.kept, others, []),
    },
    field: edit.field,
    to: saidOf(edit, after.summary),
  }
}

function saidOf(edit: Edit, summary: string): string {
  switch (edit.field) {
    case 'message':
      return summary
    case 'description':
      return edit.to.length > 200 ? `${edit.to.slice(0, 200).toWellFormed()}…` : edit.to
    case 'priority':
      return edit.to
    case 'tags':
      return [...edit.add.map((tag) => `+${tag}`), ...edit.remove.map((tag) => `-${tag}`)].join(', ')
    case 'details':
      return [...Object.keys(edit.set).map((name) => `+${name}`), ...edit.remove.map((name) => `-${name}`)].join(', ')
  }
}

/** The caller's note in the log, and for whom they say they act. */
async function noteBy(here: Here, by: By): Promise<void> {
  const { ctx, alert } = here
  if (by.note !== '') await write(here, entry(ctx, 'note_written', { text: joined(by) }, aboutOf(here)))
  else if (by.user !== '')
    await write(here, entry(ctx, 'source_acted_for', { summary: alert.summary, user: by.user }, aboutOf(here)))
}

async function write({ ctx }: Here, one: ReturnType<typeof entry>): Promise<void> {
  await commit(ctx, async () => said(undefined, [one]))
}

function joined({ user, note }: By): string {
  return [user, note].filter(Boolean).join(': ')
}

function aboutOf({ source, alert }: Here) {
  return { teamId: source.teamId, alertId: alert.id }
}

/** Expected, and told to the client as the status of its request. */
class NotPossible extends Refusal {
  readonly status: string

  constructor(status: string) {
    super('alert_closed')
    this.status = status
  }
}

function statusOf(refusal: Refusal): string {
  if (refusal instanceof NotPossible) return refusal.status
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- all others are told alike
  switch (refusal.body.code) {
    case 'alert_closed':
      return statuses.closed
    case 'alert_already_acknowledged':
      return statuses.acknowledged
    case 'people_must_answer':
      return statuses.peopleMustAnswer
    case 'not_found':
      return statuses.none
    default:
      return refusal.body.say
  }
}

/** What is fired is sent once it is committed: before that nobody may see it. */
function senderLater({ sender }: PagingDoors, sendings: (() => void)[]): PagingDoors['sender'] {
  return {
    get capacity() {
      return sender.capacity
    },
    take: (claimed, roster) => void sendings.push(() => sender.take(claimed, roster)),
  }
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}
