import { useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import { isAnswering, isOfThoseWhoAnswer } from './difference.ts'
import type { Change } from './difference.ts'
import styles from './DifferenceList.module.css'
import { PeopleWords } from './PeopleWords.tsx'
import { spanWords, unbroken } from './span-words.ts'

const most = 6

/** What changes against today, span by span; when whoever is on call now would lose it, one press keeps them. */
export function DifferenceList({ changes, now, zone, onTurnKept }: DifferenceListProps) {
  const say = useWords('schedules')
  const language = useLanguage()
  const [isAll, setAll] = useState(false)
  const running = changes.find((change) => change.from <= now && now < change.until)
  if (changes.length === 0) {
    return (
      <Notice tone="ok" title={say('difference.none')}>
        {say('difference.noneSay')}
      </Notice>
    )
  }
  return (
    <div className={styles.difference}>
      {running && running.before.some(isAnswering) && isOfThoseWhoAnswer(running) ? (
        <RunningChange change={running} onTurnKept={onTurnKept} />
      ) : null}
      <h3>{say('difference.title', { count: changes.length })}</h3>
      <ul className={styles.list}>
        {changes.slice(0, isAll ? changes.length : most).map((change) => (
          <li key={change.from} className={styles.change}>
            <span className={styles.when}>{unbroken(spanWords(change, language, zone))}</span>
            <span>
              <PeopleWords people={change.before} /> <span aria-label={say('difference.becomes')}>→</span>{' '}
              <strong>
                <PeopleWords people={change.after} />
              </strong>
            </span>
          </li>
        ))}
      </ul>
      {changes.length > most && !isAll ? (
        <div>
          <Button size="small" icon="down" onPress={() => setAll(true)}>
            {say('difference.more', { count: changes.length - most })}
          </Button>
        </div>
      ) : null}
    </div>
  )
}

function RunningChange({ change, onTurnKept }: { readonly change: Change } & Pick<DifferenceListProps, 'onTurnKept'>) {
  const say = useWords('schedules')
  const holder = change.before.find((person) => person.role === 'primary')
  const heir = change.after.find((person) => person.role === 'primary')
  const rotation = heir?.because.rotationName
  const turn = heir?.because.turn
  const keeps =
    holder && heir && rotation && turn && holder.because.rotationName === rotation && holder.personId !== heir.personId
  return (
    <Notice
      tone="warning"
      title={say('difference.now')}
      action={
        keeps ? (
          <Button size="small" onPress={() => onTurnKept(rotation, turn, holder.personId)}>
            {say('difference.keep', { name: holder.name })}
          </Button>
        ) : null
      }
    >
      {say('difference.nowSay', { name: holder?.name ?? say('gap.label'), next: heir?.name ?? say('gap.label') })}
    </Notice>
  )
}

type DifferenceListProps = {
  readonly changes: readonly Change[]
  readonly now: number
  readonly zone: string
  readonly onTurnKept: (rotationName: string, turn: number, personId: string) => void
}
