import { useEffect, useState } from 'react'
import { useLoaded } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { Notice } from '../ui/Notice.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import type { ScheduleTold } from './draft.ts'
import { faultsOfOverride } from './override-draft.ts'
import type { OverrideDraft } from './override-draft.ts'
import { isoOf, spanWords, unbroken } from './span-words.ts'
import { barsOf, gapsOf } from './timeline.ts'
import type { ShiftRole, ToldShift, Window } from './timeline.ts'

const most = 6

/** Who is there in the span as things stand, and a warning when the override would leave nobody or change nothing. */
export function OverrideEffect({ schedule, draft, span }: OverrideEffectProps) {
  const say = useWords('schedules')
  const terms = useWords('terms')
  const language = useLanguage()
  const own = useMe().person.zone
  const shifts = useLoaded('listShifts', { scheduleId: schedule.id, ...isoOf(span) }, { keep: true }).data?.shifts ?? []
  const made = useMade({ schedule, draft, span, shifts })
  const bars = barsOf(shifts)
  const named = draft.kind === 'replace' ? draft.replaces : draft.kind === 'remove' ? draft.personId : ''
  const isElsewhere = named !== '' && bars.length > 0 && bars.every((bar) => bar.personId !== named)
  const before = [
    ...bars.map(({ personId, name, role, from, until }) => ({ on: { personId, name, role }, from, until })),
    ...gapsOf(shifts).map(({ from, until }) => ({ on: null, from, until })),
  ].sort((a, b) => a.from - b.from)
  const told = (lines: readonly Line[]) => (
    <ul>
      {lines.slice(0, most).map(({ on, ...window }) => (
        <li key={`${on ? on.role + on.personId : ''}${window.from}`}>
          {on ? `${on.name} (${terms(`onCallRole.${on.role}`)})` : say('gap.title')}: {spanWords(window, language, own)}
        </li>
      ))}
    </ul>
  )
  return (
    <>
      {made.gaps.length > 0 ? (
        <Notice tone="critical" title={say(made.isSure ? 'override.leavesNobody' : 'override.mayLeaveNobody')}>
          <ul>
            {made.gaps.slice(0, most).map((gap) => (
              <li key={gap.from}>{unbroken(spanWords(gap, language, own))}</li>
            ))}
          </ul>
          <p>{say('override.leavesNobodySay')}</p>
        </Notice>
      ) : null}
      <Notice
        tone={isElsewhere ? 'warning' : 'info'}
        title={isElsewhere ? say('override.notThen') : say('override.asItStands')}
      >
        {told(before)}
      </Notice>
      {made.after.length > 0 && !isElsewhere ? (
        <Notice tone={made.gaps.length > 0 ? 'info' : 'ok'} title={say('override.asItWouldBe')}>
          {told(made.after)}
        </Notice>
      ) : null}
    </>
  )
}

/** Sure by the domain's arithmetic; without Temporal in this browser only what is on call now is known, not who stands below. */
function useMade({ schedule, draft, span, shifts }: OverrideEffectProps & { readonly shifts: readonly ToldShift[] }) {
  const [made, setMade] = useState<Made>(nothing)
  const people = useLoaded('listPeople', {}).data?.people
  const { kind, personId, replaces, role } = draft
  const { from, until } = span
  const isAsked = Object.keys(faultsOfOverride(draft)).length === 0
  const isSure = 'Temporal' in globalThis
  useEffect(() => {
    if (!isAsked || !isSure || !people) return undefined
    let isLeft = false
    const names = new Map(people.map((person) => [person.id, person.name]))
    const gone = new Set(people.filter((person) => person.deactivatedAt !== null).map((person) => person.id))
    const isActive = (id: string) => !gone.has(id)
    const find = async () => {
      const { gapsMadeBy, shiftsWith } = await import('./override-effect.ts')
      const asked: OverrideDraft = { kind, personId, replaces, role, span: { from, until }, reason: '' }
      const asking = { schedule, draft: asked, span: { from, until }, now: Date.now(), isActive }
      const after = shiftsWith(asking).map(({ on, ...window }) => {
        return { ...window, on: on && { ...on, name: names.get(on.personId) ?? '' } }
      })
      if (!isLeft) setMade({ gaps: kind === 'remove' ? gapsMadeBy(asking) : [], after })
    }
    void find()
    return () => {
      isLeft = true
    }
  }, [isAsked, isSure, people, schedule, kind, personId, replaces, role, from, until])
  if (!isAsked) return { ...nothing, isSure }
  const alone = kind === 'remove' ? aloneIn(shifts, personId) : []
  return isSure ? { ...made, isSure } : { ...nothing, gaps: alone, isSure }
}

type Line = Window & {
  readonly on: { readonly personId: string; readonly name: string; readonly role: ShiftRole } | null
}
type Made = { readonly gaps: readonly Window[]; readonly after: readonly Line[] }
const nothing: Made = { gaps: [], after: [] }

/** When is this person the only one on call? */
function aloneIn(shifts: readonly ToldShift[], personId: string): readonly Window[] {
  return shifts
    .filter(({ people }) => people.length > 0 && people.every((person) => person.personId === personId))
    .map((shift) => ({ from: Date.parse(shift.from), until: Date.parse(shift.until) }))
}

type OverrideEffectProps = {
  readonly schedule: ScheduleTold
  readonly draft: OverrideDraft
  readonly span: Window
}
