import { useLoaded } from '../query.tsx'
import { useSettled } from '../settled.ts'
import { useMe } from '../shell/me.ts'
import { Notice } from '../ui/Notice.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import type { LeavePerson } from './LeaveCard.tsx'
import type { askedSpan } from './leave-draft.ts'
import { spanWords, unbroken } from './span-words.ts'
import { useAwaySpan } from './use-away.ts'

const most = 5

/** The shifts that fall into leave before it is entered: they stay the person's until somebody takes over. */
export function LeaveEffect({ person, leaveId, asked }: LeaveEffectProps) {
  const say = useWords('leave')
  const language = useLanguage()
  const me = useMe().person
  const awaySpan = useAwaySpan()
  const settled = useSettled(asked)
  const input = { personId: person.id, ...(leaveId === undefined ? {} : { leaveId }), ...settled }
  const preview = useLoaded('previewLeave', input, { keep: true }).data
  if (!preview) return null
  const { shifts, overlaps } = preview
  const spans = overlaps.map(({ startsAt, endsAt }) =>
    awaySpan(person.id, { from: Date.parse(startsAt), until: Date.parse(endsAt) }),
  )
  return (
    <>
      {spans.length > 0 ? <Notice>{say('form.overlaps', { spans: spans.slice(0, most).join(' · ') })}</Notice> : null}
      {shifts.length === 0 ? (
        <Notice tone="ok">{say('form.clear')}</Notice>
      ) : (
        <Notice tone="warning" title={say('form.shifts')}>
          <ul>
            {shifts.slice(0, most).map((shift) => (
              <li key={`${shift.scheduleId} ${shift.role} ${shift.startsAt}`}>
                {shift.scheduleName}:{' '}
                {unbroken(
                  spanWords({ from: Date.parse(shift.startsAt), until: Date.parse(shift.endsAt) }, language, me.zone),
                )}
              </li>
            ))}
          </ul>
          {shifts.length > most ? <p>{say('more', { count: shifts.length - most })}</p> : null}
          <p>{me.id === person.id ? say('form.shiftsSay') : say('form.shiftsSayOther', { name: person.name })}</p>
        </Notice>
      )}
    </>
  )
}

type LeaveEffectProps = {
  readonly person: LeavePerson
  readonly leaveId: string | undefined
  readonly asked: NonNullable<ReturnType<typeof askedSpan>>
}
