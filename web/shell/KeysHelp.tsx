import { Dialog } from '../ui/Dialog.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { useWords } from '../words/words.ts'
import { useAllKeys } from './keys.ts'
import styles from './KeysHelp.module.css'

const groups = ['screen', 'lists', 'anywhere', 'go'] as const

/** Every key that works on this screen. */
export default function KeysHelp({ onClose }: { readonly onClose: () => void }) {
  const say = useWords('shell')
  const all = useAllKeys()
  return (
    <Dialog open onClose={onClose} title={say('keys.title')} size="wide">
      <div className={styles.groups}>
        {groups.map((group) => {
          const keys = Map.groupBy(
            all.filter((key) => (key.group ?? 'screen') === group),
            (key) => key.say,
          )
          return keys.size === 0 ? null : (
            <section key={group}>
              <h3 className={styles.title}>{say(`keys.${group}`)}</h3>
              <dl>
                {[...keys].map(([name, same]) => (
                  <div key={name} className={styles.line}>
                    <dt>{name}</dt>
                    <dd>
                      {same.map((key) => (
                        <Kbd key={key.keys} keys={key.keys} />
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          )
        })}
      </div>
    </Dialog>
  )
}
