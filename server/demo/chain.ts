// The demo's chain of troubles: a bank answers slowly, the connection to the card networks shows it first, then what stands on it.
import type { Instant } from '../../domain/time.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { incidentRecordActions } from '../incidents/records.ts'
import type { changes, OpenTrouble } from './history.ts'

/** What is open around the incident under way: before it, and after it. */
export const chainTroubles: readonly OpenTrouble[] = [
  {
    source: 'card-probe',
    summary: '3-D Secure of NordBank answers after 31 s',
    priority: 2,
    minutesAgo: 14,
    count: 5,
    acknowledgedBy: 'ben@demo.example',
    labels: { issuer: 'north', step: '3ds', region: 'eu-1' },
  },
  {
    source: 'app-prometheus',
    summary: '앱 결제 실패율 4% 초과',
    priority: 2,
    minutesAgo: 9,
    count: 3,
    acknowledgedBy: 'minjun@demo.example',
    labels: { route: '/v2/pay', region: 'eu-1' },
  },
]

/** What was changed around it, on what it depends on. */
export const chainChanges: typeof changes = [
  { source: 'card-probe', summary: 'Rotated the client certificates of the card networks', minutesAgo: 46 },
  { source: 'cluster-prometheus', summary: 'Upgraded the node pool eu-1-b to 1.35', minutesAgo: 190 },
]

type Stage = { readonly db: Db; readonly now: Instant; readonly as: (email: string, at: Instant) => Context }
type Scene = { readonly at: Instant; readonly play: () => Promise<unknown> }

/** Ben has looked at one link of the chain of the incident under way, and it was fine. */
export function chainScenes({ db, now, as }: Stage): readonly Scene[] {
  const at = now.subtract({ minutes: 5 })
  return [
    {
      at,
      play: async () => {
        const ben = as('ben@demo.example', at)
        const { id: incidentId } = await db
          .selectFrom('incident')
          .select('id')
          .where('title', '=', 'Card payments of one issuer fail in Europe')
          .executeTakeFirstOrThrow()
        const ledger = await db
          .selectFrom('service')
          .select(['id', 'name'])
          .where('slug', '=', 'ledger')
          .executeTakeFirstOrThrow()
        const { hypotheses } = await incidentRecordActions.addHypothesis(ben, {
          incidentId,
          text: `The fault is in ${ledger.name} or in what it depends on`,
          test: '',
          serviceId: ledger.id,
        })
        await incidentRecordActions.decideHypothesis(ben, {
          incidentId,
          hypothesisId: hypotheses.at(-1)?.id ?? 0,
          outcome: 'refuted',
          note: 'Bookings are on time, and so is its database',
        })
      },
    },
  ]
}
