// A role handed over: offered, accepted, declined, withdrawn. Until it is accepted, whoever offers it has it.
import { decideOffer, endOf, type OfferMove } from '../../domain/incidents/offers.ts'
import type { incidentOfferApi } from '../../domain/incidents/offer-api.ts'
import { waysFor } from '../../domain/paging/rules.ts'
import { personOf } from '../alerts/moves.ts'
import { commit, entry, said, type About } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import type { PagingDoors } from '../paging/doors.ts'
import { refuse } from '../refusal.ts'
import { changing, refuseOver } from './actions.ts'
import { pageAbout } from './calling.ts'
import { endCallsIn, callKey, offerKey } from './calls.ts'
import { offerCallWords } from './call-words.ts'
import { endOffers, findOffer, findOpenOffers, makeOffer } from './offer-store.ts'
import { endOfferCalls, takePart, withdrawn } from './part.ts'
import { findPeople, release } from './people-store.ts'
import { nameOfPerson } from './record-store.ts'
import { incidentShown } from './shown.ts'
import { findIncident } from './store.ts'

export function incidentOfferActions(doors: PagingDoors): Actions<keyof typeof incidentOfferApi> {
  return {
    async offerRole(ctx, { incidentId, personId, role, note, isPaged }) {
      const me = personOf(ctx) ?? refuse('role_not_yours')
      const roster = await doors.roster.current(ctx.db)
      const person = roster.people.get(personId) ?? refuse('unknown_reference')
      if (!person.isActive) refuse('person_inactive')
      if (isPaged && waysFor(person, 1, ctx.now).length === 0) refuse('nobody_to_page')
      const offer = async (tx: Db) => {
        await changing({ ...ctx, db: tx }, incidentId, async (inner, row, about) => {
          refuseOver(row.state)
          const people = await findPeople(inner, incidentId)
          const isHolder = (id: string) =>
            people.some((one) => one.person_id === id && one.role === role && one.engagement === 'accepted')
          if (!isHolder(me)) refuse('role_not_yours')
          if (personId === me) refuse('offer_to_yourself')
          const open = (await findOpenOffers(inner, incidentId)).find((one) => one.role === role)
          if (open) refuse('offer_open', { to: open.to_name, at: open.offered_at.toString() })
          await makeOffer(inner, { incidentId, role, fromId: me, toId: personId, note, now: ctx.now })
          return entry(ctx, 'role_offered', { incidentRole: role, person: person.name, note }, about)
        })
      }
      if (!isPaged) {
        await commit(ctx, async (tx) => said(await offer(tx), []))
        return incidentShown(ctx.db, incidentId)
      }
      const incident = (await findIncident(ctx.db, incidentId)) ?? refuse('not_found')
      const by = (await nameOfPerson(ctx.db, me)) ?? ''
      const words = offerCallWords(person.language, { by, role, note, incident })
      await pageAbout(ctx, doors, { incident, personId, key: offerKey(incidentId, role), words }, offer)
      return incidentShown(ctx.db, incidentId)
    },

    acceptOffer: (ctx, { incidentId, offerId }) =>
      answering(ctx, { incidentId, offerId, move: 'accept' }, async (tx, { offer, teamId }) => {
        const { role, to_id: personId } = offer
        await refuseInactive(tx, personId)
        const told = await takePart(tx, ctx, { incidentId, teamId, personId, role })
        await endCallsIn(tx, callKey(incidentId, personId), { personId, now: ctx.now })
        return told
      }),

    declineOffer: (ctx, { incidentId, offerId, because }) =>
      answering(ctx, { incidentId, offerId, move: 'decline' }, async (tx, { offer, about }) => {
        const ended = await endOffers(tx, { incidentId, offerId }, { state: endOf.decline, now: ctx.now })
        const step = { engagement: 'declined', from: ['asked'], now: ctx.now } as const
        await release(tx, { incidentId, personId: offer.to_id, role: offer.role }, step)
        await endOfferCalls(tx, ctx, ended)
        const holder = (await nameOfPerson(tx, offer.from_id)) ?? ''
        return [entry(ctx, 'offer_declined', { incidentRole: offer.role, holder, reason: because }, about)]
      }),

    withdrawOffer: (ctx, { incidentId, offerId }) =>
      answering(ctx, { incidentId, offerId, move: 'withdraw' }, async (tx, { offer, about }) => {
        await withdrawn(tx, ctx, await endOffers(tx, { incidentId, offerId }, { state: endOf.withdraw, now: ctx.now }))
        const person = (await nameOfPerson(tx, offer.to_id)) ?? ''
        return [entry(ctx, 'offer_withdrawn', { incidentRole: offer.role, person }, about)]
      }),
  }
}

type Answered = { readonly offer: Row<'incident_offer'>; readonly teamId: string; readonly about: About }

/** One answer to an offer, while the incident is held: of two at once the second sees what the first made of it. */
function answering(
  ctx: Context,
  of: { readonly incidentId: number; readonly offerId: number; readonly move: OfferMove },
  answer: (tx: Db, of: Answered) => Promise<ReturnType<typeof entry>[] | Awaited<ReturnType<typeof takePart>>>,
) {
  return changing(ctx, of.incidentId, async (tx, row, about) => {
    const offer = (await findOffer(tx, of.incidentId, of.offerId)) ?? refuse('not_found')
    const seen = { state: offer.state, fromId: offer.from_id, toId: offer.to_id }
    const decision = decideOffer(seen, { move: of.move, personId: personOf(ctx) ?? '' })
    if (decision.do === 'refuse') refuse(decision.because)
    if (decision.do === 'nothing') return []
    if (of.move === 'accept') refuseOver(row.state)
    return answer(tx, { offer, teamId: row.team_id, about })
  })
}

/** Their sign-in may have begun before they were deactivated. */
async function refuseInactive(tx: Db, personId: string): Promise<void> {
  const person = await tx.selectFrom('person').select('deactivated_at').where('id', '=', personId).executeTakeFirst()
  if (!person || person.deactivated_at) refuse('person_inactive')
}
