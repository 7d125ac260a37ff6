// The demo's incident in triage: causes are argued about while nothing was tried, and others were asked how bad it is.
import type { PagingDoors } from '../paging/doors.ts'
import { incidentActions } from '../incidents/actions.ts'
import { incidentRatingActions } from '../incidents/ratings.ts'
import { incidentRecordActions } from '../incidents/records.ts'
import type { Scene, Stage } from './incidents.ts'

/** Under way, in triage: nobody has tried anything yet, and one of three has not said how bad it is. */
export function pullsAreSlow({ db, now, as, teams, people }: Stage, doors: PagingDoors): readonly Scene[] {
  const [emma, felix, grace] = ['emma@demo.example', 'felix@demo.example', 'grace@demo.example']
  const ago = (minutes: number) => now.subtract({ minutes })
  const idOf = (email: string) => people.get(email)?.id ?? ''
  const ratings = incidentRatingActions(doors)
  let incidentId = 0
  return [
    {
      at: ago(7),
      play: async () => {
        const { id } = await db
          .selectFrom('service')
          .select('id')
          .where('slug', '=', 'kubernetes')
          .executeTakeFirstOrThrow()
        const made = await incidentActions.declareIncident(as(emma, ago(7)), {
          teamId: teams.get('platform') ?? '',
          title: 'New pods wait for their images in us-1',
          what: 'Pulling an image takes four minutes instead of ten seconds',
          impact: '',
          since: ago(25),
          serviceIds: [id],
          alertIds: [],
          isPrivate: false,
        })
        incidentId = made.id
      },
    },
    {
      at: ago(5),
      play: () =>
        ratings.askRating(as(emma, ago(5)), {
          incidentId,
          personIds: ['felix@demo.example', 'grace@demo.example', 'ana@demo.example'].map(idOf),
          isPaged: false,
        }),
    },
    {
      at: ago(4),
      play: () =>
        incidentRecordActions.addHypothesis(as(felix, ago(4)), {
          incidentId,
          text: 'The registry throttles us since the quota was lowered',
          test: 'Pull one image by hand and read the headers',
        }),
    },
    {
      at: ago(3),
      play: () =>
        ratings.answerRating(as(felix, ago(3)), {
          incidentId,
          priority: 'P3',
          because: 'Running pods are fine; only deploys are slow',
        }),
    },
    {
      at: ago(2),
      play: () =>
        incidentRecordActions.addHypothesis(as(grace, ago(2)), {
          incidentId,
          text: 'The cache on the nodes was emptied by the upgrade',
          test: '',
        }),
    },
    {
      at: ago(1),
      play: () =>
        ratings.answerRating(as(grace, ago(1)), {
          incidentId,
          priority: 'P2',
          because: 'If a node dies now, its pods do not come back in time',
        }),
    },
  ]
}
