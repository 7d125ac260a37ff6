// Pages by hand, tests, trails and links: what belongs to paging and also moves alerts.
import type { pagingApi } from '../../domain/paging/api.ts'
import type { pushApi } from '../../domain/paging/push-api.ts'
import type { quietApi } from '../../domain/paging/quiet-api.ts'
import type { Plan } from '../../domain/escalation/escalate.ts'
import { maskedAddress } from '../../domain/paging/mask.ts'
import type { Delivery } from '../../domain/paging/page.ts'
import { asPriority, priorityNumber, type PriorityName } from '../../domain/paging/priority.ts'
import { waysFor } from '../../domain/paging/rules.ts'
import type { Actor } from '../../domain/permissions.ts'
import { isBefore } from '../../domain/time.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { ServerRoster } from '../escalation/roster.ts'
import { deliveryIn, isGenuine, linkHours } from '../paging/answer-link.ts'
import type { Db } from '../db/connect.ts'
import { peopleSeenBy } from '../paging/contact-store.ts'
import type { PagingDoors } from '../paging/doors.ts'
import { findAnswerable, findOutbox, findTrail, markReceived } from '../paging/store.ts'
import { addEntries } from '../log/store.ts'
import { refuse, Refusal } from '../refusal.ts'
import { findUnsentNotices } from '../notices/store.ts'
import type { Signals } from '../engine/signals.ts'
import { acknowledge } from './actions.ts'
import { acknowledgeBesides, besides } from './bundle-answers.ts'
import { openPages } from './opening.ts'
import { findAlert, insertAlert } from './store.ts'

type PageActionName = Exclude<
  keyof typeof pagingApi,
  | 'getContacts'
  | 'addContact'
  | 'changeContact'
  | 'removeContact'
  | 'setContactRules'
  | keyof typeof pushApi
  | keyof typeof quietApi
>

export function pageActions(doors: PagingDoors, signals: Pick<Signals, 'publish'>): Actions<PageActionName> {
  return {
    async pageMyself(ctx) {
      const { actor } = ctx
      if (actor.kind !== 'person') refuse('not_allowed')
      const roster = await doors.roster.current(ctx.db)
      const teamId = Object.keys(actor.teams)[0] ?? [...roster.teams.keys()][0] ?? refuse('nobody_to_page')
      const person = roster.people.get(actor.id)
      if (!person || waysFor(person, 4, ctx.now).length === 0) refuse('nobody_to_page')
      const summary =
        person.language === 'ko' ? '테스트 호출입니다. 조치할 것은 없습니다.' : 'This is a test page. Nothing is wrong.'
      return raise(ctx, doors, {
        summary,
        details: '',
        priority: 'P1',
        teamId,
        serviceId: null,
        plan: { kind: 'person', personId: actor.id },
        isTest: true,
      })
    },

    async raisePage(ctx, { summary, details, priority, to }) {
      const roster = await doors.roster.current(ctx.db)
      const target = targetOf(ctx, roster, to)
      return raise(ctx, doors, { summary, details, priority, ...target, isTest: false })
    },

    async listPages({ db, actor }, { alertId }) {
      if (!(await findAlert(db, alertId))) refuse('not_found')
      const pages = await findTrail(db, alertId)
      const deliveries = pages.flatMap((page) => page.deliveries)
      const shown = await addressesFor(db, actor, deliveries)
      return { pages: pages.map((page) => ({ ...page, deliveries: page.deliveries.map(shown) })) }
    },

    async receiveRing({ db, actor, now }, { deliveryId }) {
      if (actor.kind !== 'person' || !(await markReceived(db, deliveryId, actor.id, now))) refuse('not_found')
      signals.publish({ kind: 'received', deliveryId })
      return { done: true }
    },

    async listOutbox({ db, actor }, query) {
      const deliveries = await findOutbox(db, query)
      return { deliveries: deliveries.map(await addressesFor(db, actor, deliveries)) }
    },

    listUnsentNotices: async ({ db }) => ({ notices: await findUnsentNotices(db, { limit: 50 }) }),

    async getAnswer(ctx, { token }) {
      const found = await answerable(ctx, token)
      return {
        personName: found.person_name,
        summary: found.summary,
        priority: asPriority(found.priority),
        serviceName: found.service_name,
        state: found.state,
        acknowledgedBy: found.holder_name,
        raisedAt: found.first_at,
        alertId: found.alert_id,
        isTest: found.is_test,
        language: found.language,
        others: (await besides(ctx, token, found)).map((other) => ({
          alertId: other.alert_id,
          summary: other.summary,
          priority: asPriority(other.priority),
          serviceName: other.service_name,
          state: other.state,
        })),
      }
    },

    async answerPage(ctx, { token }) {
      const { summary: _, ...answered } = await answerByProof(ctx, token, 'link')
      return answered
    },
  }
}

/**
 * Acknowledges as the person of the delivery that this proof speaks of, with everything that came in the same message. Twice, or too
 * late, is harmless and says how it stands; `held` is how many pages that person has by it.
 */
export async function answerByProof(ctx: Context, token: string, via: 'link' | 'chat') {
  const found = await answerable(ctx, token)
  const actor = {
    kind: 'person',
    id: found.person_id,
    name: found.person_name,
    role: found.role,
    teams: {},
  } as const
  const besidesHeld = await acknowledgeBesides({ ...ctx, actor }, await besides(ctx, token, found), via)
  try {
    const wasFirst = await acknowledge({ ...ctx, actor }, found.alert_id, via)
    const { summary } = found
    return { state: 'acknowledged' as const, acknowledgedBy: actor.name, wasFirst, held: besidesHeld + 1, summary }
  } catch (error) {
    // Answering twice, or after somebody else, is harmless and says how it stands.
    if (!(error instanceof Refusal)) throw error
    const alert = (await findAlert(ctx.db, found.alert_id)) ?? refuse('link_expired')
    const state = alert.state === 'closed' ? ('closed' as const) : ('acknowledged' as const)
    const { summary } = found
    return { state, acknowledgedBy: alert.acknowledged_by_name, wasFirst: false, held: besidesHeld, summary }
  }
}

type Addressed = Pick<Delivery, 'personId' | 'channel' | 'address'>

/** A trail is read by everybody; an address in full only by those who may see it on the person's own page. */
async function addressesFor(db: Db, actor: Actor, deliveries: readonly Addressed[]) {
  const seen = await peopleSeenBy(
    db,
    actor,
    deliveries.map(({ personId }) => personId),
  )
  return <T extends Addressed>(delivery: T): T =>
    seen.has(delivery.personId) ? delivery : { ...delivery, address: maskedAddress(delivery) }
}

type HandRaised = {
  readonly summary: string
  readonly details: string
  readonly priority: PriorityName
  readonly teamId: string
  readonly serviceId: string | null
  readonly plan: Plan
  readonly isTest: boolean
}

/** Raises an alert by hand and opens its page in the same commit. */
async function raise(ctx: Context, doors: PagingDoors, ask: HandRaised) {
  const { now } = ctx
  const fired = await commit(ctx, async (tx) => {
    const priority = priorityNumber(ask.priority)
    const key = `${ask.isTest ? 'baton-test' : 'hand'}:${ctx.newId()}`
    const by = ctx.actor.kind === 'person' || ctx.actor.kind === 'automation' ? ctx.actor.name : 'Baton'
    const { id } = await insertAlert(tx, { ...ask, priority, key, sourceId: null, origin: by, at: now })
    const alert = {
      id,
      summary: ask.summary,
      serviceId: ask.serviceId,
      teamId: ask.teamId,
      raisedAt: now,
      isTest: ask.isTest,
      note: ask.details,
    }
    const facts = { summary: ask.summary, priority: ask.priority, by }
    await addEntries(tx, [entry(ctx, 'alert_raised', facts, { teamId: ask.teamId, alertId: id })])
    const from = { roster: doors.roster, now, node: doors.node, take: doors.sender.free }
    const asks = [{ plan: ask.plan, priority, alert, joins: false }]
    return said(
      { id, opened: await openPages(tx, from, () => ({ asks, following: new Map() })) },
      [],
      ['alerts', 'pages', 'log'],
    )
  })
  doors.sender.take(fired.opened.claimed, fired.opened.roster)
  return { alertId: fired.id, pageId: fired.opened.pageOf.get(fired.id) ?? 0 }
}

function targetOf(
  ctx: Context,
  roster: ServerRoster,
  to:
    | { kind: 'person'; personId: string }
    | { kind: 'policy'; policyId: string }
    | { kind: 'service'; serviceId: string },
): Pick<HandRaised, 'teamId' | 'serviceId' | 'plan'> {
  switch (to.kind) {
    case 'person': {
      const person = roster.people.get(to.personId) ?? refuse('unknown_reference')
      if (!person.isActive || waysFor(person, 1, ctx.now).length === 0) refuse('nobody_to_page')
      const mine = ctx.actor.kind === 'person' ? Object.keys(ctx.actor.teams)[0] : undefined
      const teamId = mine ?? [...roster.teams.keys()][0] ?? refuse('nobody_to_page')
      return { teamId, serviceId: null, plan: { kind: 'person', personId: to.personId } }
    }
    case 'policy': {
      const policy = roster.policies.get(to.policyId) ?? refuse('unknown_reference')
      return { teamId: policy.teamId, serviceId: null, plan: { kind: 'policy', policyId: policy.id } }
    }
    case 'service': {
      const service = roster.services.get(to.serviceId) ?? refuse('unknown_reference')
      return { teamId: service.teamId, serviceId: service.id, plan: { kind: 'policy', policyId: service.policyId } }
    }
  }
}

async function answerable(ctx: Context, token: string) {
  const deliveryId = deliveryIn(token) ?? refuse('link_expired')
  const found = (await findAnswerable(ctx.db, deliveryId)) ?? refuse('link_expired')
  const claim = { id: found.id, pageId: found.page_id, personId: found.person_id }
  if (!isGenuine(ctx.sealer, token, claim)) refuse('link_expired')
  if (isBefore(found.created_at.add({ hours: linkHours }), ctx.now)) refuse('link_expired')
  if (found.deactivated_at) refuse('link_expired')
  return found
}
