import { lazy, Suspense, useState } from 'react'
import { SettingsCard } from '../handover/SettingsCard.tsx'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useTeams } from '../people/teams.ts'
import { useLoaded } from '../query.tsx'
import { useSearchParam } from '../shell/go.ts'
import { useMe, useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Skeleton } from '../ui/faces.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Columns, Screen } from '../ui/Screen.tsx'
import { Badge } from '../ui/State.tsx'
import { useWords } from '../words/words.ts'
import { CalendarCard } from './CalendarCard.tsx'
import type { AskStart } from './AskCoverDialog.tsx'
import { CalendarsCard } from './CalendarsCard.tsx'
import { ComingShifts } from './ComingShifts.tsx'
import { readSpan } from './cover.ts'
import { CoverListCard } from './CoverListCard.tsx'
import type { ScheduleTold } from './draft.ts'
import { NowCard } from './NowCard.tsx'
import type { OverrideStart } from './OverrideDialog.tsx'
import { OverridesCard } from './OverridesCard.tsx'
import { RotationsCard } from './RotationsCard.tsx'
import { TemporariesCard } from './TemporariesCard.tsx'
import type { Bar } from './timeline.ts'
import { TroublesCard } from './TroublesCard.tsx'
import { TimelineCard } from './TimelineCard.tsx'

const AskCoverDialog = lazy(async () => ({ default: (await import('./AskCoverDialog.tsx')).AskCoverDialog }))
const OverrideDialog = lazy(async () => ({ default: (await import('./OverrideDialog.tsx')).OverrideDialog }))
const ShiftDialog = lazy(async () => ({ default: (await import('./ShiftDialog.tsx')).ShiftDialog }))
const RemoveScheduleDialog = lazy(async () => ({
  default: (await import('./RemoveScheduleDialog.tsx')).RemoveScheduleDialog,
}))
const EditScheduleScreen = lazy(async () => ({
  default: (await import('./EditScheduleScreen.tsx')).EditScheduleScreen,
}))

/** What is in front of the schedule: a shift looked at, an override or a cover request being written, or the question before removing it all. */
type Front =
  | { readonly kind: 'shift'; readonly bar: Bar }
  | { readonly kind: 'override'; readonly start: OverrideStart }
  | { readonly kind: 'cover'; readonly start: AskStart }
  | { readonly kind: 'remove' }

/** One schedule: who is on call, week by week, and what changes that. */
export function ScheduleScreen({ scheduleId }: { readonly scheduleId: string }) {
  const say = useWords('schedules')
  const schedule = useLoaded('getSchedule', { scheduleId })
  // Asked at the same moment: what goes wrong stands above the timeline, and must not push it away under somebody's finger.
  const areTroublesKnown = !useLoaded('listTroubles', { scheduleId }).isPending
  const [edit] = useSearchParam('edit', '')
  if (!schedule.data || !areTroublesKnown) {
    return (
      <Screen title={say('one')} back={{ href: paths.schedules, say: say('title') }}>
        <Card>
          <Loaded query={schedule} tall>
            {() => null}
          </Loaded>
        </Card>
      </Screen>
    )
  }
  return edit === 'rotations' ? (
    <Suspense
      fallback={
        <Screen title={schedule.data.name}>
          <Skeleton shape="text" />
        </Screen>
      }
    >
      <EditScheduleScreen schedule={schedule.data} />
    </Suspense>
  ) : (
    <KnownSchedule schedule={schedule.data} />
  )
}

function KnownSchedule({ schedule }: { readonly schedule: ScheduleTold }) {
  const say = useWords('schedules')
  const balance = useWords('balance')
  const { nameOf } = useTeams()
  const mayNotChange = useWhyNot()('schedules.manage', schedule.teamId)
  const [front, setFront] = useState<Front | null>(null)
  const write = (start: OverrideStart) => setFront({ kind: 'override', start })
  const linked = useLinkedCover(schedule.id)
  const edit = `${paths.schedule(schedule.id)}?edit=rotations`
  return (
    <Screen
      title={schedule.name}
      back={{ href: paths.schedules, say: say('title') }}
      marks={
        <>
          <Badge>{nameOf(schedule.teamId)}</Badge>
          <Badge>{schedule.zone.replaceAll('_', ' ')}</Badge>
        </>
      }
      actions={
        <>
          <Button icon="people" href={paths.balance(schedule.id)}>
            {balance('title')}
          </Button>
          <Button icon="edit" href={edit} unavailable={mayNotChange}>
            {say('edit.title')}
          </Button>
          <Menu
            label={say('more')}
            icon="more"
            items={[
              {
                say: say('remove.title'),
                icon: 'trash',
                danger: true,
                unavailable: mayNotChange,
                onPress: () => setFront({ kind: 'remove' }),
              },
            ]}
          />
        </>
      }
    >
      <NowCard schedule={schedule} onOther={write} />
      <TroublesCard schedule={schedule} editHref={edit} onOther={write} />
      <TimelineCard schedule={schedule} onPress={(bar) => setFront({ kind: 'shift', bar })} onChosen={write} />
      <Columns
        aside={
          <>
            <SettingsCard scheduleId={schedule.id} teamId={schedule.teamId} />
            <CoverListCard scheduleId={schedule.id} />
            <OverridesCard schedule={schedule} onAdd={write} />
            <TemporariesCard schedule={schedule} editHref={edit} mayNotChange={mayNotChange} />
            <RotationsCard schedule={schedule} editHref={edit} mayNotChange={mayNotChange} />
            <CalendarsCard schedule={schedule} editHref={edit} mayNotChange={mayNotChange} />
            <CalendarCard scheduleId={schedule.id} />
          </>
        }
      >
        <ComingShifts schedule={schedule} onPress={(bar) => setFront({ kind: 'shift', bar })} />
      </Columns>
      <Suspense>
        <InFront
          schedule={schedule}
          front={front ?? linked.front}
          onOther={write}
          onCover={(start) => setFront({ kind: 'cover', start })}
          onClose={() => {
            setFront(null)
            linked.close()
          }}
        />
      </Suspense>
    </Screen>
  )
}

/** `?cover=from/until`, a link from elsewhere, opens the question who takes my shift in that time. */
function useLinkedCover(scheduleId: string): { readonly front: Front | null; readonly close: () => void } {
  const { id: personId, name } = useMe().person
  const [asked, setAsked] = useSearchParam('cover', '')
  const span = readSpan(asked)
  const front: Front | null = span ? { kind: 'cover', start: { ...span, scheduleId, personId, name } } : null
  return { front, close: () => (asked === '' ? undefined : setAsked('')) }
}

function InFront({ schedule, front, onOther, onCover, onClose }: InFrontProps) {
  switch (front?.kind) {
    case undefined:
      return null
    case 'shift':
      return <ShiftDialog schedule={schedule} bar={front.bar} onOther={onOther} onCover={onCover} onClose={onClose} />
    case 'override':
      return <OverrideDialog schedule={schedule} start={front.start} onClose={onClose} />
    case 'cover':
      return <AskCoverDialog start={front.start} onClose={onClose} />
    case 'remove':
      return <RemoveScheduleDialog schedule={schedule} onClose={onClose} />
  }
}

type InFrontProps = {
  readonly schedule: ScheduleTold
  readonly front: Front | null
  readonly onOther: (start: OverrideStart) => void
  readonly onCover: (start: AskStart) => void
  readonly onClose: () => void
}
