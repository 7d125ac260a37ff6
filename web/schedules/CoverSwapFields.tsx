import { useLoaded } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { Select } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useNow } from '../ui/Time.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import type { AskingDraft, Candidates } from './cover-draft.ts'
import { ownShifts } from './mine.ts'
import { isoOf, spanWords } from './span-words.ts'
import { startOfDay } from './zoned.ts'

const mostDays = 84

/** With whom to swap, and which of their shifts is taken in return. */
export function CoverSwapFields({ candidates, giver, theirs, onChange }: CoverSwapFieldsProps) {
  const say = useWords('cover')
  const language = useLanguage()
  const { zone } = useMe().person
  const now = useNow(false).getTime()
  const window = { from: now, until: startOfDay(zone, now, mostDays) }
  const asked = { from: startOfDay(zone, now), until: window.until }
  const answer = useLoaded('listAllShifts', { personId: giver, ...isoOf(asked) }, { enabled: giver !== '' })
  const shifts = ownShifts(answer.data?.schedules ?? [], asked).filter(
    ({ role, until, goesOn }) => role !== 'shadow' && until > now && !goesOn,
  )
  const people = candidates.filter(({ canBeAsked }) => canBeAsked)
  const key = theirs ? `${theirs.scheduleId} ${theirs.from}` : ''
  return (
    <>
      <Select
        label={say('ask.with')}
        value={giver}
        options={[
          { value: '', label: say('ask.choose') },
          ...people.map(({ personId, name }) => ({ value: personId, label: name })),
        ]}
        onChange={(next) => onChange({ giver: next, theirs: null })}
      />
      {giver !== '' && answer.data && shifts.length === 0 ? <Notice>{say('ask.noShift')}</Notice> : null}
      {shifts.length > 0 ? (
        <Select
          label={say('ask.theirs')}
          value={key}
          options={[
            { value: '', label: say('ask.chooseShift') },
            ...shifts.map((shift) => ({
              value: `${shift.scheduleId} ${Math.max(shift.from, now)}`,
              label: `${shift.scheduleName}: ${spanWords(shift, language, zone)}`,
            })),
          ]}
          onChange={(next) => {
            const shift = shifts.find((one) => `${one.scheduleId} ${Math.max(one.from, now)}` === next)
            onChange({
              theirs: shift
                ? { scheduleId: shift.scheduleId, from: Math.max(shift.from, now), until: shift.until }
                : null,
            })
          }}
        />
      ) : null}
    </>
  )
}

type CoverSwapFieldsProps = Pick<AskingDraft, 'giver' | 'theirs'> & {
  readonly candidates: Candidates
  readonly onChange: (part: Partial<Pick<AskingDraft, 'giver' | 'theirs'>>) => void
}
