import { lazy, Suspense, useState } from 'react'
import { isAcute, isUnderWay } from '../../domain/incidents/stages.ts'
import { PriorityMark } from '../alerts/marks.tsx'
import { LoadedScreen } from '../LoadedScreen.tsx'
import { useIsNarrow } from '../narrow.ts'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { NoSuchScreen } from '../shell/broken.tsx'
import { useKeys } from '../shell/keys.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Screen } from '../ui/Screen.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import styles from './IncidentScreen.module.css'
import { IncidentStateMark, MitigatedMark, PrivateMark } from './marks.tsx'
import { useWhyNotChange, useWhyNotWork } from './may.ts'
import type { Detail } from './may.ts'
import { CommanderNotice } from './room/CommanderNotice.tsx'
import { EarlyBanner } from './room/EarlyBanner.tsx'
import { IncidentMenu } from './room/IncidentMenu.tsx'
import { lastLook } from './room/looked.ts'
import { MainMove } from './room/MainMove.tsx'
import { OffersToMe } from './room/Offers.tsx'
import type { Opened } from './room/opened.ts'
import { PlaceLine } from './room/PlaceLine.tsx'
import { RatingSum } from './room/RatingsCard.tsx'
import { RoomCards } from './room/RoomCards.tsx'
import { StageRail } from './room/StageRail.tsx'

const SummaryFold = lazy(() => import('./room/SummaryFold.tsx'))
const RoomDialog = lazy(() => import('./room/RoomDialog.tsx'))

/** The room of one incident: where it stands, what it owes now, who works on it, what they do, and what happened. */
export function IncidentScreen({ incidentId }: { readonly incidentId: string }) {
  return /^\d{1,15}$/.test(incidentId) ? <KnownIncident incidentId={Number(incidentId)} /> : <NoSuchScreen />
}

function KnownIncident({ incidentId }: { readonly incidentId: number }) {
  const say = useWords('incidents')
  const incident = useLoaded('getIncident', { incidentId })
  return (
    <LoadedScreen query={incident} title={say('title')} back={{ href: paths.incidents, say: say('title') }}>
      {(answer) => <Room key={answer.id} incident={answer} />}
    </LoadedScreen>
  )
}

function Room({ incident }: { readonly incident: Detail }) {
  const say = useWords('incidents')
  const room = useWords('incidentRoom')
  const [opened, open] = useState<Opened>()
  // Before the timeline below keeps this look.
  const [before] = useState(() => lastLook(localStorage, incident.id))
  const whyNot = useWhyNotWork(incident)
  const gap = useWords('evidence')
  const whyNotChange = useWhyNotChange(incident)
  const isNarrow = useIsNarrow()
  const summary = (
    <Suspense>
      <SummaryFold incident={incident} before={before} />
    </Suspense>
  )
  const hurts = isAcute(incident.state) && incident.mitigatedAt === null
  useKeys(
    whyNot
      ? []
      : [
          ...(hurts ? [{ keys: 'm' as const, say: room('mitigate.do'), run: () => open({ dialog: 'mitigate' }) }] : []),
          { keys: 'b', say: room('actions.announce'), run: () => open({ dialog: 'announce' }) },
        ],
  )
  useKeys(whyNotChange ? [] : [{ keys: 'g', say: gap('gap.title'), run: () => open({ dialog: 'gap' }) }])
  return (
    <Screen
      title={incident.title}
      back={{ href: paths.incidents, say: say('title') }}
      marks={<Marks incident={incident} />}
      actions={<IncidentMenu incident={incident} open={open} />}
    >
      <Over incident={incident} />
      <OffersToMe incident={incident} open={open} />
      {isNarrow ? null : summary}
      <CommanderNotice incident={incident} open={open} />
      <EarlyBanner incident={incident} open={open} />
      <StageRail incident={incident} open={open} />
      <PlaceLine incident={incident} />
      <MainMove incident={incident} open={open} />
      <RoomCards incident={incident} open={open} first={isNarrow ? summary : null} />
      {opened ? (
        <Suspense>
          <RoomDialog opened={opened} incident={incident} open={open} onClose={() => open(undefined)} />
        </Suspense>
      ) : null}
    </Screen>
  )
}

function Marks({ incident }: { readonly incident: Detail }) {
  const say = useWords('incidentRoom')
  return (
    <>
      <PriorityMark priority={incident.priority} full />
      {incident.isRated || incident.ratings.length === 0 ? null : (
        <span className={styles.calm}>
          <RatingSum ratings={incident.ratings} />
        </span>
      )}
      <IncidentStateMark state={incident.state} />
      {incident.mitigatedAt && !incident.endedAt ? <MitigatedMark /> : null}
      {incident.isPrivate ? <PrivateMark /> : null}
      <span className={styles.calm}>
        {say('declaredBy', { name: incident.declaredBy })} <Time at={incident.declaredAt} />
      </span>
    </>
  )
}

/** Says that it is over, and where it goes on if it does. */
function Over({ incident }: { readonly incident: Detail }) {
  const say = useWords('incidentRoom')
  const { state, mergedInto, endedAt } = incident
  if (isUnderWay(state)) return null
  return (
    <Notice
      tone={state === 'closed' ? 'ok' : 'calm'}
      title={say(`over.${state}`)}
      action={mergedInto ? <Button href={paths.incident(mergedInto)}>{say('over.goOn')}</Button> : null}
    >
      {endedAt ? <Time at={endedAt} as="moment" /> : null}
    </Notice>
  )
}
