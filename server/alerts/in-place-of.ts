// Acting in the place of another: saying that somebody else has an alert, and taking over what they have.
import { statesAllowing } from '../../domain/alerts/states.ts'
import { can } from '../../domain/permissions.ts'
import { commit, entry, said } from '../commit.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { acknowledgePages, takeOverPage } from '../escalation/answers.ts'
import { refuse } from '../refusal.ts'
import { acknowledgedBy, askWhy, type Promising } from './holding.ts'
import { personOf, promiseEntries, whyNot } from './moves.ts'
import { answerInPart } from './several.ts'
import { findAlert, markAcknowledged, markOthersHeld, markTakenOver } from './store.ts'

/**
 * Somebody says that another has it: that one may respond in the team, and the log names both. Where several must answer it is one
 * answer, of the one who is named.
 */
export async function acknowledgeFor(
  ctx: Context,
  alertId: number,
  of: { readonly personId: string; readonly because: string; readonly promise: Promising },
): Promise<void> {
  await commit(ctx, async (tx) => {
    if (of.because === '') refuse('reason_needed')
    await askWhy(tx, { alertId, ...of }, ['snoozed'])
    const { team_id: teamId } = (await findAlert(tx, alertId)) ?? refuse('not_found')
    const name = await responderNamed(tx, of.personId, teamId)
    const how = { personId: of.personId, for: name, reason: of.because }
    const partly = await answerInPart({ ...ctx, db: tx }, alertId, how)
    if (partly) return said(undefined, partly.entries, ['alerts', 'pages'])
    const holding = acknowledgedBy(of.personId, ctx.now, of.promise)
    const alert =
      (await markAcknowledged(tx, alertId, holding)) ?? (await whyNot(tx, alertId, 'alert_already_acknowledged'))
    const others = alert.page_id ? await markOthersHeld(tx, { pageId: alert.page_id, id: alertId }, holding) : 0
    if (alert.page_id) await acknowledgePages(tx, [alert.page_id], of.personId, ctx.now)
    const facts = { summary: alert.summary, for: name, reason: of.because, others }
    const about = { teamId, alertId, pageId: alert.page_id }
    return said(undefined, entry(ctx, 'alert_acknowledged_for', facts, about), ['alerts', 'pages'])
  })
}

/** Has it instead of whoever has it now; false where nobody else has. */
export async function takeOver(
  ctx: Context,
  alertId: number,
  { because, promise }: { readonly because: string; readonly promise: Promising },
): Promise<boolean> {
  return commit(ctx, async (tx) => {
    const by = personOf(ctx)
    const holder = await askWhy(tx, { alertId, personId: by, because })
    if (holder === null) return said(false, [])
    const holding = acknowledgedBy(by, ctx.now, promise)
    const alert = (await markTakenOver(tx, alertId, holding)) ?? (await whyNot(tx, alertId, 'alert_closed'))
    const page = alert.page_id ? { pageId: alert.page_id, id: alertId } : null
    const others = page ? await markOthersHeld(tx, page, holding, statesAllowing('take_over')) : 0
    if (page) await takeOverPage(tx, page.pageId, by, ctx.now)
    const about = { teamId: alert.team_id, alertId, pageId: alert.page_id }
    const facts = { summary: alert.summary, holder, reason: because, others }
    const entries = [entry(ctx, 'alert_taken_over', facts, about), ...promiseEntries(ctx, alert, promise)]
    return said(true, entries, ['alerts', 'pages'])
  })
}

/** The name of somebody in service who may respond in this team. */
async function responderNamed(tx: Db, personId: string, teamId: string): Promise<string> {
  const person = await tx
    .selectFrom('person')
    .leftJoin('team_member', (join) =>
      join.onRef('team_member.person_id', '=', 'person.id').on('team_member.team_id', '=', teamId),
    )
    .select(['person.name', 'person.role', 'team_member.role as roleInTeam'])
    .where('person.id', '=', personId)
    .where('person.deactivated_at', 'is', null)
    .executeTakeFirst()
  const say = 'Nobody in service has this id who may answer alerts of this team.'
  if (!person) return refuse('unknown_reference', undefined, [{ path: 'forPersonId', say }])
  const { name, role, roleInTeam } = person
  const teams = roleInTeam ? { [teamId]: roleInTeam } : {}
  const { allowed } = can({ kind: 'person', id: personId, name, role, teams }, 'alerts.respond', teamId)
  return allowed ? name : refuse('unknown_reference', undefined, [{ path: 'forPersonId', say }])
}
