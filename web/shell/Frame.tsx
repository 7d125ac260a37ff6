import { useQueryClient } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useLive } from '../live.ts'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { Skeleton } from '../ui/faces.tsx'
import { Notices } from '../ui/Notices.tsx'
import { ZoneContext } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { FrontProvider } from './Front.tsx'
import styles from './Frame.module.css'
import { useGo, usePath } from './go.ts'
import { listenToKeys } from './keys.ts'
import { turnTo } from './language.ts'
import { OfflineNotice } from './LiveMark.tsx'
import { MeContext } from './me.ts'
import type { Me } from './me.ts'
import { prepareSound } from './ring-sound.ts'
import { RingOverlay } from './RingOverlay.tsx'
import { Sidebar } from './Sidebar.tsx'
import { TabBar } from './TabBar.tsx'
import { TopBar } from './TopBar.tsx'

/** The frame around every screen of somebody signed in; anybody else is led to the sign-in. */
export function Frame() {
  const me = useLoaded('getMe', {})
  return (
    <Loaded query={me} tall skeleton={<Skeleton lines={6} />}>
      {({ person, ...rest }) => (person ? <SignedIn me={{ ...rest, person }} /> : <ToSignIn />)}
    </Loaded>
  )
}

function SignedIn({ me }: { readonly me: Me }) {
  const say = useWords('shell')
  useLive(useQueryClient())
  useEffect(listenToKeys, [])
  useEffect(prepareSoundAtFirstTouch, [])
  const { language, zone } = me.person
  useEffect(() => void turnTo(language), [language])
  const main = useFocusOnNavigation()
  return (
    <MeContext value={me}>
      <ZoneContext value={zone}>
        <FrontProvider>
          <a className={styles.skip} href="#main">
            {say('skip')}
          </a>
          <RingOverlay />
          <div className={styles.frame}>
            <Sidebar />
            <div className={styles.column}>
              <TopBar />
              <OfflineNotice />
              <main className={styles.main} id="main" tabIndex={-1} ref={main}>
                <Outlet />
              </main>
            </div>
            <TabBar />
          </div>
          <Notices />
        </FrontProvider>
      </ZoneContext>
    </MeContext>
  )
}

function ToSignIn() {
  const go = useGo()
  useEffect(() => {
    const here = location.pathname + location.search
    go(here === paths.now ? paths.signIn : paths.signInThen(here), { replace: true })
  }, [go])
  return <Skeleton lines={6} />
}

/** A screen reader and the keyboard start at the new screen, not where the last one ended. */
function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null)
  const path = usePath()
  const first = useRef(path)
  useEffect(() => {
    if (first.current === path) return
    first.current = ''
    main.current?.focus({ preventScroll: true })
  }, [path])
  return main
}

function prepareSoundAtFirstTouch(): () => void {
  const ended = new AbortController()
  const prepare = () => {
    ended.abort()
    void prepareSound()
  }
  addEventListener('pointerup', prepare, { signal: ended.signal })
  addEventListener('keyup', prepare, { signal: ended.signal })
  return () => ended.abort()
}
