import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Badge, State } from '../ui/State.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'

/** The shifts that somebody has worked: each leads to what came in it and to its review. */
export function PastShiftsCard({ personId }: { readonly personId: string }) {
  const say = useWords('handover')
  const terms = useWords('terms')
  const shifts = useLoaded('listWorkedShifts', { personId, limit: 20 })
  return (
    <Card title={say('past.title')} about={say('past.about')} flush>
      <Loaded
        query={shifts}
        isEmpty={({ shifts: found }) => found.length === 0}
        empty={
          <Empty icon="calendar" title={say('past.none')}>
            {say('past.noneSay')}
          </Empty>
        }
      >
        {({ shifts: found }) => (
          <Rows label={say('past.title')}>
            {found.map((shift) => (
              <Row
                key={shift.id}
                title={shift.scheduleName}
                href={paths.shift(shift.id)}
                meta={
                  <>
                    {shift.role === 'primary' ? null : <span>{terms(`onCallRole.${shift.role}`)}</span>}
                    <span>
                      <Time at={shift.startsAt} as="moment" /> –{' '}
                      {shift.endsAt ? <Time at={shift.endsAt} as="moment" /> : say('past.running')}
                    </span>
                  </>
                }
                trail={
                  shift.review ? (
                    <Badge>{say(`review.${asWeight(shift.review.weight)}`)}</Badge>
                  ) : shift.endsAt && shift.role !== 'shadow' ? (
                    <State tone="info" icon="edit" look="plain">
                      {say('past.review')}
                    </State>
                  ) : undefined
                }
              />
            ))}
          </Rows>
        )}
      </Loaded>
    </Card>
  )
}

const weights = [1, 2, 3, 4, 5] as const
const asWeight = (weight: number) => weights.find((each) => each === weight) ?? 3
