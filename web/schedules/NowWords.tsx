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
  const { people, shadows, until, because } = onCall
  const hasRoles = people.some((person) => person.role === 'secondary')
  return (
    <div className={styles.now}>
      {people.length === 0 ? (
        <State tone="critical" icon="critical" look="solid">
          {say(nobody[because])}
        </State>
      ) : (
        <ul className={styles.people}>
          {byPerson(people).map(({ personId, name, roles, isReachable }) => (
            <li key={personId}>
              <Named name={name} size="small" />
              {hasRoles ? roles.map((role) => <Badge key={role}>{terms(`onCallRole.${role}`)}</Badge>) : null}
              {isReachable ? null : <UnreachableMark />}
            </li>
          ))}
        </ul>
      )}
      {shadows.length > 0 ? (
        <p className={styles.until}>
          {terms('onCallRole.shadow')}: {shadows.map(({ name }) => name).join(', ')}
        </p>
      ) : null}
      <p className={styles.until}>
        <Until until={until} isSomebody={people.length > 0} />
        {around?.next ? ` · ${say('now.next', { people: namesOf(around.next) || say('gap.label') })}` : null}
      </p>
    </div>
  )
}

const nobody = {
  scheduled: 'now.nobody',
  nobody_scheduled: 'now.nobody',
  nobody_active: 'now.nobodyActive',
  taken_off: 'now.takenOff',
} as const satisfies Record<Told['because'], string>

function Until({ until, isSomebody }: { readonly until: string | null; readonly isSomebody: boolean }) {
  const say = useWords('schedules')
  if (until === null) return say(isSomebody ? 'now.forEver' : 'now.nobodyAhead')
  return (
    <>
      {say('now.until')} <Time at={until} as="moment" /> (<Time at={until} />)
    </>
  )
}

/** One line for a person who has several roles at once. */
function byPerson(people: Told['people']) {
  return [...Map.groupBy(people, (person) => person.personId).values()].flatMap((same) => {
    const [first] = same
    return first ? [{ ...first, roles: same.map((person) => person.role) }] : []
  })
}

function namesOf(people: Around['people']): string {
  const primary = people.filter((person) => person.role === 'primary')
  return (primary.length > 0 ? primary : people).map((person) => person.name).join(', ')
}

type Told = EndpointOutput<'listOnCall'>['onCall'][number]

type NowWordsProps = {
  readonly onCall: Told | undefined
  readonly around: Around | null
}
