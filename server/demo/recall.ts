// What the demo's teams learnt long ago: incidents whose last steps stand beside what fails today.
import { incidentActions } from '../incidents/actions.ts'
import { updateIncident } from '../incidents/store.ts'
import type { Scene, Stage } from './incidents.ts'

type Learnt = {
  readonly daysAgo: number
  readonly by: string
  readonly team: string
  readonly service: string
  readonly priority: 'P1' | 'P2' | 'P3'
  readonly title: string
  readonly what: string
  readonly fix: string
  readonly lastSteps: string
  readonly reason: string
  readonly minutes: number
}

const learnt: readonly Learnt[] = [
  {
    daysAgo: 151,
    by: 'ben@demo.example',
    team: 'payments',
    service: 'card-gateway',
    priority: 'P2',
    title: 'Cards of SouthBank are declined after a timeout',
    what: 'Their 3-D Secure host answered after 40 seconds, and the gateway gives up after 30',
    fix: 'A slow issuer is taken over another acquirer',
    lastSteps:
      'Looked at the times of their 3-D Secure host → sent SouthBank cards over acquirer 1 → sent them back when the host answered again',
    reason: 'We have seen it before',
    minutes: 34,
  },
  {
    daysAgo: 402,
    by: 'seoyeon@demo.example',
    team: 'mobile',
    service: 'app-gateway',
    priority: 'P2',
    title: '앱에서 카드 결제 승인 시간 초과',
    what: '카드사 인증 서버 응답이 느려 결제가 30초 뒤 실패함',
    fix: '느린 카드사는 보조 승인 경로로 보내도록 설정',
    lastSteps: '카드사별 응답 시간 확인 → 해당 카드사만 보조 경로로 전환 → 복구 확인 뒤 원복',
    reason: '원인이 카드사로 분명함',
    minutes: 52,
  },
  {
    daysAgo: 214,
    by: 'emma@demo.example',
    team: 'platform',
    service: 'kubernetes',
    priority: 'P3',
    title: 'Image pulls crawl in eu-1',
    what: 'New pods waited minutes for their images: the mirror of the registry had a full disk',
    fix: 'The mirror throws away layers that nobody pulled for a month',
    lastSteps: 'Checked the disk of the mirror → removed old layers → restarted the mirror',
    reason: 'It is the mirror',
    minutes: 47,
  },
]

/** Of the past, closed, each with what mended it. */
export function learntScenes({ db, now, as, teams }: Stage): readonly Scene[] {
  return learnt.map((one) => {
    const begin = now.subtract({ hours: 24 * one.daysAgo + 4 })
    const end = begin.add({ minutes: one.minutes })
    return {
      at: begin,
      play: async () => {
        const { id: serviceId } = await db
          .selectFrom('service')
          .select('id')
          .where('slug', '=', one.service)
          .executeTakeFirstOrThrow()
        const { id: incidentId } = await incidentActions.declareIncident(as(one.by, begin), {
          teamId: teams.get(one.team) ?? '',
          title: one.title,
          what: one.what,
          impact: '',
          since: begin,
          priority: one.priority,
          serviceIds: [serviceId],
          alertIds: [],
          isPrivate: false,
        })
        const moves = [
          ['mitigation', begin.add({ minutes: 5 })],
          ['resolution', end],
        ] as const
        for (const [at, [to, when]] of moves.entries())
          await incidentActions.moveIncident(as(one.by, when), { incidentId, to, moves: at, reason: one.reason })
        await incidentActions.describeIncident(as(one.by, end), {
          incidentId,
          fix: one.fix,
          lastSteps: one.lastSteps,
        })
        // The engine of the demo was not there to see the watch end, nor the weeks of follow-ups.
        const closedAt = end.add({ hours: 72 })
        await updateIncident(db, incidentId, {
          state: 'closed',
          due_at: null,
          remind_at: null,
          update_due_at: null,
          watch_until: null,
          resolved_at: end,
          ended_at: closedAt,
        })
      },
    }
  })
}
