import { lazy, Suspense } from 'react'
import { CalendarCard } from '../schedules/CalendarCard.tsx'
import { useSearchParam } from '../shell/go.ts'
import { useMe } from '../shell/me.ts'
import type { Me } from '../shell/me.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Skeleton } from '../ui/faces.tsx'
import { Screen, Stack } from '../ui/Screen.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { useWords } from '../words/words.ts'
import { Contacts } from './Contacts.tsx'
import { RoleBadge } from './marks.tsx'
import styles from './MeScreen.module.css'
import { PasswordCard } from './PasswordCard.tsx'
import { ProfileCard } from './ProfileCard.tsx'
import { SessionsCard } from './SessionsCard.tsx'
import { TokensCard } from './TokensCard.tsx'

const MyShiftsCard = lazy(async () => ({ default: (await import('../schedules/MyShiftsCard.tsx')).MyShiftsCard }))

const PastShiftsCard = lazy(async () => ({ default: (await import('../handover/PastShiftsCard.tsx')).PastShiftsCard }))

const LeaveCalendarsCard = lazy(async () => ({
  default: (await import('../schedules/LeaveCalendarsCard.tsx')).LeaveCalendarsCard,
}))
const LeaveCard = lazy(async () => ({ default: (await import('../schedules/LeaveCard.tsx')).LeaveCard }))
const HolidaysCard = lazy(async () => ({ default: (await import('../schedules/HolidaysCard.tsx')).HolidaysCard }))

const SkillsCard = lazy(async () => ({ default: (await import('./SkillsCard.tsx')).SkillsCard }))

const tabs = ['contacts', 'shifts', 'leave', 'profile', 'security', 'tokens'] as const
type Tab = (typeof tabs)[number]

/** What is mine: how I am reached, when I am on call and when away, who I am, where I am signed in, and my tokens. */
export function MeScreen() {
  const say = useWords('people')
  const { person } = useMe()
  const [asked, setTab] = useSearchParam('tab', 'contacts')
  const tab = tabs.find((each) => each === asked) ?? 'contacts'
  return (
    <Screen
      title={person.name}
      documentTitle={say('me.title')}
      marks={
        <>
          <Avatar name={person.name} />
          <span>{person.email}</span>
          <RoleBadge role={person.role} />
        </>
      }
    >
      <div className={styles.tabs}>
        <Tabs
          label={say('me.title')}
          value={tab}
          onChange={setTab}
          tabs={tabs.map((value) => ({ value, label: say(`me.tab.${value}`) }))}
        >
          <Panel tab={tab} person={person} />
        </Tabs>
      </div>
    </Screen>
  )
}

function Panel({ tab, person }: { readonly tab: Tab; readonly person: Me['person'] }) {
  switch (tab) {
    case 'contacts':
      return <Contacts personId={person.id} />
    case 'shifts':
      return (
        <Suspense fallback={<Skeleton lines={4} />}>
          <Stack>
            <MyShiftsCard />
            <PastShiftsCard personId={person.id} />
          </Stack>
        </Suspense>
      )
    case 'leave':
      return (
        <Suspense fallback={<Skeleton lines={4} />}>
          <Stack>
            <LeaveCard person={person} />
            <LeaveCalendarsCard />
            <HolidaysCard person={person} />
          </Stack>
        </Suspense>
      )
    case 'profile':
      return (
        <Stack>
          <ProfileCard />
          <Suspense fallback={<Skeleton lines={2} />}>
            <SkillsCard person={person} />
          </Suspense>
          <CalendarCard />
        </Stack>
      )
    case 'security':
      return (
        <Stack>
          <SessionsCard />
          <PasswordCard />
        </Stack>
      )
    case 'tokens':
      return <TokensCard />
  }
}
