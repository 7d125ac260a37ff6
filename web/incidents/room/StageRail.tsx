import { stages } from '../../../domain/incidents/stages.ts'
import { Button } from '../../ui/Button.tsx'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useWords } from '../../words/words.ts'
import type { Detail } from '../may.ts'
import { useWhyNotChange } from '../may.ts'
import { decisionFor } from './facts.ts'
import type { Open } from './opened.ts'
import styles from './StageRail.module.css'

/** The five stages and where it stands; pressing another asks whether to move it there. */
export function StageRail({ incident, open }: { readonly incident: Detail; readonly open: Open }) {
  const say = useWords('incidentRoom')
  const stage = useWords('incidents')
  const forbidden = useWhyNotChange(incident)
  const at = stages.findIndex((each) => each === incident.state)
  return (
    <ol className={styles.rail} aria-label={say('rail')}>
      {stages.map((each, nth) => {
        const decision = decisionFor(incident, each, '-')
        const refused = decision.do === 'refuse' && decision.because !== 'incident_reason_missing'
        const why = forbidden ?? (refused ? say(`why.${decision.because}`) : undefined)
        return (
          <li
            key={each}
            className={classes(styles.stage, nth < at && styles.past, nth === at && styles.here)}
            {...(nth === at ? { 'aria-current': 'step' as const } : {})}
          >
            <Button tone="quiet" unavailable={why} onPress={() => open({ dialog: 'move', to: each })}>
              <span className={styles.dot}>{nth < at ? <Icon name="check" /> : nth + 1}</span>
              <span className={styles.name}>{stage(`stage.${each}`)}</span>
            </Button>
          </li>
        )
      })}
    </ol>
  )
}
