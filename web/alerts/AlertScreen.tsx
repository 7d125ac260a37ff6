import { lazy, Suspense } from 'react'
import { Loaded } from '../Loaded.tsx'
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
import { Skeleton } from '../ui/faces.tsx'
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
const NoiseLine = lazy(() => import('./NoiseLine.tsx'))
const MoreAnswers = lazy(() => import('./MoreAnswers.tsx'))

type Detail = EndpointOutput<'getAlert'>

/** One alert: what it is, what I can do, what happens next, who was tried, and what is known. */
export function AlertScreen({ alertId }: { readonly alertId: string }) {
  return /^\d{1,15}$/.test(alertId) ? <KnownAlert alertId={Number(alertId)} /> : <NoSuchScreen />
}

function KnownAlert({ alertId }: { readonly alertId: number }) {
  const say = useWords('alerts')
  const alert = useLoaded('getAlert', { alertId })
  const shown = (
    <Loaded query={alert} tall skeleton={<Skeleton shape="text" lines={6} />}>
      {(answer) => <AlertShown alert={answer} />}
    </Loaded>
  )
  // Without an alert there is no summary to be the heading; the way back stays.
  return alert.error && !alert.data ? (
    <Screen title={say('alert')} back={{ href: paths.alerts, say: say('title') }}>
      <Card>{shown}</Card>
    </Screen>
  ) : (
    shown
  )
}

function AlertShown({ alert }: { readonly alert: Detail }) {
  const say = useWords('alerts')
  const pages = useLoaded('listPages', { alertId: alert.id })
  const reached = useReachedNext(pages.data?.pages)
  return (
    <Screen
      title={alert.summary}
      back={{ href: paths.alerts, say: say('title') }}
      marks={
        <>
          <PriorityMark priority={alert.priority} full />
          <AlertStateMark state={alert.state} />
          <TakenBy alert={alert} />
          <AlertBadges alert={alert} />
          <span className={styles.origin}>{alert.serviceName ?? say('by', { origin: alert.origin })}</span>
          <span className={styles.raised}>
            {say('raised')} <Time at={alert.firstAt} />
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
            <Suspense>
              <Muted alert={alert} />
            </Suspense>
          </>
        )}
        <Suspense>
          <NoiseLine alertId={alert.id} />
        </Suspense>
        <Links alert={alert} />
      </Stack>
      <Columns aside={<AlertDetails alert={alert} />}>
        <Card title={say('trail')}>
          <Loaded query={pages}>{(answer) => <PageTrail pages={answer.pages} alertId={alert.id} />}</Loaded>
        </Card>
        <AlertLog alert={alert} />
      </Columns>
    </Screen>
  )
}

/** What the sender said to look at: dashboards, runbooks. */
function Links({ alert }: { readonly alert: Detail }) {
  const links = alert.links.filter(({ href }) => /^https?:\/\//.test(href))
  if (links.length === 0) return null
  return (
    <Bar>
      {links.map((link) => (
        <Button key={`${link.href} ${link.text}`} href={link.href} icon="outside" newTab>
          {link.text || new URL(link.href).host}
        </Button>
      ))}
    </Bar>
  )
}

function AlertLog({ alert }: { readonly alert: Detail }) {
  const say = useWords('alerts')
  const log = useLoadedParts('readLog', { alertId: alert.id, limit: 30 })
  const whyNot = useWhyNot()
  const entries = log.parts.flatMap((part) => part.entries)
  const around = useWords('around')
  const more = { isWhole: !log.more, say: (summary: string) => around('change', { summary }) }
  return (
    <Card
      title={say('log')}
      flush
      actions={
        log.more ? (
          <Button tone="quiet" size="small" onPress={log.more} busy={log.isFetchingNextPage}>
            {say('logOlder')}
          </Button>
        ) : null
      }
    >
      <div className={styles.note}>
        <NoteForm teamId={alert.teamId} alertId={alert.id} unavailable={whyNot('log.write', alert.teamId)} />
      </div>
      <Loaded query={log} isEmpty={() => entries.length === 0} empty={<p className={styles.note}>{say('logEmpty')}</p>}>
        {() => <Entries entries={withChanges(entries, alert, more)} label={say('log')} about={alert.summary} />}
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
      alertId: alert.id,
      pageId: null,
      subject: null,
      facts: {},
      says: say(change.summary),
    }))
  return [...entries, ...changes].toSorted((a, b) => new Date(b.at).getTime() - new Date(a.at).getTime() || b.id - a.id)
}
