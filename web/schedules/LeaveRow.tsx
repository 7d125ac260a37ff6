import { paths } from '../paths.ts'
import { useMe } from '../shell/me.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Row } from '../ui/Rows.tsx'
import { State } from '../ui/State.tsx'
import { useNow } from '../ui/Time.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import type { LeavePerson } from './LeaveCard.tsx'
import styles from './LeaveCard.module.css'
import type { ToldLeave } from './leave-draft.ts'
import { usePersonName } from './person-name.ts'
import { spanWords, unbroken } from './span-words.ts'
import { useAwaySpan } from './use-away.ts'

/** One entry of leave: when, why for those who may read it, and the shifts that somebody must cover. */
export function LeaveRow({ person, leave, mayNot, onChange, onDrop }: LeaveRowProps) {
  const say = useWords('leave')
  const nameOf = usePersonName()
  const now = useNow().getTime()
  const span = { from: Date.parse(leave.startsAt), until: Date.parse(leave.endsAt) }
  const when = useAwaySpan()(person.id, span)
  const byOther = leave.createdBy !== null && leave.createdBy !== person.id ? leave.createdBy : null
  return (
    <Row
      lead={<Icon name="leave" />}
      title={
        <span className={styles.title}>
          {when}
          {span.from <= now ? (
            <State tone="info" icon="leave">
              {say('now')}
            </State>
          ) : null}
        </span>
      }
      meta={
        <div className={styles.parts}>
          {leave.note ? <span className={styles.note}>{leave.note}</span> : null}
          {leave.isFollowed ? <span>{say('followed')}</span> : null}
          {byOther ? <span>{say('enteredBy', { name: nameOf(byOther) })}</span> : null}
          <ShiftsDuring person={person} shifts={leave.shifts} />
        </div>
      }
      trail={
        mayNot || leave.isFollowed ? null : (
          <>
            <IconButton
              icon="edit"
              size="small"
              tone="quiet"
              label={say('change', { span: when })}
              onPress={onChange}
            />
            <IconButton icon="trash" size="small" tone="quiet" label={say('remove', { span: when })} onPress={onDrop} />
          </>
        )
      }
    />
  )
}

const most = 3

/** The shifts that stay the person's until somebody takes over, each with the way to its schedule. */
export function ShiftsDuring({ person, shifts }: ShiftsDuringProps) {
  const say = useWords('leave')
  const cover = useWords('cover')
  const language = useLanguage()
  const me = useMe().person
  return (
    <>
      {shifts.slice(0, most).map(({ scheduleId, scheduleName, role, startsAt, endsAt }) => {
        const span = unbroken(spanWords({ from: Date.parse(startsAt), until: Date.parse(endsAt) }, language, me.zone))
        const facts = { schedule: scheduleName, span }
        return (
          <span key={`${scheduleId} ${role} ${startsAt}`} className={styles.warning}>
            <Icon name="warning" />
            <span>
              {me.id === person.id ? say('onCall', facts) : say('onCallOther', { ...facts, name: person.name })}
            </span>
            <span className={styles.next}>
              {me.id === person.id ? (
                <Button size="small" icon="people" href={paths.askCover(scheduleId, startsAt, endsAt)}>
                  {say('ask')}
                </Button>
              ) : (
                <Button size="small" icon="calendar" href={paths.schedule(scheduleId)}>
                  {cover('toSchedule')}
                </Button>
              )}
            </span>
          </span>
        )
      })}
      {shifts.length > most ? <span>{say('more', { count: shifts.length - most })}</span> : null}
    </>
  )
}

type LeaveRowProps = {
  readonly person: LeavePerson
  readonly leave: ToldLeave
  readonly mayNot: string | undefined
  readonly onChange: () => void
  readonly onDrop: () => void
}
type ShiftsDuringProps = { readonly person: Pick<LeavePerson, 'id' | 'name'>; readonly shifts: ToldLeave['shifts'] }
