import { Checkbox } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useMe } from '../shell/me.ts'
import { useLanguage, useWords } from '../words/words.ts'
import { windowOf } from './cover.ts'
import type { Candidates } from './cover-draft.ts'
import styles from './CoverWhomField.module.css'
import { spanWords } from './span-words.ts'

/** Who could take it, each with what speaks against it; at first everybody who could is chosen. */
export function CoverWhomField({ candidates, chosen, isEverybody, onChange }: CoverWhomFieldProps) {
  const say = useWords('cover')
  if (candidates.length === 0) return <Notice tone="warning">{say('ask.nobody')}</Notice>
  const toggle = (personId: string, isChosen: boolean) =>
    onChange(isChosen ? [...chosen, personId] : chosen.filter((id) => id !== personId))
  return (
    <fieldset className={styles.field}>
      <legend>{say('ask.whom')}</legend>
      <p className={styles.count}>
        {isEverybody ? say('ask.everybody', { count: chosen.length }) : say('ask.some', { count: chosen.length })}
      </p>
      {candidates.map((candidate) =>
        candidate.canBeAsked ? (
          <Checkbox
            key={candidate.personId}
            label={candidate.name}
            hint={<Against candidate={candidate} />}
            checked={chosen.includes(candidate.personId)}
            onChange={(isChosen) => toggle(candidate.personId, isChosen)}
          />
        ) : (
          <p key={candidate.personId} className={styles.cannot}>
            {candidate.name}: <Against candidate={candidate} />
          </p>
        ),
      )}
    </fieldset>
  )
}

function Against({ candidate }: { readonly candidate: Candidates[number] }) {
  const say = useWords('cover')
  const language = useLanguage()
  const { zone } = useMe().person
  if (candidate.because.length === 0) return null
  const reasons = candidate.because.map((each) => say(`against.${each}`))
  const clashes = candidate.clashes.map(
    (shift) => `${shift.scheduleName}, ${spanWords(windowOf(shift), language, zone)}`,
  )
  return <>{[...reasons, ...clashes].join(' · ')}</>
}

type CoverWhomFieldProps = {
  readonly candidates: Candidates
  readonly chosen: readonly string[]
  /** Nobody was chosen by hand. */
  readonly isEverybody: boolean
  readonly onChange: (whom: readonly string[]) => void
}
