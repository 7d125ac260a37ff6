import { cadenceMinutes } from '../../../domain/incidents/cadence.ts'
import { stillWords } from '../../../domain/incidents/update-words.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { showNotice } from '../../ui/notices.ts'
import { Time, useNow } from '../../ui/Time.tsx'
import { useLanguage, useWords } from '../../words/words.ts'
import { useWhyNotWork } from '../may.ts'
import type { Detail } from '../may.ts'
import styles from './StillBar.module.css'
import { useUpdate } from './use-update.ts'

/** In one tap to whoever was told last: work goes on, and when the next word comes. And what waits for the connection. */
export function StillBar({ incident }: { readonly incident: Detail }) {
  const say = useWords('hearing')
  const language = useLanguage()
  const now = useNow()
  const update = useUpdate(incident.id, { resends: true })
  const unavailable = useWhyNotWork(incident)
  const last = incident.updates.find(({ audience }) => audience !== 'responders')
  const { state, priority, updateEveryMinutes: everyMinutes } = incident
  const minutes = cadenceMinutes({ state, priority, everyMinutes })
  if (update.waiting !== null) {
    return (
      <div className={styles.bar}>
        <Notice
          tone="warning"
          icon="offline"
          action={
            <Button size="small" onPress={update.forget}>
              {say('discard')}
            </Button>
          }
        >
          {say('waits')}
        </Notice>
      </div>
    )
  }
  if (!last || minutes === null || unavailable !== undefined) return null
  const send = async () => {
    const { audience, isToParts } = last
    // The standard sentence reaches each reader in their own language; in the timeline it stands in mine.
    const text = stillWords[language]
    const told = await update.send({ audience, text, isStill: true, isToParts, nextInMinutes: null })
    if (told === 'sent') showNotice({ tone: 'ok', say: say('still.done') })
  }
  return (
    <div className={styles.bar}>
      {update.refused ? <Notice tone="critical">{update.refused}</Notice> : null}
      <Button icon="send" wide busy={update.isSending} onPress={send}>
        <span className={styles.words}>
          {say('still.do')} <Time at={new Date(now.getTime() + minutes * 60_000).toISOString()} as="clock" />
        </span>
      </Button>
    </div>
  )
}
