import { lazy, Suspense, useState } from 'react'
import { paths } from '../paths.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { IconButton } from '../ui/Button.tsx'
import { Explained } from '../ui/Explained.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { Badge } from '../ui/State.tsx'
import { useWords } from '../words/words.ts'
import { BrandMark } from './Brand.tsx'
import styles from './Frame.module.css'
import { useFront } from './Front.tsx'
import { LiveMark } from './LiveMark.tsx'
import { useMe } from './me.ts'

const loadMenu = () => import('./MeMenu.tsx')
const MeMenu = lazy(loadMenu)

/** Above every screen: search, whether things are live, and me. */
export function TopBar() {
  const say = useWords('shell')
  const { show } = useFront()
  return (
    <header className={styles.topbar}>
      <a className={styles.brandSmall} href={paths.now} aria-label={say('place.now')}>
        <BrandMark />
      </a>
      <button type="button" className={styles.search} onClick={() => show('palette')}>
        <Icon name="search" />
        <span>{say('search')}</span>
        <Kbd keys="mod+k" />
      </button>
      <DemoMark />
      <span className={styles.spring} />
      <LiveMark />
      <span className={styles.searchSmall}>
        <IconButton icon="search" label={say('keys.search')} onPress={() => show('palette')} />
      </span>
      <span className={styles.onDesk}>
        <IconButton icon="keyboard" label={say('me.keys')} onPress={() => show('keys')} />
      </span>
      <MeButton />
    </header>
  )
}

/** The menu about me is fetched when somebody reaches for it. */
function MeButton() {
  const say = useWords('shell')
  const { person } = useMe()
  const [isWanted, setWanted] = useState(false)
  const button = (
    <button
      type="button"
      className={styles.meButton}
      aria-label={say('me.menu')}
      aria-haspopup="menu"
      onPointerEnter={() => void loadMenu()}
      onFocus={() => void loadMenu()}
      onClick={() => setWanted(true)}
    >
      <Avatar name={person.name} />
    </button>
  )
  return isWanted ? (
    <Suspense fallback={button}>
      <MeMenu />
    </Suspense>
  ) : (
    button
  )
}

function DemoMark() {
  const say = useWords('shell')
  const { isDemo } = useMe()
  return isDemo ? (
    <Explained why={say('demoAbout')}>
      <Badge tone="warning">{say('demo')}</Badge>
    </Explained>
  ) : null
}
