// Pages by hand, tests, trails and links: what belongs to paging and also moves alerts.
import type { pagingApi } from '../../domain/paging/api.ts'
import type { Answer, AnswerKind } from '../../domain/paging/answer.ts'
import type { pushApi } from '../../domain/paging/push-api.ts'
import type { quietApi } from '../../domain/paging/quiet-api.ts'
import { maskedAddress } from '../../domain/paging/mask.ts'
import type { Delivery } from '../../domain/paging/page.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import { inPartFor } from '../../domain/paging/several.ts'
import { contactsUsed, waysFor } from '../../domain/paging/rules.ts'
import type { Actor } from '../../domain/permissions.ts'
import type { Actions, Context } from '../context.ts'
import type { ServerRoster } from '../escalation/roster.ts'
import { bundleIn, deliveryIn, isGenuine } from '../paging/answer-link.ts'
import type { Db } from '../db/connect.ts'
import { peopleSeenBy } from '../paging/contact-store.ts'
import type { PagingDoors } from '../paging/doors.ts'
import { findOutbox, findTrail, markReceived } from '../paging/store.ts'
import { refuse } from '../refusal.ts'
import { findUnsentNotices } from '../notices/store.ts'
import type { Signals } from '../engine/signals.ts'
import { findOpenTo } from './answering.ts'
import { answerAll, besides } from './bundle-answers.ts'
import { raise, refuseOpen, type HandRaised } from './raise.ts'
import { answersOf, promiseOf } from './shown.ts'
import { findAlert } from './store.ts'

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
    async pageMyself(ctx, { contactId }) {
      const { actor } = ctx
      if (actor.kind !== 'person') refuse('not_allowed')
      const roster = await doors.roster.current(ctx.db)
      const teamId = Object.keys(actor.teams)[0] ?? [...roster.teams.keys()][0] ?? refuse('nobody_to_page')
      const person = roster.people.get(actor.id)
      // Asked for over one contact it goes over that one, also while others are preferred.
      const only = contactId ? contactsUsed(person?.contacts ?? []).find(({ id }) => id === contactId) : undefined
      if (!person || (contactId ? !only : waysFor(person, 1, ctx.now).length === 0)) refuse('nobody_to_page')
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
        test: 'first',
        only: only && { contactId: only.id, channel: only.channel, address: only.address, afterMinutes: 0 },
      })
    },

    async raisePage(ctx, { summary, details, priority, to, key }) {
      const roster = await doors.roster.current(ctx.db)
      const target = targetOf(ctx, roster, to)
      const ask = { summary, details, priority, ...target, isTest: false, key }
      return raise(ctx, doors, ask, key === undefined ? undefined : (tx) => refuseOpen(tx, { ...target, key }))
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
      const alert = (await findAlert(ctx.db, found.alert_id)) ?? refuse('link_expired')
      const answers = answersOf(alert)
      return {
        answers: answers && {
          needed: answers.needed,
          more: Math.max(0, answers.needed - answers.by.length),
          isMine: inPartFor(found.person_id, answers) !== null,
        },
        personName: found.person_name,
        summary: found.summary,
        priority: asPriority(found.priority),
        serviceName: found.service_name,
        state: found.state,
        acknowledgedBy: found.holder_name,
        closedBy: found.closed_by_name,
        promise: promiseOf(found),
        hasDeclined: found.has_declined === true,
        raisedAt: found.first_at,
        alertId: found.alert_id,
        isTest: found.is_test,
        language: found.language,
        others: (await besides(ctx, bundleIn(token), found)).map((other) => ({
          alertId: other.alert_id,
          summary: other.summary,
          priority: asPriority(other.priority),
          serviceName: other.service_name,
          state: other.state,
        })),
      }
    },

    async answerPage(ctx, { token, because, alertId: shown, ...words }) {
      const given = { answer: answerOf(words), via: 'link', because, shown } as const
      const { state, acknowledgedBy, wasFirst, says, held } = await answerByProof(ctx, doors, token, given)
      return { state, acknowledgedBy, wasFirst, says, held }
    },
  }
}

function answerOf(words: {
  readonly answer: AnswerKind
  readonly lookingInto: string
  readonly backInMinutes?: number | undefined
  readonly note: string
}): Answer {
  const { answer, lookingInto, backInMinutes = null, note } = words
  switch (answer) {
    case 'acknowledge':
      return { do: answer, lookingInto, backInMinutes }
    case 'decline':
      return { do: answer, reason: note }
    case 'close':
      return { do: answer, note }
    case 'escalate':
      return { do: answer }
  }
}

/**
 * Answers as the person of the delivery that this proof speaks of, with everything that came in the same message. Twice, or too late,
 * is harmless and says how it stands.
 */
export async function answerByProof(
  ctx: Context,
  doors: PagingDoors,
  token: string,
  given: {
    readonly answer: Answer
    readonly via: 'link' | 'chat'
    readonly because?: string
    readonly shown?: number | undefined
  },
) {
  const found = await answerable(ctx, token)
  const told = await answerAll(ctx, doors, [found, ...(await besides(ctx, bundleIn(token), found))], given)
  const alert = (await findAlert(ctx.db, told.alertId)) ?? refuse('link_expired')
  return { ...told, summary: alert.summary, state: alert.state, acknowledgedBy: alert.acknowledged_by_name }
}

type Addressed = Pick<Delivery, 'personId' | 'channel' | 'address'>

/**
 * A trail is read by everybody; an address in full only by those who may see it on the person's own page. Of a team's channel its
 * name says enough.
 */
async function addressesFor(db: Db, actor: Actor, deliveries: readonly Addressed[]) {
  const seen = await peopleSeenBy(
    db,
    actor,
    deliveries.flatMap(({ personId }) => personId ?? []),
  )
  return <T extends Addressed>(delivery: T): T =>
    delivery.personId !== null && seen.has(delivery.personId)
      ? delivery
      : { ...delivery, address: maskedAddress(delivery) }
}

function targetOf(
  ctx: Context,
  roster: ServerRoster,
  to:
    | { kind: 'person'; personId: string }
    | { kind: 'policy'; policyId: string }
    | { kind: 'service'; serviceId: string; policyId?: string | undefined },
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
      const policyId = to.policyId ?? service.policyId
      if (!roster.policies.has(policyId)) refuse('unknown_reference')
      return { teamId: service.teamId, serviceId: service.id, plan: { kind: 'policy', policyId } }
    }
  }
}

async function answerable(ctx: Context, token: string) {
  const deliveryId = deliveryIn(token) ?? refuse('link_expired')
  const found = (await findOpenTo(ctx, deliveryId)) ?? refuse('link_expired')
  const claim = { id: found.id, pageId: found.page_id, personId: found.person_id }
  if (!isGenuine(ctx.sealer, token, claim)) refuse('link_expired')
  return found
}
