import { lazy, Suspense, useState } from 'react'
import { briefChanges } from '../../domain/handover/brief.ts'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Columns, Screen } from '../ui/Screen.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { BriefCard } from './BriefCard.tsx'
import { namesOf } from './handover.ts'
import type { Detail } from './handover.ts'
import { HandoverStateMark } from './marks.tsx'
import { KeysCard } from './KeysCard.tsx'
import { OffersCard } from './OffersCard.tsx'
import { QuestionsCard } from './QuestionsCard.tsx'
import { ReadyCard } from './ReadyCard.tsx'
import type { SinceRead } from './since-read.ts'
import { WordsCard } from './WordsCard.tsx'

const BesideKit = lazy(() => import('../kit/BesideKit.tsx'))

/** One handover: the two keys, what whoever goes has to say, and everything open as it stands now. */
export function HandoverScreen({ handoverId }: { readonly handoverId: string }) {
  const say = useWords('handover')
  const handover = useLoaded('getHandover', { handoverId: Number(handoverId) })
  if (handover.data) return <KnownHandover key={handoverId} handover={handover.data} refresh={handover.refetch} />
  return (
    <Screen title={say('section.incidents')} documentTitle={say('keys.title')}>
      <Card>
        <Loaded query={handover} tall>
          {() => null}
        </Loaded>
      </Card>
    </Screen>
  )
}

function KnownHandover({ handover, refresh }: { readonly handover: Detail; readonly refresh: () => unknown }) {
  const say = useWords('handover')
  const names = namesOf(handover, say('nobody'))
  const since = useSinceRead(handover)
  const hasNews = since.came.size + since.went.length + since.changed.size > 0 || since.isReworded
  return (
    <Screen
      title={say('title', { schedule: handover.scheduleName })}
      back={{ href: paths.schedule(handover.scheduleId), say: handover.scheduleName }}
      marks={<HandoverStateMark state={handover.state} />}
      about={
        <>
          {say('hands', names)}, <Time at={handover.beginsAt} as="moment" />
        </>
      }
    >
      <KeysCard handover={handover} since={hasNews ? since : null} refresh={refresh} />
      <Columns
        aside={
          <>
            <QuestionsCard handover={handover} />
            <OffersCard handover={handover} />
            <ReadyCard handover={handover} />
            {/* What is opened when a shift begins. */}
            <Suspense>
              <BesideKit teamId={handover.teamId} bare />
            </Suspense>
          </>
        }
      >
        <WordsCard handover={handover} />
        {handover.brief.length === 0 ? (
          <Card>
            <Empty icon="ok" title={say('nothing')}>
              {say('nothingSay')}
            </Empty>
          </Card>
        ) : (
          handover.brief.map((part) => <BriefCard key={part.section} handover={handover} part={part} since={since} />)
        )}
      </Columns>
    </Screen>
  )
}

/** What has changed since this screen was opened: whoever reads does not read twice, and sees what is new. */
function useSinceRead(handover: Detail): SinceRead {
  const [opened] = useState(handover)
  // Once it was accepted everything is as it was read; what whoever goes does themselves is no news to them.
  const read = handover.may.accept ? opened : handover
  const { came, went, changed } = briefChanges(itemsOf(read), itemsOf(handover))
  const titleOf = new Map(read.brief.flatMap(({ items }) => items.map(({ key, title }) => [key, title])))
  return {
    came: new Set(came),
    changed: new Set(changed),
    went: went.flatMap((key) => titleOf.get(key) ?? []),
    isReworded: read.version !== handover.version,
  }
}

function itemsOf({ brief }: Detail) {
  return brief.map(({ items }) => ({ items: items.map((item) => ({ ...item, dueAt: null, since: null })) }))
}
