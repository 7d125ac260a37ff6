// The demo's incidents: one under way, one of last week, and one that was none; each made as anybody makes one.
import type { Instant } from '../../domain/time.ts'
import { entry } from '../commit.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { makeRosterCache } from '../escalation/roster.ts'
import { incidentActions } from '../incidents/actions.ts'
import { incidentOfferActions } from '../incidents/offers.ts'
import { updateIncident } from '../incidents/store.ts'
import { incidentTimelineActions } from '../incidents/timeline.ts'
import type { PagingDoors } from '../paging/doors.ts'
import { pullsAreSlow } from './incident-help.ts'
import { incidentWorkActions } from '../incidents/work.ts'
import { correctionActions } from '../notices/corrections.ts'
import { addEntries } from '../log/store.ts'
import { updateScenes } from './updates.ts'

export type Stage = {
  readonly db: Db
  readonly now: Instant
  /** As this person, at this moment. */
  readonly as: (email: string, at: Instant) => Context
  readonly teams: ReadonlyMap<string, string>
  readonly people: ReadonlyMap<string, { readonly id: string }>
}
export type Scene = { readonly at: Instant; readonly play: () => Promise<unknown> }

/** What happens in the demo's incidents, in the order of time. */
export function incidentScenes(stage: Stage): readonly Scene[] {
  return [...pushWasLate(stage), ...loginWasFine(stage), ...cardsFail(stage), ...pullsAreSlow(stage, doors)]
}

/** Nobody is paged by the past. */
const doors: PagingDoors = {
  node: 'demo',
  roster: makeRosterCache(),
  sender: { capacity: { free: 0, running: new Map() }, take: () => undefined },
  onHurry: () => undefined,
}
const work = incidentWorkActions(doors)
const offers = incidentOfferActions(doors)

/** Under way, in mitigation: two people, one thing tried in vain, one about to be done, one alert. */
function cardsFail(stage: Stage): readonly Scene[] {
  const { db, now, as, teams } = stage
  const [ana, ben] = ['ana@demo.example', 'ben@demo.example']
  const ago = (minutes: number) => now.subtract({ minutes })
  let incidentId = 0
  return [
    {
      at: ago(11),
      play: async () => {
        const alert = await db
          .selectFrom('alert')
          .select(['id', 'service_id'])
          .where('summary', '=', 'Checkout: card payments failing for one issuer')
          .executeTakeFirstOrThrow()
        const made = await incidentActions.declareIncident(as(ana, ago(11)), {
          teamId: known(teams, 'payments'),
          title: 'Card payments of one issuer fail in Europe',
          what: 'Payments with cards of NordBank are declined after 30 seconds',
          impact: 'About one in nine payments in Europe; the others go through',
          since: ago(14),
          priority: 'P2',
          serviceIds: alert.service_id ? [alert.service_id] : [],
          alertIds: [alert.id],
          isPrivate: false,
        })
        incidentId = made.id
      },
    },
    move(ago(10), as, ana, () => ({ incidentId, to: 'coordination', moves: 0, reason: '' })),
    {
      at: ago(9),
      play: () => work.joinIncident(as(ben, ago(9)), { incidentId, role: 'responder' }),
    },
    {
      at: ago(8),
      play: () => work.tellAudience(as(ana, ago(8)), { incidentId, audience: 'responders', notNeededBecause: '' }),
    },
    move(ago(7), as, ana, () => ({
      incidentId,
      to: 'mitigation',
      moves: 1,
      reason: 'First the rollback; the shop is told after it',
    })),
    {
      at: ago(6),
      play: async () => {
        const text = 'Roll back checkout-api to 2026.11.8'
        const { action } = await work.announceAction(as(ana, ago(6)), { incidentId, text, isDone: false })
        await work.changeAction(as(ana, ago(4)), { incidentId, actionId: action.id, state: 'done', effect: 'did_not' })
      },
    },
    {
      at: ago(3),
      play: async () => {
        const by = as(ben, ago(3))
        const text = 'NordBank’s status page says nothing. Their 3-D Secure host answers after 31 s.'
        const { id: entryId } = await incidentActions.noteIncident(by, { incidentId, text })
        await incidentTimelineActions.pinEntry(by, { incidentId, entryId })
      },
    },
    {
      // Written in a hurry, and put right a minute later.
      at: ago(2),
      play: async () => {
        const text = 'The first declined payment was at the release of 2026.11.7'
        const of = { incidentId, happenedAt: ago(20) }
        const { id: entryId, version } = await incidentActions.noteIncident(as(ana, ago(2)), { ...of, text })
        await correctionActions.correctNote(as(ana, ago(1)), {
          entryId,
          version,
          text: 'The first declined payment was four minutes before the release of 2026.11.9',
          happenedAt: ago(14),
        })
      },
    },
    {
      at: ago(2),
      play: () =>
        work.announceAction(as(ben, ago(2)), {
          incidentId,
          text: 'Send NordBank cards over acquirer 1',
          isDone: false,
        }),
    },
    {
      at: ago(1),
      play: async () => {
        const { id: personId } = await db
          .selectFrom('person')
          .select('id')
          .where('email', '=', 'minjun@demo.example')
          .executeTakeFirstOrThrow()
        await offers.offerRole(as(ana, ago(1)), {
          incidentId,
          personId,
          role: 'lead',
          note: 'Ben is about to send NordBank cards over acquirer 1; the shop has not been told yet.',
          isPaged: false,
        })
      },
    },
    ...updateScenes(stage, { teamId: known(teams, 'payments'), incidentId: () => incidentId }),
  ]
}

/** Of last week, closed: what the next one who meets it is shown. */
function pushWasLate({ db, now, as, teams }: Stage): readonly Scene[] {
  const [seoyeon, yujin] = ['seoyeon@demo.example', 'yujin@demo.example']
  const begin = now.subtract({ hours: 24 * 6 + 3 })
  const after = (minutes: number) => begin.add({ minutes })
  const teamId = known(teams, 'mobile')
  let incidentId = 0
  return [
    {
      at: begin,
      play: async () => {
        const { id } = await db.selectFrom('service').select('id').where('slug', '=', 'push').executeTakeFirstOrThrow()
        const made = await incidentActions.declareIncident(as(seoyeon, begin), {
          teamId,
          title: '푸시 알림이 20분 넘게 늦게 도착함',
          what: '주문 완료 푸시가 20분 이상 늦게 도착함',
          impact: '앱 사용자의 약 30%, 주문 자체는 정상',
          since: begin.subtract({ minutes: 12 }),
          priority: 'P3',
          serviceIds: [id],
          alertIds: [],
          isPrivate: false,
        })
        incidentId = made.id
      },
    },
    {
      at: after(2),
      play: () => work.joinIncident(as(yujin, after(2)), { incidentId, role: 'expert' }),
    },
    move(after(4), as, seoyeon, () => ({
      incidentId,
      to: 'mitigation',
      moves: 0,
      reason: '원인이 발송 대기열로 분명함',
    })),
    {
      at: after(6),
      play: async () => {
        const text = '마케팅 발송을 멈추고 워커를 4대에서 8대로 늘림'
        const { action } = await work.announceAction(as(yujin, after(6)), { incidentId, text, isDone: false })
        const of = { incidentId, actionId: action.id }
        await work.changeAction(as(yujin, after(9)), { ...of, state: 'done', effect: 'helped' })
      },
    },
    {
      at: after(21),
      play: () =>
        incidentActions.mitigateIncident(as(seoyeon, after(21)), {
          incidentId,
          isMitigated: true,
          note: '지연 1분 미만',
        }),
    },
    move(after(25), as, seoyeon, () => ({ incidentId, to: 'resolution', moves: 1, reason: '' })),
    {
      at: after(70),
      play: () =>
        incidentActions.describeIncident(as(seoyeon, after(70)), {
          incidentId,
          fix: '마케팅 발송과 주문 푸시의 대기열을 분리함',
          lastSteps: '대기열 길이 확인 → 마케팅 발송 중지 → 워커 증설',
        }),
    },
    {
      // The engine of the demo was not there to see the watch end.
      at: after(86),
      play: async () => {
        const { title } = await db
          .selectFrom('incident')
          .select('title')
          .where('id', '=', incidentId)
          .executeTakeFirstOrThrow()
        await updateIncident(db, incidentId, { due_at: null })
        const engine = { actor: { kind: 'engine', node: 'demo' }, now: after(86) } as const
        await addEntries(db, [entry(engine, 'incident_watch_over', { title }, { teamId, incidentId })])
      },
    },
    move(after(95), as, seoyeon, () => ({ incidentId, to: 'closed', moves: 2, reason: '' })),
  ]
}

/** It was none, and says why. */
function loginWasFine({ now, as, teams }: Stage): readonly Scene[] {
  const felix = 'felix@demo.example'
  const begin = now.subtract({ hours: 24 * 3 + 5 })
  let incidentId = 0
  return [
    {
      at: begin,
      play: async () => {
        const made = await incidentActions.declareIncident(as(felix, begin), {
          teamId: known(teams, 'platform'),
          title: 'Sign-in page cannot be reached from Frankfurt',
          what: '',
          impact: '',
          serviceIds: [],
          alertIds: [],
          isPrivate: false,
        })
        incidentId = made.id
      },
    },
    move(begin.add({ minutes: 9 }), as, felix, () => ({
      incidentId,
      to: 'dismissed',
      moves: 0,
      reason: 'One of our own probes had lost its route; nobody else was hurt',
    })),
  ]
}

function move(
  at: Instant,
  as: Stage['as'],
  email: string,
  asked: () => Parameters<typeof incidentActions.moveIncident>[1],
): Scene {
  return { at, play: () => incidentActions.moveIncident(as(email, at), asked()) }
}

function known<T>(map: ReadonlyMap<string, T>, key: string): T {
  const found = map.get(key)
  if (found === undefined) throw new Error(`the demo has no ${key}`)
  return found
}
