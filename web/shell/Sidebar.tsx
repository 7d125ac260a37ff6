import { paths } from '../paths.ts'
import { Icon } from '../ui/Icon.tsx'
import { useWords } from '../words/words.ts'
import { Brand } from './Brand.tsx'
import styles from './Frame.module.css'
import { usePath } from './go.ts'
import { groups, isAt, places } from './places.ts'
import type { Place } from './places.ts'

/** The way around on a desk. */
export function Sidebar() {
  const say = useWords('shell')
  return (
    <nav className={styles.side} aria-label={say('navigation')}>
      <div className={styles.sidebar}>
        <a className={styles.home} href={paths.now}>
          <Brand />
        </a>
        <Places of={null} />
        {groups.map((group) => (
          <div key={group}>
            <p className={styles.group}>{say(`group.${group}`)}</p>
            <Places of={group} />
          </div>
        ))}
      </div>
    </nav>
  )
}

function Places({ of }: { readonly of: Place['group'] }) {
  const say = useWords('shell')
  const path = usePath()
  return (
    <ul className={styles.places}>
      {places
        .filter((place) => place.group === of)
        .map((place) => (
          <li key={place.name}>
            <a className={styles.place} href={place.href} {...(isAt(place, path) ? { 'aria-current': 'page' } : {})}>
              <Icon name={place.icon} />
              {say(`place.${place.name}`)}
            </a>
          </li>
        ))}
    </ul>
  )
}
