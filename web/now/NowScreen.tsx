import { lazy, Suspense } from 'react'
import { AlertRow } from '../alerts/AlertRow.tsx'
import { mostCounted, waitingOf } from '../alerts/waiting.ts'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Rows } from '../ui/Rows.tsx'
import { Columns, Screen } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { CoverNow, MyCoversNow } from './CoverNow.tsx'
import { HandoverNow } from './HandoverNow.tsx'
import { Health } from './Health.tsx'
import { MyTurn } from './MyTurn.tsx'
import { Mine } from './Mine.tsx'
import { inOrder } from './order.ts'
import styles from './NowScreen.module.css'
import { OnCallNow } from './OnCallNow.tsx'
import { WorkNow } from './WorkNow.tsx'

const FirstHour = lazy(async () => ({ default: (await import('./FirstHour.tsx')).FirstHour }))

/** The home, made for three in the morning: what waits for me, what else is open, who is on call, and what is broken. */
export function NowScreen() {
  const say = useWords('now')
  const mine = useLoaded('listAlerts', { state: 'triggered', muted: 'no', mine: true, limit: 20 })
  const open = useLoaded('listAlerts', { state: 'open', limit: 50 })
  const waiting = inOrder(mine.data?.alerts ?? [])
  const isWaiting = new Set(waiting.map(({ id }) => id))
  const rest = inOrder((open.data?.alerts ?? []).filter(({ id }) => !isWaiting.has(id)))
  const counts = open.data?.counts
  const openCount = counts ? counts.triggered + counts.acknowledged + counts.snoozed : 0
  return (
    <Screen title={say('title')} about={<MyTurn />}>
      <Mine alerts={waiting} />
      <Health place="above" />
      <HandoverNow />
      <CoverNow />
      {open.data?.alerts.length === 0 ? (
        <Suspense>
          <FirstHour />
        </Suspense>
      ) : null}
      <Columns
        aside={
          <>
            <OnCallNow />
            <MyCoversNow />
            <Health place="beside" />
          </>
        }
      >
        <Card
          title={isWaiting.size > 0 ? say('open.rest') : say('open.title')}
          about={
            openCount >= mostCounted
              ? say('open.many')
              : openCount > 0
                ? say('open.count', { count: openCount, unanswered: counts ? waitingOf(counts) : 0 })
                : undefined
          }
          flush
          actions={
            <Button tone="quiet" size="small" href={paths.alerts} iconAfter="forward">
              {say('open.all')}
            </Button>
          }
        >
          <Loaded
            query={open}
            isEmpty={() => rest.length === 0}
            empty={
              isWaiting.size > 0 ? (
                <p className={styles.onlyMine}>{say('open.onlyMine')}</p>
              ) : (
                <Empty icon="ok" title={say('open.none')}>
                  {say('open.noneSay')}
                </Empty>
              )
            }
          >
            {() => (
              <Rows label={say('open.title')}>
                {rest.map((alert) => (
                  <AlertRow key={alert.id} alert={alert} />
                ))}
              </Rows>
            )}
          </Loaded>
        </Card>
        {/* Below, so that what waits for an answer does not move when it comes. */}
        <WorkNow />
      </Columns>
    </Screen>
  )
}
