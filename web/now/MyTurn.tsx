import { paths } from '../paths.ts'
import { useOnCall } from '../schedules/on-call.ts'
import { useMe } from '../shell/me.ts'
import { State } from '../ui/State.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import styles from './NowScreen.module.css'

/** Am I on call now, for what, and until when? */
export function MyTurn() {
  const say = useWords('now')
  const { person } = useMe()
  const onCall = useOnCall()
  // A line is kept free, so that nothing moves under a thumb when the answer comes.
  if (!onCall.data) return '\u00a0'
  const mine = onCall.data.onCall.filter(({ people }) => people.some(({ personId }) => personId === person.id))
  const more = <a href={paths.myShifts}>{say('me.shifts')}</a>
  if (mine.length === 0) {
    return (
      <span className={styles.turn}>
        <span>{say('me.off')}</span>
        {more}
      </span>
    )
  }
  const ends = mine.flatMap(({ until }) => until ?? []).toSorted()
  const until = ends[0]
  return (
    <span className={styles.turn}>
      <State tone="info" icon="ringing">
        {say('me.on')}
      </State>
      <strong>{mine.map(({ scheduleName }) => scheduleName).join(', ')}</strong>
      {until ? (
        <span>
          {say('me.until')} <Time at={until} as="moment" />
        </span>
      ) : null}
      {more}
    </span>
  )
}
