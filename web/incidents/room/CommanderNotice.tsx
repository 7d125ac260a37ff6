import { mostWithoutCommander } from '../../../domain/incidents/owed.ts'
import { isAcute } from '../../../domain/incidents/stages.ts'
import { useAction } from '../../query.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Bar } from '../../ui/Screen.tsx'
import styles from './RoomNotice.module.css'
import { useWords } from '../../words/words.ts'
import { useWhyNotWork } from '../may.ts'
import type { Detail } from '../may.ts'
import type { Open } from './opened.ts'

/** From now on somebody should do nothing but lead: I do, or why nobody has to. Gone as soon as either is said. */
export function CommanderNotice({ incident, open }: { readonly incident: Detail; readonly open: Open }) {
  const say = useWords('incidentHelp')
  const unavailable = useWhyNotWork(incident)
  const take = useAction('joinIncident', { done: say('commander.taken') })
  const isOwed = incident.owed.coordination?.some(({ debt, isPaid }) => debt === 'commander' && !isPaid) ?? false
  if (!isOwed || !isAcute(incident.state)) return null
  const isMany = incident.responders > mostWithoutCommander
  return (
    <Notice
      tone="warning"
      icon="people"
      title={isMany ? say('commander.many', { count: incident.responders }) : say('commander.critical')}
    >
      <p>{say('commander.about')}</p>
      <div className={styles.moves}>
        <Bar>
          <Button
            size="small"
            tone="primary"
            busy={take.busy}
            unavailable={unavailable}
            onPress={() => take.run({ incidentId: incident.id, role: 'commander' })}
          >
            {say('commander.take')}
          </Button>
          <Button size="small" unavailable={unavailable} onPress={() => open({ dialog: 'commander' })}>
            {say('commander.notNeeded')}
          </Button>
        </Bar>
      </div>
    </Notice>
  )
}
