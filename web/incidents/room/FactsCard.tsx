import type { ReactNode } from 'react'
import { isAcute } from '../../../domain/incidents/stages.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Time } from '../../ui/Time.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotChange } from '../may.ts'
import type { Detail } from '../may.ts'
import styles from './FactsCard.module.css'
import { parts } from './opened.ts'
import type { Open, Part } from './opened.ts'

/** What is known, each with the pencil that changes it; the fix is asked for once it no longer hurts. */
export function FactsCard({ incident, open }: { readonly incident: Detail; readonly open: Open }) {
  const say = useWords('incidentRoom')
  const unavailable = useWhyNotChange(incident)
  const isShown = (part: Part) =>
    part !== 'title' && (isAcute(incident.state) ? part !== 'fix' && part !== 'last_steps' : true)
  return (
    <Card title={say('facts.title')}>
      <dl className={styles.facts}>
        {parts.filter(isShown).map((part) => (
          <div key={part}>
            <dt>{say(`facts.part.${part}`)}</dt>
            <dd>
              <span className={styles.value}>
                {valueOf(incident, part) ?? <span className={styles.unknown}>{say('facts.unknown')}</span>}
              </span>
              <IconButton
                icon="edit"
                size="small"
                label={say('facts.edit', { part: say(`facts.part.${part}`) })}
                unavailable={unavailable}
                onPress={() => open({ dialog: 'part', part })}
              />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

function valueOf(incident: Detail, part: Part): ReactNode {
  switch (part) {
    case 'since':
      return incident.since ? <Time at={incident.since} as="moment" /> : null
    case 'service':
      return incident.services.map(({ name }) => name).join(', ') || incident.serviceUnknownBecause || null
    case 'last_steps':
      return incident.lastSteps || null
    case 'title':
    case 'what':
    case 'impact':
    case 'fix':
      return incident[part] || null
  }
}
