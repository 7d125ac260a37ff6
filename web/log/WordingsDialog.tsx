import { Loaded } from '../Loaded.tsx'
import { useLoaded } from '../query.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import type { Entry } from './entry-words.ts'
import styles from './WordingsDialog.module.css'

/** What a note said before, who wrote it so, and when. */
export default function WordingsDialog({ entry, onClose }: { readonly entry: Entry; readonly onClose: () => void }) {
  const say = useWords('notes')
  const wordings = useLoaded('listWordings', { entryId: entry.id })
  return (
    <Dialog open onClose={onClose} title={say('before.title')} about={say('before.about')}>
      <Loaded query={wordings}>
        {(answer) => (
          <ol className={styles.wordings}>
            {answer.wordings.map(({ version, text, by, at, happenedAt }) => (
              <li key={version}>
                <p className={styles.text}>{text}</p>
                <p className={styles.who}>
                  {by} · <Time at={at} as="moment" />
                  {happenedAt ? (
                    <>
                      {' '}
                      · {say('before.happened')} <Time at={happenedAt} as="moment" />
                    </>
                  ) : null}
                </p>
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </Dialog>
  )
}
