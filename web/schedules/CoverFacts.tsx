import { useMe } from '../shell/me.ts'
import { Badge, State } from '../ui/State.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import { standOf, windowOf } from './cover.ts'
import type { CoverTold } from './cover.ts'
import styles from './CoverCard.module.css'
import { lengthWords, spanWords, unbroken } from './span-words.ts'

/** How long it is, and the nights and days of a weekend in it, on my clock. */
export function CoverLoad({ load }: { readonly load: CoverTold['load'] }) {
  const say = useWords('cover')
  const language = useLanguage()
  return (
    <span className={styles.load}>
      <Badge>{lengthWords({ from: 0, until: load.minutes * 60_000 }, language)}</Badge>
      {load.nights > 0 ? (
        <State tone="calm" icon="moon">
          {say('night', { count: load.nights })}
        </State>
      ) : null}
      {load.weekendDays > 0 ? (
        <State tone="calm" icon="calendar">
          {say('weekendDay', { count: load.weekendDays })}
        </State>
      ) : null}
    </span>
  )
}

/** What speaks against it for me, and what else I am on call for in those weeks. */
export function Elsewhere({ cover }: { readonly cover: CoverTold }) {
  const say = useWords('cover')
  const terms = useWords('terms')
  const language = useLanguage()
  const { id: me, zone } = useMe().person
  const { forMe } = cover
  if (!forMe || cover.state !== 'open' || standOf(cover, me) === 'mine') return null
  return (
    <div className={styles.small}>
      {forMe.because.map((each) => (
        <p key={each}>
          <State tone="warning" icon="warning">
            {say(`againstMe.${each}`)}
          </State>
        </p>
      ))}
      <p>{forMe.elsewhere.length > 0 ? say('elsewhere') : say('nothingElse')}</p>
      {forMe.elsewhere.length > 0 ? (
        <ul className={styles.list}>
          {forMe.elsewhere.map((shift) => (
            <li key={`${shift.scheduleId} ${shift.role} ${shift.startsAt}`}>
              {shift.scheduleName}
              {shift.role === 'primary' ? null : ` (${terms(`onCallRole.${shift.role}`)})`}:{' '}
              {unbroken(spanWords(windowOf(shift), language, zone))}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
