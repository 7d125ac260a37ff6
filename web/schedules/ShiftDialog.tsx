import { paths } from '../paths.ts'
import { useAction, useLoaded } from '../query.tsx'
import { useMe, useWhyNot } from '../shell/me.ts'
import { Named } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Facts } from '../ui/Screen.tsx'
import { State } from '../ui/State.tsx'
import { useNow } from '../ui/Time.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import type { AskStart } from './AskCoverDialog.tsx'
import { sharedBy } from './away.ts'
import { useBecauseWords } from './because.ts'
import { isLookedFor } from './cover.ts'
import type { ScheduleTold } from './draft.ts'
import type { OverrideStart } from './OverrideDialog.tsx'
import { lengthWords } from './span-words.ts'
import { SpanText } from './SpanText.tsx'
import type { Bar } from './timeline.ts'
import { useAway, useAwayWords } from './use-away.ts'

/** One shift, or one gap: who, when, why, and how to change it. */
export function ShiftDialog({ schedule, bar, onOther, onCover, onClose }: ShiftDialogProps) {
  const say = useWords('schedules')
  const language = useLanguage()
  const terms = useWords('terms')
  const because = useBecauseWords()
  const leave = useWords('leave')
  const awayWords = useAwayWords()
  const personIds = bar.kind === 'gap' ? [] : [bar.personId]
  const away = useAway({ personIds }, bar).flatMap((one) => (sharedBy(one, bar) ? [awayWords(one)] : []))
  const facts = [
    ...(bar.kind === 'gap' ? [] : [{ name: say('shift.who'), value: <Named name={bar.name} size="small" /> }]),
    ...(bar.kind === 'gap' ? [] : [{ name: say('shift.role'), value: terms(`onCallRole.${bar.role}`) }]),
    { name: say('shift.when'), value: <SpanText {...bar} scheduleZone={schedule.zone} /> },
    ...(bar.goesOn || bar.beganBefore ? [] : [{ name: say('shift.length'), value: lengthWords(bar, language) }]),
    ...(bar.kind === 'gap' ? [] : [{ name: say('shift.because'), value: because(bar.because) }]),
    ...(away.length === 0 ? [] : [{ name: leave('away.one'), value: <AwayList away={away} /> }]),
  ]
  return (
    <Dialog
      open
      onClose={onClose}
      title={bar.kind === 'gap' ? say('gap.title') : say('shift.title', { name: bar.name })}
      {...(bar.kind === 'gap' ? { about: say('gap.about') } : {})}
      actions={<Actions schedule={schedule} bar={bar} onOther={onOther} onCover={onCover} onClose={onClose} />}
    >
      <Facts facts={facts} />
    </Dialog>
  )
}

/** When whoever is on call is away: told, and decided by a human. */
function AwayList({ away }: { readonly away: readonly string[] }) {
  return (
    <ul>
      {away.map((words) => (
        <li key={words}>
          <State tone="warning" icon="leave" look="plain">
            {words}
          </State>
        </li>
      ))}
    </ul>
  )
}

function Actions({ schedule, bar, onOther, onCover, onClose }: ShiftDialogProps) {
  const say = useWords('schedules')
  const cover = useWords('cover')
  const open = useLoaded('listCovers', { scheduleId: schedule.id }).data?.covers ?? []
  const asked = open.find((each) => isLookedFor([each], schedule.id, bar))
  const me = useMe().person.id
  const now = useNow().getTime()
  const whyNot = useWhyNot()
  const mayManage = whyNot('schedules.manage', schedule.teamId) === undefined
  const mayNot = whyNot('schedules.override', schedule.teamId) ?? (bar.until <= now ? say('shift.past') : undefined)
  const remove = useAction('removeOverride', { done: say('override.removed') })
  const add = useAction('addOverride', { done: say('shift.taken') })
  const overrideId = bar.kind === 'gap' ? null : bar.because.overrideId
  const isMine = bar.kind === 'shift' && bar.personId === me
  const replaces = bar.kind === 'gap' ? null : bar.personId
  const from = Math.max(bar.from, now)
  // Whoever covers a gap without an end does not mean to do so for ever.
  const span = { from, until: bar.goesOn ? Math.min(bar.until, from + weekMs) : bar.until }
  const take = async () => {
    const startsAt = new Date(span.from).toISOString()
    const endsAt = new Date(span.until).toISOString()
    const taken = await add.run({ scheduleId: schedule.id, personId: me, replaces, startsAt, endsAt, reason: '' })
    if (taken) onClose()
  }
  const takeBack = async (id: string) => {
    if (await remove.run({ scheduleId: schedule.id, overrideId: id })) onClose()
  }
  return (
    <>
      {overrideId ? (
        <Button icon="trash" busy={remove.busy} unavailable={mayNot} onPress={() => takeBack(overrideId)}>
          {say('override.takeBack')}
        </Button>
      ) : null}
      <Button unavailable={mayNot} onPress={() => onOther({ personId: isMine ? '' : me, replaces, ...span })}>
        {bar.kind === 'gap' ? say('gap.cover') : say('shift.other')}
      </Button>
      {asked ? (
        <Button tone={isMine ? 'primary' : 'plain'} icon="people" href={paths.cover(asked.id)}>
          {cover('one')}
        </Button>
      ) : bar.kind === 'shift' && bar.role !== 'shadow' && (isMine || mayManage) ? (
        <Button
          tone={isMine ? 'primary' : 'plain'}
          icon="people"
          unavailable={mayNot}
          onPress={() => onCover({ ...span, scheduleId: schedule.id, personId: bar.personId, name: bar.name })}
        >
          {cover('ask.do')}
        </Button>
      ) : null}
      {isMine ? null : (
        <Button tone="primary" icon="handover" busy={add.busy} unavailable={mayNot} onPress={take}>
          {say('shift.take')}
        </Button>
      )}
    </>
  )
}

const weekMs = 7 * 86_400_000

type ShiftDialogProps = {
  readonly schedule: ScheduleTold
  readonly bar: Bar
  readonly onOther: (start: OverrideStart) => void
  readonly onCover: (start: AskStart) => void
  readonly onClose: () => void
}
