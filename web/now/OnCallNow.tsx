import type { EndpointOutput } from '../api.ts'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { UnreachableMark } from '../people/marks.tsx'
import { useOnCall } from '../schedules/on-call.ts'
import { useMe } from '../shell/me.ts'
import { Named } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Badge, State } from '../ui/State.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import styles from './OnCallNow.module.css'

type OnCall = EndpointOutput<'listOnCall'>['onCall'][number]

const mostShown = 12

/** Who is on call now, schedule by schedule: those with nobody first, then those of my teams. */
export function OnCallNow() {
  const say = useWords('now')
  const onCall = useOnCall()
  const mine = new Set(useMe().teams.map(({ id }) => id))
  const rank = ({ people, teamId }: OnCall) => (people.length === 0 ? 0 : mine.has(teamId) ? 1 : 2)
  return (
    <Card
      title={say('onCall.title')}
      flush
      actions={
        <Button tone="quiet" size="small" href={paths.schedules} iconAfter="forward">
          {say('onCall.all')}
        </Button>
      }
    >
      <Loaded
        query={onCall}
        isEmpty={(answer) => answer.onCall.length === 0}
        empty={
          <Empty icon="calendar" title={say('onCall.none')}>
            {say('onCall.noneSay')}
          </Empty>
        }
      >
        {(answer) => (
          <ul className={styles.list} aria-label={say('onCall.title')}>
            {answer.onCall
              .toSorted((a, b) => rank(a) - rank(b) || a.scheduleName.localeCompare(b.scheduleName))
              .slice(0, mostShown)
              .map((each) => (
                <OnCallLine key={each.scheduleId} onCall={each} />
              ))}
          </ul>
        )}
      </Loaded>
    </Card>
  )
}

function OnCallLine({ onCall }: { readonly onCall: OnCall }) {
  const say = useWords('now')
  const terms = useWords('terms')
  const { people, until, because, handingOver } = onCall
  const hasRoles = people.some(({ role }) => role === 'secondary')
  const isNobody = people.length === 0
  const comes = people.flatMap(({ role, name }) => (role === 'primary' ? [name] : [])).join(', ')
  return (
    <li className={isNobody ? styles.nobody : styles.line}>
      <p className={styles.head}>
        <a href={paths.schedule(onCall.scheduleId)}>{onCall.scheduleName}</a>
        {until ? (
          <span className={styles.until}>
            {say('onCall.until')} <Time at={until} as={isSoon(until) ? 'clock' : 'moment'} />
          </span>
        ) : null}
      </p>
      {isNobody ? (
        <div className={styles.repair}>
          <State tone="critical" icon="critical" look="solid">
            {say(because === 'nobody_active' ? 'onCall.nobodyActive' : 'onCall.nobody')}
          </State>
          <Button size="small" icon="plus" href={paths.schedule(onCall.scheduleId)}>
            {say('onCall.override')}
          </Button>
        </div>
      ) : (
        <ul className={styles.people}>
          {people.map((person) => (
            <li key={`${person.role} ${person.personId}`}>
              <Named name={person.name} size="small">
                <a href={paths.person(person.personId)}>{person.name}</a>
              </Named>
              {hasRoles ? <Badge>{terms(`onCallRole.${person.role}`)}</Badge> : null}
              {person.because.by === 'override' ? <Badge tone="info">{say('onCall.byOverride')}</Badge> : null}
              {person.isReachable ? null : <UnreachableMark />}
            </li>
          ))}
        </ul>
      )}
      {handingOver.map((going) => (
        <p key={going.personId} className={styles.going}>
          <Named name={going.name} size="small">
            <a href={paths.person(going.personId)}>{going.name}</a>
          </Named>
          <span>
            {comes === '' ? say('onCall.untilAccepted') : say('onCall.untilAccepts', { name: comes })}
            {' · '}
            {say('onCall.atMost')} <Time at={going.until} as={isSoon(going.until) ? 'clock' : 'moment'} />
          </span>
        </p>
      ))}
    </li>
  )
}

/** Within half a day the clock alone is clear. */
function isSoon(at: string): boolean {
  return Date.parse(at) - Date.now() < 12 * 3_600_000
}
