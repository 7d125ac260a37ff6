import type { EndpointOutput } from '../api.ts'
import { UnreachableMark } from '../people/marks.tsx'
import { Named } from '../ui/Avatar.tsx'
import { Badge, State } from '../ui/State.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import styles from './NowWords.module.css'
import type { Around } from './timeline.ts'

/** Who is on call now, until when, and who then; nobody is a value to be faced. */
export function NowWords({ onCall, around }: NowWordsProps) {
  const say = useWords('schedules')
  const terms = useWords('terms')
  if (!onCall) return null
  const { people, until, because } = onCall
  const hasRoles = people.some((person) => person.role === 'secondary')
  return (
    <div className={styles.now}>
      {people.length === 0 ? (
        <State tone="critical" icon="critical" look="solid">
          {say(because === 'nobody_active' ? 'now.nobodyActive' : 'now.nobody')}
        </State>
      ) : (
        <ul className={styles.people}>
          {people.map((person) => (
            <li key={`${person.role} ${person.personId}`}>
              <Named name={person.name} size="small" />
              {hasRoles ? <Badge>{terms(`onCallRole.${person.role}`)}</Badge> : null}
              {person.isReachable ? null : <UnreachableMark />}
            </li>
          ))}
        </ul>
      )}
      <p className={styles.until}>
        {until ? (
          <>
            {say('now.until')} <Time at={until} as="moment" /> (<Time at={until} />)
          </>
        ) : people.length > 0 ? (
          say('now.forEver')
        ) : (
          say('now.nobodyAhead')
        )}
        {around?.next ? <span>{say('now.next', { people: namesOf(around.next) || say('gap.label') })}</span> : null}
      </p>
    </div>
  )
}

function namesOf(people: Around['people']): string {
  const primary = people.filter((person) => person.role === 'primary')
  return (primary.length > 0 ? primary : people).map((person) => person.name).join(', ')
}

type NowWordsProps = {
  readonly onCall: EndpointOutput<'listOnCall'>['onCall'][number] | undefined
  readonly around: Around | null
}
