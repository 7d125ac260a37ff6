import { PriorityMark } from '../alerts/marks.tsx'
import { IncidentStateMark } from '../incidents/marks.tsx'
import { incidentStates } from '../../domain/incidents/stages.ts'
import type { EndpointOutput } from '../api.ts'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { Card } from '../ui/Card.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Columns, Facts, Screen } from '../ui/Screen.tsx'
import { Badge } from '../ui/State.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { HandoverStateMark } from './marks.tsx'
import { ReviewCard } from './ReviewCard.tsx'
import styles from './ShiftScreen.module.css'

type Shift = EndpointOutput<'getWorkedShift'>

/** One shift as it was worked: what came, what was done, how heavy it was. */
export function ShiftScreen({ shiftId }: { readonly shiftId: string }) {
  const say = useWords('handover')
  const terms = useWords('terms')
  const shift = useLoaded('getWorkedShift', { shiftId: Number(shiftId) })
  const known = shift.data
  return (
    <Screen
      title={known ? say('shift.title', { schedule: known.scheduleName }) : say('shift.came')}
      {...(known ? { back: { href: paths.schedule(known.scheduleId), say: known.scheduleName } } : {})}
      marks={known ? <Badge>{terms(`onCallRole.${known.role}`)}</Badge> : undefined}
      about={
        known ? (
          <>
            {known.person.name}, <Time at={known.startsAt} as="moment" /> –{' '}
            {known.endsAt ? <Time at={known.endsAt} as="moment" /> : say('past.running')}
          </>
        ) : undefined
      }
    >
      {known ? (
        <KnownShift shift={known} />
      ) : (
        <Card>
          <Loaded query={shift} tall>
            {() => null}
          </Loaded>
        </Card>
      )}
    </Screen>
  )
}

function KnownShift({ shift }: { readonly shift: Shift }) {
  const say = useWords('handover')
  return (
    <>
      <ReviewCard shift={shift} />
      <Columns
        aside={
          <>
            <CameCard shift={shift} />
            <HandoversCard shift={shift} />
          </>
        }
      >
        <Card title={say('shift.incidents')} flush={shift.incidents.length > 0}>
          {shift.incidents.length === 0 ? (
            <p className={styles.none}>{say('shift.noIncidents')}</p>
          ) : (
            <Rows label={say('shift.incidents')}>
              {shift.incidents.map(({ id, title, priority, state }) => (
                <Row
                  key={id}
                  lead={<PriorityMark priority={priority} />}
                  title={title}
                  href={paths.incident(id)}
                  trail={<IncidentStateMark state={incidentStates.find((one) => one === state) ?? 'closed'} />}
                />
              ))}
            </Rows>
          )}
        </Card>
        <Card
          title={say('shift.done')}
          about={
            shift.entriesInAll > shift.entries.length
              ? say('shift.doneAll', { shown: shift.entries.length, all: shift.entriesInAll })
              : undefined
          }
        >
          {shift.entries.length === 0 ? (
            <p className={styles.none}>{say('shift.nothingDone')}</p>
          ) : (
            <ul className={styles.entries}>
              {shift.entries.map((entry) => (
                <li key={entry.id}>
                  <Time at={entry.at} as="moment" /> <span>{entry.says}</span>
                </li>
              ))}
            </ul>
          )}
        </Card>
      </Columns>
    </>
  )
}

function CameCard({ shift }: { readonly shift: Shift }) {
  const say = useWords('handover')
  const { pages, nightPages, nightsDisturbed, minutesToAnswer } = shift
  const nights =
    nightPages === 0 ? say('shift.quiet') : say('shift.nightsValue', { pages: nightPages, count: nightsDisturbed })
  const facts = [
    { name: say('shift.pages'), value: pages },
    { name: say('shift.nights'), value: nights },
    ...(minutesToAnswer === null
      ? []
      : [
          {
            name: say('shift.answer'),
            value:
              minutesToAnswer < 1 ? say('shift.seconds') : say('shift.minutes', { count: Math.round(minutesToAnswer) }),
          },
        ]),
    { name: say('shift.acknowledged'), value: shift.alertsAcknowledged },
    { name: say('shift.noAction'), value: shift.noAction },
  ]
  return (
    <Card title={say('shift.came')}>
      <Facts facts={facts} />
    </Card>
  )
}

/** The handovers with which it began and ended. */
function HandoversCard({ shift }: { readonly shift: Shift }) {
  const say = useWords('handover')
  const ends = [
    ...(shift.came ? [{ name: say('shift.took'), of: shift.came }] : []),
    ...(shift.went ? [{ name: say('shift.gave'), of: shift.went }] : []),
  ]
  if (ends.length === 0) return null
  return (
    <Card title={say('settings.title')} flush>
      <Rows label={say('settings.title')}>
        {ends.map(({ name, of }) => (
          <Row
            key={name}
            title={name}
            href={paths.handover(of.handoverId)}
            trail={<HandoverStateMark state={of.state} />}
            wrapTrail={false}
          />
        ))}
      </Rows>
    </Card>
  )
}
