import { Icon } from '../ui/Icon.tsx'
import { useWords } from '../words/words.ts'
import styles from './Frame.module.css'
import { useFront } from './Front.tsx'
import { usePath } from './go.ts'
import { isAt, tabs } from './places.ts'

/** The way around on a phone, under the thumb: the four places of a shift, a line into the log, and the rest behind More. */
export function TabBar() {
  const say = useWords('shell')
  const path = usePath()
  const { front, show } = useFront()
  const isElsewhere = !tabs.some((place) => isAt(place, path))
  return (
    <nav className={styles.tabbar} aria-label={say('tabs')}>
      {tabs.map((place) => (
        <a
          key={place.name}
          className={styles.tab}
          href={place.href}
          {...(isAt(place, path) ? { 'aria-current': 'page' } : {})}
        >
          <Icon name={place.icon} />
          {say(`place.${place.name}`)}
        </a>
      ))}
      <button
        type="button"
        className={styles.tab}
        aria-haspopup="dialog"
        aria-expanded={front === 'note'}
        aria-label={say('keys.note')}
        onClick={() => show('note')}
      >
        <Icon name="note" />
        {say('place.note')}
      </button>
      <button
        type="button"
        className={styles.tab}
        aria-haspopup="dialog"
        aria-expanded={front === 'more'}
        {...(isElsewhere ? { 'aria-current': 'page' } : {})}
        onClick={() => show('more')}
      >
        <Icon name="menu" />
        {say('place.more')}
      </button>
    </nav>
  )
}
