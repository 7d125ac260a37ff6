import { useState } from 'react'
import { paths } from '../paths.ts'
import { useMe } from '../shell/me.ts'
import { Named } from '../ui/Avatar.tsx'
import { Card } from '../ui/Card.tsx'
import { classes } from '../ui/classes.ts'
import { Segmented } from '../ui/inputs.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import { measures, sharesOf, times } from './shares.ts'
import type { BalanceTold, Measure, PersonShares, Share } from './shares.ts'
import styles from './SharesCard.module.css'
import { momentWords } from './span-words.ts'

/** A bar for each person, worked and planned, with its figures beside it; the line is an equal share. */
export function SharesCard({ balance }: { readonly balance: BalanceTold }) {
  const say = useWords('balance')
  const language = useLanguage()
  const zone = useMe().person.zone
  const [measure, setMeasure] = useState<Measure>('hours')
  const { shares, longest, equal } = sharesOf(balance.people, measure)
  const percent = new Intl.NumberFormat(language, { style: 'percent' })
  const isShort = balance.workedSince !== null && Date.parse(balance.workedSince) > Date.parse(balance.from)
  return (
    <Card title={say('shares')} about={say('sharesAbout')}>
      <div className={styles.body}>
        <Segmented
          label={say('measure')}
          hideLabel
          value={measure}
          onChange={setMeasure}
          options={measures.map((value) => ({ value, label: say(`measures.${value}`) }))}
        />
        <p className={styles.note}>{say(`measureSay.${measure}`)}</p>
        <ul className={styles.people}>
          {shares.map((each) => (
            <PersonBars key={each.person.personId} shares={each} longest={longest} equal={equal} />
          ))}
        </ul>
        {equal === null ? null : <p className={styles.note}>{say('equal', { percent: percent.format(equal) })}</p>}
        {isShort && balance.workedSince ? (
          <p className={styles.note}>
            {say('since', { at: momentWords(Date.parse(balance.workedSince), language, zone) })}
          </p>
        ) : null}
      </div>
    </Card>
  )
}

function PersonBars({ shares, longest, equal }: PersonBarsProps) {
  const say = useWords('balance')
  const { person } = shares
  // A little room behind the longest bar, so that the line of an equal share is seen.
  const scale = Math.max(longest, equal ?? 0) * 1.1
  return (
    <li className={styles.person}>
      <Named name={person.name} size="small">
        <a href={paths.person(person.personId)}>{person.name}</a>
      </Named>
      <dl className={styles.bars}>
        {times.map((time) => (
          <div key={time} className={styles.line}>
            <dt className={styles.time}>{say(time)}</dt>
            <dd className={styles.track}>
              <span className={styles.room} aria-hidden="true">
                <span
                  className={classes(styles.bar, styles[time])}
                  style={{ inlineSize: `${scale > 0 ? (shares[time].part / scale) * 100 : 0}%` }}
                />
                {equal === null || time !== 'planned' ? null : (
                  <span className={styles.equal} style={{ insetInlineStart: `${(equal / scale) * 100}%` }} />
                )}
              </span>
              <ShareWords share={shares[time]} />
            </dd>
          </div>
        ))}
      </dl>
    </li>
  )
}

function ShareWords({ share }: { readonly share: Share }) {
  const say = useWords('balance')
  const language = useLanguage()
  if (share.hours === 0) return <span className={styles.figure}>{say('none')}</span>
  const hours = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'hour',
    unitDisplay: 'short',
    maximumFractionDigits: 0,
  })
  const percent = new Intl.NumberFormat(language, { style: 'percent' })
  return <span className={styles.figure}>{`${hours.format(share.hours)} · ${percent.format(share.part)}`}</span>
}

type PersonBarsProps = {
  readonly shares: PersonShares
  readonly longest: number
  readonly equal: number | null
}
