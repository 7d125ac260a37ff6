import type { Debt } from '../../../domain/incidents/owed.ts'
import { isUnderWay } from '../../../domain/incidents/stages.ts'
import { Card } from '../../ui/Card.tsx'
import { Fold } from '../../ui/Fold.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { State } from '../../ui/State.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotChange } from '../may.ts'
import type { Detail } from '../may.ts'
import { openDebts } from './facts.ts'
import { dialogOf } from './opened.ts'
import type { Open } from './opened.ts'
import styles from './OwedCard.module.css'

/** What this stage still asks for; each line opens the field that pays it. What is paid stands below, done. */
export function OwedCard({ incident, open }: { readonly incident: Detail; readonly open: Open }) {
  const say = useWords('incidentRoom')
  const { now, earlier } = openDebts(incident)
  if (!isUnderWay(incident.state)) return null
  const paid = incident.owed[incident.state]?.filter(({ isPaid }) => isPaid) ?? []
  return (
    <Card title={say('owed.title')} flush>
      <Rows label={say('owed.title')}>
        {now.map((debt) => (
          <DebtRow key={debt} incident={incident} debt={debt} open={open} />
        ))}
      </Rows>
      {now.length === 0 ? <p className={styles.none}>{say('owed.none')}</p> : null}
      {paid.length > 0 ? (
        <ul className={styles.paid}>
          {paid.map(({ debt }) => (
            <li key={debt}>
              <State tone="ok" icon="check" look="plain">
                {say(`owed.debt.${debt}`)}
              </State>
            </li>
          ))}
        </ul>
      ) : null}
      {earlier.length > 0 ? (
        <div className={styles.earlier}>
          <Fold say={say('owed.earlier', { count: earlier.length })}>
            <Rows label={say('owed.earlier', { count: earlier.length })}>
              {earlier.map((debt) => (
                <DebtRow key={debt} incident={incident} debt={debt} open={open} />
              ))}
            </Rows>
          </Fold>
        </div>
      ) : null}
    </Card>
  )
}

function DebtRow({ incident, debt, open }: DebtRowProps) {
  const say = useWords('incidentRoom')
  const unavailable = useWhyNotChange(incident)
  const waiting = waits(debt)
  const dialog = unavailable === undefined ? dialogOf(debt) : null
  return (
    <Row
      lead={<Icon name={dialogOf(debt) ? 'ring' : 'clock'} />}
      title={say(`owed.debt.${debt}`)}
      meta={waiting ? say(`owed.waits.${waiting}`) : unavailable}
      {...(debt === 'evidence' && unavailable === undefined
        ? { onPress: toEvidence, trail: <Icon name="down" />, wrapTrail: false }
        : {})}
      {...(dialog ? { onPress: () => open(dialog), trail: <Icon name="right" />, wrapTrail: false } : {})}
    />
  )
}

/** Its card is further down, with a button for each entry. */
function toEvidence(): void {
  document.getElementById('evidence')?.scrollIntoView({ behavior: 'smooth' })
}

/** What is not paid in a field, but by time or elsewhere. */
function waits(debt: Debt): (typeof waited)[number] | undefined {
  return waited.find((one) => one === debt)
}

const waited = ['watch', 'follow_up_written', 'follow_ups_done', 'parts_over', 'evidence'] as const

type DebtRowProps = { readonly incident: Detail; readonly debt: Debt; readonly open: Open }
