import { useEffect, useState } from 'react'
import { useLoaded } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { Notice } from '../ui/Notice.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import type { ScheduleTold } from './draft.ts'
import type { OverrideDraft } from './override-draft.ts'
import { isoOf, spanWords } from './span-words.ts'
import { barsOf, gapsOf } from './timeline.ts'
import type { ToldShift, Window } from './timeline.ts'

const most = 6

/** Who is there in the span as things stand, and a warning when the override would leave nobody or change nothing. */
export function OverrideEffect({ schedule, draft, span }: OverrideEffectProps) {
  const say = useWords('schedules')
  const terms = useWords('terms')
  const language = useLanguage()
  const own = useMe().person.zone
  const shifts = useLoaded('listShifts', { scheduleId: schedule.id, ...isoOf(span) }, { keep: true }).data?.shifts ?? []
  const made = useGapsMade({ schedule, draft, span, shifts })
  const bars = barsOf(shifts)
  const named = draft.kind === 'replace' ? draft.replaces : draft.kind === 'remove' ? draft.personId : ''
  const isElsewhere = named !== '' && bars.length > 0 && bars.every((bar) => bar.personId !== named)
  const lines = [...bars, ...gapsOf(shifts)].sort((a, b) => a.from - b.from).slice(0, most)
  return (
    <>
      {made.gaps.length > 0 ? (
        <Notice tone="critical" title={say(made.isSure ? 'override.leavesNobody' : 'override.mayLeaveNobody')}>
          <ul>
            {made.gaps.slice(0, most).map((gap) => (
              <li key={gap.from}>{spanWords(gap, language, own)}</li>
            ))}
          </ul>
          <p>{say('override.leavesNobodySay')}</p>
        </Notice>
      ) : null}
      <Notice
        tone={isElsewhere ? 'warning' : 'info'}
        title={isElsewhere ? say('override.notThen') : say('override.asItStands')}
      >
        <ul>
          {lines.map((bar) => (
            <li key={`${bar.kind === 'gap' ? '' : bar.role + bar.personId}${bar.from}`}>
              {bar.kind === 'gap' ? say('gap.title') : `${bar.name} (${terms(`onCallRole.${bar.role}`)})`}:{' '}
              {spanWords(bar, language, own)}
            </li>
          ))}
        </ul>
      </Notice>
    </>
  )
}

/** Sure by the domain's arithmetic; without Temporal in this browser only what is on call now is known, not who stands below. */
function useGapsMade({
  schedule,
  draft,
  span,
  shifts,
}: OverrideEffectProps & { readonly shifts: readonly ToldShift[] }) {
  const [gaps, setGaps] = useState<readonly Window[]>([])
  const people = useLoaded('listPeople', {}).data?.people
  const { kind, personId } = draft
  const isAsked = kind === 'remove' && personId !== ''
  const isSure = 'Temporal' in globalThis
  const { from, until } = span
  useEffect(() => {
    if (!isAsked || !isSure || !people) return undefined
    let isLeft = false
    const gone = new Set(people.filter((person) => person.deactivatedAt !== null).map((person) => person.id))
    const isActive = (id: string) => !gone.has(id)
    const find = async () => {
      const { gapsMadeBy } = await import('./override-effect.ts')
      const asked = { schedule, draft: { ...nobody, kind, personId }, span: { from, until }, now: Date.now(), isActive }
      if (!isLeft) setGaps(gapsMadeBy(asked))
    }
    void find()
    return () => {
      isLeft = true
    }
  }, [isAsked, isSure, people, schedule, kind, personId, from, until])
  if (!isAsked) return { gaps: [], isSure }
  return { gaps: isSure ? gaps : aloneIn(shifts, personId), isSure }
}

const nobody: OverrideDraft = { kind: 'remove', personId: '', replaces: '', role: 'primary', span: null, reason: '' }

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
