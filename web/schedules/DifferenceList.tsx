import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import type { Change } from './difference.ts'
import styles from './DifferenceList.module.css'
import { spanWords } from './span-words.ts'
import type { OnShift } from './timeline.ts'

const most = 8

/** What changes against today, span by span; when whoever is on call now would lose it, one press keeps them. */
export function DifferenceList({ changes, now, zone, onTurnKept }: DifferenceListProps) {
  const say = useWords('schedules')
  const language = useLanguage()
  const running = changes.find((change) => change.from <= now && now < change.until)
  if (changes.length === 0) {
    return (
      <div className={styles.difference}>
        <Notice tone="ok" title={say('difference.none')}>
          {say('difference.noneSay')}
        </Notice>
      </div>
    )
  }
  return (
    <div className={styles.difference}>
      {running && running.before.length > 0 ? <RunningChange change={running} onTurnKept={onTurnKept} /> : null}
      <h3>{say('difference.title', { count: changes.length })}</h3>
      <ul className={styles.list}>
        {changes.slice(0, most).map((change) => (
          <li key={change.from} className={styles.change}>
            <span className={styles.when}>{spanWords(change, language, zone)}</span>
            <span>
              <People people={change.before} /> <span aria-label={say('difference.becomes')}>→</span>{' '}
              <strong>
                <People people={change.after} />
              </strong>
            </span>
          </li>
        ))}
      </ul>
      {changes.length > most ? (
        <p className={styles.when}>{say('difference.more', { count: changes.length - most })}</p>
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

function People({ people }: { readonly people: readonly OnShift[] }) {
  const say = useWords('schedules')
  const terms = useWords('terms')
  if (people.length === 0) return say('gap.label')
  return people
    .map((person) =>
      person.role === 'primary' ? person.name : `${person.name} (${terms(`onCallRole.${person.role}`)})`,
    )
    .join(', ')
}

type DifferenceListProps = {
  readonly changes: readonly Change[]
  readonly now: number
  readonly zone: string
  readonly onTurnKept: (rotationName: string, turn: number, personId: string) => void
}
