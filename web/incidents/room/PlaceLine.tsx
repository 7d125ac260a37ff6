import { Button } from '../../ui/Button.tsx'
import { State } from '../../ui/State.tsx'
import { useWords } from '../../words/words.ts'
import type { Detail } from '../may.ts'
import styles from './PlaceLine.module.css'

/** Where people meet about it now: one press into the call, and the channel in which they write. */
export function PlaceLine({ incident }: { readonly incident: Detail }) {
  const say = useWords('hearing')
  const { url, channel } = incident.room
  if (url === '' && !channel) return null
  return (
    <div className={styles.line}>
      {url === '' ? null : (
        <div className={styles.join}>
          <Button size="large" icon="call" href={url} newTab wide>
            {say('room.join')}
          </Button>
        </div>
      )}
      <div className={styles.where}>
        {url === '' ? null : <span className={styles.host}>{hostOf(url)}</span>}
        {channel ? (
          <State tone="info" icon="send" look="plain">
            {say('room.channel', { name: channel.name })}
          </State>
        ) : null}
      </div>
    </div>
  )
}

/** Which service it is, so that nobody opens a strange one unseen. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url
}
