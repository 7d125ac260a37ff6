import { useWords } from '../words/words.ts'
import { Button, IconButton } from './Button.tsx'
import { classes } from './classes.ts'
import { Icon } from './Icon.tsx'
import { iconOf } from './Notice.tsx'
import { dismissNotice, useNotices } from './notices.ts'
import styles from './Notice.module.css'

/** Where passing messages appear; once, in the shell. */
export function Notices() {
  const say = useWords('ui')
  const notices = useNotices()
  return (
    <output className={styles.stack} aria-live="polite">
      {notices.map((notice) => (
        <div key={notice.id} className={classes(styles.passing, styles[notice.tone])}>
          <Icon name={iconOf[notice.tone]} />
          <span>
            {notice.say}{' '}
            {notice.action ? (
              <Button tone="quiet" size="small" onPress={notice.action.onPress}>
                {notice.action.say}
              </Button>
            ) : null}
          </span>
          <IconButton icon="close" size="small" label={say('dismiss')} onPress={() => dismissNotice(notice.id)} />
        </div>
      ))}
    </output>
  )
}
