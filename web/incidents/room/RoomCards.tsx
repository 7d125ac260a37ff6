import { lazy, Suspense, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { isAcute, isUnderWay } from '../../../domain/incidents/stages.ts'
import type { IncidentState } from '../../../domain/incidents/stages.ts'
import { useIsNarrow } from '../../narrow.ts'
import { Tabs } from '../../ui/Tabs.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotChange } from '../may.ts'
import type { Detail } from '../may.ts'
import { ActionsCard } from './ActionsCard.tsx'
import { BesideCard } from './BesideCard.tsx'
import { EvidenceCard } from './EvidenceCard.tsx'
import { FactsCard } from './FactsCard.tsx'
import { openDebts } from './facts.ts'
import { FamilyCard } from './FamilyCard.tsx'
import { FollowUpsCard } from './FollowUpsCard.tsx'
import { HypothesesCard } from './HypothesesCard.tsx'
import { IncidentAlertsCard } from './IncidentAlertsCard.tsx'
import type { Open } from './opened.ts'
import { OwedCard } from './OwedCard.tsx'
import { PeopleCard } from './PeopleCard.tsx'
import { placeOf, places } from './places.ts'
import type { Place, RoomCard } from './places.ts'
import { MyRating, RatingsCard } from './RatingsCard.tsx'
import styles from './RoomCards.module.css'
import { TasksCard } from './TasksCard.tsx'
import { TimelineCard } from './TimelineCard.tsx'
import { UpdatesCard } from './UpdatesCard.tsx'

const RunbooksCard = lazy(() => import('./RunbooksCard.tsx'))
const RecallCard = lazy(() => import('../../recall/RecallCard.tsx'))
const Surroundings = lazy(() => import('./Surroundings.tsx'))

/** The cards of a room: all of them at a desk, and on a phone one part of them at a time, so that nothing is far from the thumb. */
export function RoomCards({ incident, open, first }: InRoom) {
  const say = useWords('incidentRoom')
  const isNarrow = useIsNarrow()
  const [shown, show] = useState<Place>(isUnderWay(incident.state) ? 'now' : 'known')
  const parts = useRef<HTMLDivElement>(null)
  if (!isNarrow) return <Columns incident={incident} open={open} first={first} />
  const choose = (place: Place) => {
    show(place)
    // Whoever has scrolled begins the other part at its beginning.
    if ((parts.current?.getBoundingClientRect().top ?? 0) < 0) parts.current?.scrollIntoView()
  }
  const { now } = openDebts(incident)
  const tabs = places.map((value) => ({
    value,
    label: say(`place.${value}`),
    ...(value === 'now' && now.length > 0 ? { count: now.length } : {}),
  }))
  return (
    <div className={styles.parts} ref={parts}>
      <Tabs label={say('place.label')} value={shown} onChange={choose} tabs={tabs}>
        <Columns incident={incident} open={open} first={first} shown={shown} />
      </Tabs>
    </div>
  )
}

function Columns({ incident, open, first, shown }: InRoom & { readonly shown?: Place }) {
  const { state } = incident
  const beside = <BesideCard incident={incident} open={open} />
  const followUps = <FollowUpsCard incident={incident} open={open} />
  const runbooks = (
    <Suspense>
      <RunbooksCard incident={incident} />
    </Suspense>
  )
  const recall = (
    <Suspense>
      <RecallCard of={{ incidentId: incident.id }} unavailable={useWhyNotChange(incident)} />
    </Suspense>
  )
  // What fixed it last time comes before everything else while it hurts.
  const isFirst = state === 'triage' || state === 'mitigation'
  return (
    <div className={styles.room} data-shown={shown}>
      <div className={styles.column}>
        {first ? at('summary', state, first) : null}
        {at('myRating', state, <MyRating incident={incident} />)}
        {isFirst ? at('recall', state, recall) : null}
        {/* Whoever stops the bleeding looks there first. */}
        {state === 'mitigation' ? at('runbooks', state, runbooks) : null}
        {state === 'mitigation' ? at('beside', state, beside) : null}
        {at('owed', state, <OwedCard incident={incident} open={open} />)}
        {state === 'mitigation' ? null : at('runbooks', state, runbooks)}
        {/* While it hurts, what follows can wait; afterwards it is the work. */}
        {isAcute(state) ? null : at('followUps', state, followUps)}
        {at('actions', state, <ActionsCard incident={incident} open={open} />)}
        {at('evidence', state, <EvidenceCard incident={incident} open={open} />)}
        {at('hypotheses', state, <HypothesesCard incident={incident} open={open} />)}
        {at('tasks', state, <TasksCard incident={incident} open={open} />)}
        {isAcute(state) ? at('followUps', state, followUps) : null}
        <div className={styles.last}>{at('timeline', state, <TimelineCard incident={incident} />)}</div>
      </div>
      <div className={styles.column}>
        {at('ratings', state, <RatingsCard incident={incident} open={open} />)}
        {at('people', state, <PeopleCard incident={incident} open={open} />)}
        {at('updates', state, <UpdatesCard incident={incident} open={open} />)}
        {at('family', state, <FamilyCard incident={incident} />)}
        {at('facts', state, <FactsCard incident={incident} open={open} />)}
        {state === 'mitigation' ? null : at('beside', state, beside)}
        {isFirst ? null : at('recall', state, recall)}
        {at('alerts', state, <IncidentAlertsCard incident={incident} open={open} />)}
        {at(
          'surroundings',
          state,
          <Suspense>
            <Surroundings incident={incident} />
          </Suspense>,
        )}
      </div>
    </div>
  )
}

function at(card: RoomCard, state: IncidentState, drawn: ReactNode) {
  return (
    <div className={styles.card} data-place={placeOf(card, state)}>
      {drawn}
    </div>
  )
}

type InRoom = {
  readonly incident: Detail
  readonly open: Open
  /** What stands above the cards. */
  readonly first: ReactNode
}
