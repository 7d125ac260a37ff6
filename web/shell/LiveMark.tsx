import { useLiveState } from '../live.ts'
import type { LiveState } from '../live.ts'
import { Explained } from '../ui/Explained.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import styles from './LiveMark.module.css'

/** Whether changes arrive by themselves: always in sight, because a screen that is old without saying so misleads. */
export function LiveMark() {
  const say = useWords('shell')
  const state = useLiveState()
  return (
    <Explained why={say(`live.about.${state}`)}>
      <output className={styles.mark} data-state={state}>
        {state === 'live' ? <span className={styles.dot} /> : <Icon name={icons[state]} spin={state !== 'offline'} />}
        <span className={styles.word}>{say(`live.${state}`)}</span>
      </output>
    </Explained>
  )
}

/** Says across the screen that nothing here is live any more. */
export function OfflineNotice() {
  const say = useWords('shell')
  return useLiveState() === 'offline' ? (
    <div className={styles.strip}>
      <Notice tone="warning" icon="offline" title={say('live.offline')}>
        {say('live.about.offline')}
      </Notice>
    </div>
  ) : null
}

const icons = { connecting: 'busy', reconnecting: 'busy', offline: 'offline' } as const satisfies Partial<
  Record<LiveState, string>
>
