import { useAction } from '../query.tsx'
import { useMe, useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Skeleton } from '../ui/faces.tsx'
import { Menu } from '../ui/Menu.tsx'
import { showNotice } from '../ui/notices.ts'
import { useNow } from '../ui/Time.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import { useComing } from './coming.ts'
import type { ScheduleTold } from './draft.ts'
import styles from './NowCard.module.css'
import { NowWords } from './NowWords.tsx'
import { useOnCall } from './on-call.ts'
import type { OverrideStart } from './OverrideDialog.tsx'
import { momentWords } from './span-words.ts'
import { isMineAlone, placesToTake } from './take-over.ts'
import { onCallAround } from './timeline.ts'
import type { ToldShift } from './timeline.ts'
import { startOfDay } from './zoned.ts'

/** Who is on call now, and the two taps with which I take it. */
export function NowCard({ schedule, onOther }: NowCardProps) {
  const say = useWords('schedules')
  const onCall = useOnCall(schedule.id).data?.onCall[0]
  const shifts = useComing(schedule.id).data?.shifts ?? []
  const now = useNow().getTime()
  const nobody = onCall !== undefined && onCall.people.length === 0
  return (
    <Card tone={nobody ? 'critical' : undefined}>
      <div className={styles.now}>
        <div className={styles.who}>
          <h2>{say('now.title')}</h2>
          {onCall ? <NowWords onCall={onCall} around={onCallAround(shifts, now)} /> : <Skeleton lines={1} />}
        </div>
        <TakeIt schedule={schedule} shifts={shifts} now={now} onOther={onOther} />
      </div>
    </Card>
  )
}

function TakeIt({ schedule, shifts, now, onOther }: TakeItProps) {
  const say = useWords('schedules')
  const language = useLanguage()
  const me = useMe().person
  const why = useWhyNot()('schedules.override', schedule.teamId)
  const take = useTake(schedule.id)
  if (why) {
    return (
      <Button icon="handover" unavailable={why}>
        {say('take.title')}
      </Button>
    )
  }
  const until = (ms: number) => momentWords(ms, language, me.zone)
  const shiftEnds = onCallAround(shifts, now)?.until
  const tomorrow = startOfDay(me.zone, now, 1) + 9 * hourMs
  const choices = [
    { say: say('take.hours', { count: 1, until: until(now + hourMs) }), until: now + hourMs },
    { say: say('take.hours', { count: 4, until: until(now + 4 * hourMs) }), until: now + 4 * hourMs },
    ...(shiftEnds ? [{ say: say('take.shift', { until: until(shiftEnds) }), until: shiftEnds }] : []),
    { say: say('take.tomorrow', { until: until(tomorrow) }), until: tomorrow },
  ]
  return (
    <Menu
      label={say('take.title')}
      icon="handover"
      tone="primary"
      items={[
        ...choices.map((choice) => {
          const within = shiftsWithin(shifts, now, choice.until)
          return {
            say: choice.say,
            unavailable: within.length > 0 && isMineAlone(within, me.id) ? say('take.already') : undefined,
            onPress: () => take(placesToTake(within, me.id), choice.until, until(choice.until)),
          }
        }),
        'line',
        {
          say: say('take.other'),
          onPress: () => onOther({ personId: me.id, replaces: null, from: now, until: now + 8 * hourMs }),
        },
      ]}
    >
      {say('take.title')}
    </Menu>
  )
}

/** Puts me in these places from now on; one tap takes it back. */
function useTake(scheduleId: string) {
  const say = useWords('schedules')
  const me = useMe().person.id
  const add = useAction('addOverride')
  const remove = useAction('removeOverride', { done: say('take.undone') })
  return async (places: readonly (string | null)[], until: number, untilWords: string) => {
    const made: string[] = []
    for (const replaces of places) {
      const span = { startsAt: new Date().toISOString(), endsAt: new Date(until).toISOString() }
      // One after the other: each is a commit of its own, and the first that is refused ends it.
      const override = await add.run({ scheduleId, personId: me, replaces, ...span, reason: '' })
      if (!override) return
      made.push(override.id)
    }
    const undo = () => Promise.all(made.map((overrideId) => remove.run({ scheduleId, overrideId })))
    showNotice({
      tone: 'ok',
      say: say('take.done', { until: untilWords }),
      action: { say: say('take.undo'), onPress: undo },
    })
  }
}

const hourMs = 3_600_000

function shiftsWithin(shifts: readonly ToldShift[], from: number, until: number): readonly ToldShift[] {
  return shifts.filter((shift) => Date.parse(shift.until) > from && Date.parse(shift.from) < until)
}

type NowCardProps = { readonly schedule: ScheduleTold; readonly onOther: (start: OverrideStart) => void }
type TakeItProps = NowCardProps & { readonly shifts: readonly ToldShift[]; readonly now: number }
