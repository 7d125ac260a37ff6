import { lazy, Suspense, useState } from 'react'
import { toLocalText } from '../schedules/zoned.ts'
import { useMe, useWhyNot } from '../shell/me.ts'
import { Menu } from '../ui/Menu.tsx'
import type { MenuItem } from '../ui/Menu.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import styles from './EntryTools.module.css'
import type { Entry } from './entry-words.ts'

const NoteDialog = lazy(() => import('./NoteDialog.tsx'))
const WordingsDialog = lazy(() => import('./WordingsDialog.tsx'))

/** What else there is to a line: its other time, that it was edited, and what may be done about it. */
export function EntryTools({ entry, sentence, by = 'written', items = [], aside }: EntryToolsProps) {
  const say = useWords('notes')
  const { person } = useMe()
  const [opened, open] = useState<'edit' | 'before'>()
  const whyNotEdit = useWhyNotEdit(entry)
  const isNote = entry.kind === 'note_written'
  const other = otherTime(entry, by)
  const offered: readonly MenuItem[] = [
    ...items,
    ...(isNote
      ? [{ say: say('edit'), icon: 'edit' as const, unavailable: whyNotEdit, onPress: () => open('edit') }]
      : []),
    ...(entry.version > 1 ? [{ say: say('history'), icon: 'log' as const, onPress: () => open('before') }] : []),
  ]
  if (offered.length === 0 && !other && !aside) return null
  return (
    <>
      {aside || other || entry.correctedBy ? (
        <span className={styles.asides}>
          {aside}
          {other ? (
            <span>
              {say(by === 'happened' ? 'written' : 'happened')}{' '}
              <Time at={other} as={isSameDay(entry, person.zone) ? 'clock' : 'moment'} />
            </span>
          ) : null}
          {entry.correctedBy ? (
            <button type="button" className={styles.edited} onClick={() => open('before')}>
              {say('edited', { name: entry.correctedBy })} · {say('earlier', { count: entry.version - 1 })}
            </button>
          ) : null}
        </span>
      ) : null}
      {offered.length > 0 ? (
        <span className={styles.menu}>
          <Menu label={say('more', { text: sentence.slice(0, 60) })} icon="more" size="small" items={offered} />
        </span>
      ) : null}
      <Suspense>
        {opened === 'edit' ? <NoteDialog entry={entry} onClose={() => open(undefined)} /> : null}
        {opened === 'before' ? <WordingsDialog entry={entry} onClose={() => open(undefined)} /> : null}
      </Suspense>
    </>
  )
}

/** Its writer edits a note, or who manages the team; whoever else may write hears why not. */
function useWhyNotEdit(entry: Entry): string | undefined {
  const say = useWords('notes')
  const whyNot = useWhyNot()
  const { person } = useMe()
  const forbidden = whyNot('log.write', entry.teamId)
  if (forbidden) return forbidden
  const isMine = entry.personId === person.id
  return isMine || !whyNot('teams.manage', entry.teamId) ? undefined : say('why.note_not_yours')
}

/** The time that does not stand before the line, where it is another; to the minute, as the line tells it. */
function otherTime({ at, happenedAt }: Entry, by: 'written' | 'happened'): string | null {
  if (happenedAt === null || minuteOf(at) === minuteOf(happenedAt)) return null
  return by === 'happened' ? at : happenedAt
}

function isSameDay({ at, happenedAt }: Entry, zone: string): boolean {
  const dayOf = (iso: string) => toLocalText(zone, Date.parse(iso)).slice(0, 10)
  return happenedAt === null || dayOf(at) === dayOf(happenedAt)
}

function minuteOf(iso: string): number {
  return Math.floor(Date.parse(iso) / 60_000)
}

type EntryToolsProps = {
  readonly entry: Entry
  readonly sentence: string
  readonly by?: 'written' | 'happened'
  readonly items?: readonly MenuItem[]
  readonly aside?: React.ReactNode
}
