import { lazy, Suspense } from 'react'
import { Loaded } from '../Loaded.tsx'
import { LoadedScreen } from '../LoadedScreen.tsx'
import { NoteForm } from '../log/NoteForm.tsx'
import { Entries } from '../log/Entries.tsx'
import type { Entry } from '../log/entry-words.ts'
import { PageTrail } from '../paging/PageTrail.tsx'
import { PromiseLine } from '../paging/PromiseLine.tsx'
import { paths } from '../paths.ts'
import { useLoaded, useLoadedParts } from '../query.tsx'
import type { EndpointOutput } from '../api.ts'
import { NoSuchScreen } from '../shell/broken.tsx'
import { useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Bar, Columns, Screen, Stack } from '../ui/Screen.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { AlertActions } from './AlertActions.tsx'
import { AnsweredLine } from './AnsweredLine.tsx'
import { AlertBadges } from './AlertBadges.tsx'
import { AlertDetails } from './AlertDetails.tsx'
import styles from './AlertScreen.module.css'
import { TakenBy } from './AlertRow.tsx'
import { ClosedLine } from './ClosedLine.tsx'
import { AlertStateMark, PriorityMark } from './marks.tsx'
import { useReachedNext } from './next-reached.ts'
import { NextLine } from './NextLine.tsx'
import { OutcomeLine } from './OutcomeLine.tsx'

const Muted = lazy(() => import('./Muted.tsx'))
const DeclareButton = lazy(() => import('../incidents/DeclareButton.tsx'))
const BesideKit = lazy(() => import('../kit/BesideKit.tsx'))
const NoiseLine = lazy(() => import('./NoiseLine.tsx'))
const RecallCard = lazy(() => import('../recall/RecallCard.tsx'))
const MoreAnswers = lazy(() => import('./MoreAnswers.tsx'))

type Detail = EndpointOutput<'getAlert'>

/** One alert: what it is, what I can do, what happens next, who was tried, and what is known. */
export function AlertScreen({ alertId }: { readonly alertId: string }) {
  return /^\d{1,15}$/.test(alertId) ? <KnownAlert alertId={Number(alertId)} /> : <NoSuchScreen />
}

function KnownAlert({ alertId }: { readonly alertId: number }) {
  const say = useWords('alerts')
  const around = useWords('around')
  const alert = useLoaded('getAlert', { alertId })
  return (
    <LoadedScreen query={alert} title={around('alert')} back={{ href: paths.alerts, say: say('title') }}>
      {(answer) => <AlertShown alert={answer} />}
    </LoadedScreen>
  )
}

function AlertShown({ alert }: { readonly alert: Detail }) {
  const say = useWords('alerts')
  const around = useWords('around')
  const pages = useLoaded('listPages', { alertId: alert.id })
  const reached = useReachedNext(pages.data?.pages)
  const whyNot = useWhyNot()
  const isOpen = alert.state !== 'closed'
  const muted = (
    <Suspense>
      <Muted alert={alert} />
    </Suspense>
  )
  return (
    <Screen
      title={alert.summary}
      back={{ href: paths.alerts, say: say('title') }}
      marks={
        <>
          <PriorityMark priority={alert.priority} full />
          <AlertStateMark alert={alert} />
          <TakenBy alert={alert} />
          <AlertBadges alert={alert} />
          <span className={styles.origin}>{alert.serviceName ?? say('by', { origin: alert.origin })}</span>
          <span className={styles.raised}>
            {around('raised')} <Time at={alert.firstAt} />
          </span>
        </>
      }
    >
      <Stack>
        {alert.state === 'closed' ? (
          <>
            <ClosedLine alert={alert} />
            <OutcomeLine alert={alert} />
          </>
        ) : (
          <>
            <AlertActions alert={alert} />
            {pages.data ? (
              <Suspense>
                <MoreAnswers alert={alert} pages={pages.data.pages} />
              </Suspense>
            ) : null}
            {alert.promise ? (
              <p className={styles.promise}>
                <PromiseLine promise={alert.promise} isPast={alert.state === 'triggered'} />
              </p>
            ) : null}
            {alert.muted ? null : <NextLine alert={alert} reached={reached} />}
            <AnsweredLine alert={alert} />
          </>
        )}
        {alert.muted && isOpen ? muted : null}
        <Suspense>
          <NoiseLine alertId={alert.id} />
        </Suspense>
        <Bar>
          {alert.muted || !isOpen ? null : muted}
          <Suspense>
            <DeclareButton alert={alert} />
          </Suspense>
          <Links alert={alert} />
        </Bar>
      </Stack>
      <Columns aside={<AlertDetails alert={alert} />}>
        <Suspense>
          <RecallCard of={{ alertId: alert.id }} unavailable={whyNot('alerts.respond', alert.teamId)} />
        </Suspense>
        <Card title={around('trail')}>
          <Loaded query={pages}>{(answer) => <PageTrail pages={answer.pages} alertId={alert.id} />}</Loaded>
        </Card>
        {alert.serviceId ? (
          <Suspense>
            <BesideKit serviceId={alert.serviceId} withLinks bare />
          </Suspense>
        ) : null}
        <AlertLog alert={alert} />
      </Columns>
    </Screen>
  )
}

/** What the sender said to look at: dashboards, runbooks. */
function Links({ alert }: { readonly alert: Detail }) {
  const around = useWords('around')
  return alert.links
    .filter(({ href }) => /^https?:\/\//.test(href))
    .map(({ href, text }) => {
      const named = wireNames.find((name) => name === text)
      return (
        <Button key={`${href} ${text}`} href={href} icon="outside" newTab>
          {named ? around(`link.${named}`) : text || new URL(href).host}
        </Button>
      )
    })
}

/** What monitors call their links on the wire, where the links have no words of their own. */
const wireNames = [
  'generatorURL',
  'dashboardURL',
  'panelURL',
  'silenceURL',
  'imageURL',
  'runbook_url',
  'dashboard_url',
] as const

function AlertLog({ alert }: { readonly alert: Detail }) {
  const around = useWords('around')
  const log = useLoadedParts('readLog', { alertId: alert.id, limit: 30 })
  const whyNot = useWhyNot()
  const entries = log.parts.flatMap((part) => part.entries)
  const more = { isWhole: !log.more, say: (summary: string) => around('change', { summary }) }
  return (
    <Card
      title={around('log')}
      flush
      actions={
        log.more ? (
          <Button tone="quiet" size="small" onPress={log.more} busy={log.isFetchingNextPage}>
            {around('logOlder')}
          </Button>
        ) : null
      }
    >
      <div className={styles.note}>
        <NoteForm teamId={alert.teamId} alertId={alert.id} unavailable={whyNot('log.write', alert.teamId)} />
      </div>
      <Loaded
        query={log}
        isEmpty={() => entries.length === 0}
        empty={<p className={styles.note}>{around('logEmpty')}</p>}
      >
        {() => <Entries entries={withChanges(entries, alert, more)} label={around('log')} about={alert.summary} />}
      </Loaded>
    </Card>
  )
}

/** The story with the deploys and changes of the service in their places; those before its first line belong beside it. */
function withChanges(
  entries: readonly Entry[],
  alert: Detail,
  { isWhole, say }: { readonly isWhole: boolean; readonly say: (summary: string) => string },
): readonly Entry[] {
  const begins = isWhole ? alert.firstAt : (entries.at(-1)?.at ?? alert.firstAt)
  const changes = alert.changes
    .filter(({ at }) => new Date(at) >= new Date(begins))
    .map((change, nth) => ({
      id: -1 - nth,
      at: change.at,
      teamId: alert.teamId,
      kind: 'change_of_service',
      actorKind: 'source' as const,
      actorName: change.origin,
      personId: null,
      alertId: alert.id,
      pageId: null,
      subject: null,
      incidentId: null,
      happenedAt: null,
      facts: {},
      says: say(change.summary),
      version: 1,
      correctedBy: null,
      correctedAt: null,
    }))
  return [...entries, ...changes].toSorted((a, b) => new Date(b.at).getTime() - new Date(a.at).getTime() || b.id - a.id)
}
