// Who hears of the demo's incident under way, what they were told, a channel that is gone, and a smaller incident that is a part of it.
import type { Instant } from '../../domain/time.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { incidentActions } from '../incidents/actions.ts'
import { familyActions } from '../incidents/family.ts'
import { hearingActions } from '../incidents/hearing.ts'
import { incidentRecordActions } from '../incidents/records.ts'
import { endTeamChannelIn } from '../paging/room-gone.ts'

type Stage = {
  readonly db: Db
  readonly now: Instant
  /** As this person, at this moment. */
  readonly as: (email: string, at: Instant) => Context
}

/** What is told of this incident of this team, from when it is declared on. */
export function updateScenes(
  { db, now, as }: Stage,
  of: { readonly teamId: string; readonly incidentId: () => number },
) {
  const [ana, ben, carla, minjun] = ['ana', 'ben', 'carla', 'minjun'].map((name) => `${name}@demo.example`)
  const ago = (minutes: number) => now.subtract({ minutes })
  const lead = (minutes: number): Context => {
    const ctx = as(ana ?? '', ago(minutes))
    return ctx.actor.kind === 'person' ? { ...ctx, actor: { ...ctx.actor, role: 'manager' } } : ctx
  }
  const channel = async (slug: string) =>
    (await db.selectFrom('team_channel').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()).id
  return [
    {
      at: ago(12),
      play: async () => {
        const { teamId } = of
        await hearingActions.setTeamRoom(lead(12), { teamId, room: 'https://meet.demo.example/payments-{incident}' })
        for (const slug of ['payments-room', 'shop-status'])
          await hearingActions.subscribe(lead(12), {
            teamId,
            channelId: await channel(slug),
            audience: 'stakeholders',
            priority: 'P2',
          })
      },
    },
    {
      at: ago(9),
      play: async () => {
        for (const email of [carla, minjun])
          await hearingActions.followIncident(as(email ?? '', ago(9)), { incidentId: of.incidentId() })
      },
    },
    {
      at: ago(5),
      play: async () => {
        await incidentRecordActions.postUpdate(as(ana ?? '', ago(5)), {
          incidentId: of.incidentId(),
          audience: 'stakeholders',
          text: 'Cards of NordBank are declined in Europe, about one payment in nine.\nAll other cards and PayPal work. We are sending their cards another way.',
          isStill: false,
          isToParts: false,
        })
        await endTeamChannelIn(db, await channel('shop-status'), {
          actor: { kind: 'engine', node: 'demo' },
          now: ago(5),
        })
      },
    },
    {
      at: ago(4),
      play: async () => {
        const part = await incidentActions.declareIncident(as(ben ?? '', ago(4)), {
          teamId: of.teamId,
          title: 'Refunds to NordBank cards wait',
          what: 'Refunds pile up behind the declined payments',
          impact: '40 refunds wait; nobody has asked yet',
          priority: 'P3',
          serviceIds: [],
          alertIds: [],
          isPrivate: false,
        })
        await familyActions.setParent(as(ben ?? '', ago(4)), { incidentId: part.id, parentId: of.incidentId() })
      },
    },
  ]
}
