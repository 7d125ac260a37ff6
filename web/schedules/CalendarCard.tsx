import { lazy, Suspense, useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { Loaded } from '../Loaded.tsx'
import { useAction, useLoaded } from '../query.tsx'
import { useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'

const CalendarLinkDialog = lazy(async () => ({
  default: (await import('./CalendarLinkDialog.tsx')).CalendarLinkDialog,
}))

type Feed = EndpointOutput<'listCalendarFeeds'>['feeds'][number]

/** My calendar links: those of one schedule, or all of them, where a new one is of my own shifts. */
export function CalendarCard({ scheduleId = null }: { readonly scheduleId?: string | null }) {
  const say = useWords('schedules')
  const feeds = useLoaded('listCalendarFeeds', {})
  const create = useAction('createCalendarFeed')
  const mayNot = useWhyNot()('schedules.read')
  const [url, setUrl] = useState<string | null>(null)
  const shown = (answer: EndpointOutput<'listCalendarFeeds'>) =>
    answer.feeds.filter((feed) => scheduleId === null || feed.scheduleId === scheduleId)
  const make = async () => setUrl((await create.run({ scheduleId }))?.url ?? null)
  // In the head, also while there is none yet: focus comes back to it when the dialog closes.
  const button = (
    <Button size="small" icon="plus" busy={create.busy} unavailable={mayNot} onPress={make}>
      {say('calendar.make')}
    </Button>
  )
  return (
    <>
      <Card
        title={say('calendar.title')}
        about={scheduleId === null ? say('calendar.about') : null}
        actions={button}
        flush
      >
        <Loaded
          query={feeds}
          isEmpty={(answer) => shown(answer).length === 0}
          empty={
            <Empty icon="calendar" title={say('calendar.none')}>
              {say('calendar.noneSay')}
            </Empty>
          }
        >
          {(answer) => (
            <Rows label={say('calendar.title')}>
              {shown(answer).map((feed) => (
                <FeedRow key={feed.id} feed={feed} isAmongAll={scheduleId === null} />
              ))}
            </Rows>
          )}
        </Loaded>
      </Card>
      {url ? (
        <Suspense>
          <CalendarLinkDialog url={url} onClose={() => setUrl(null)} />
        </Suspense>
      ) : null}
    </>
  )
}

function FeedRow({ feed, isAmongAll }: { readonly feed: Feed; readonly isAmongAll: boolean }) {
  const say = useWords('schedules')
  const revoke = useAction('revokeCalendarFeed', { done: say('calendar.revoked') })
  return (
    <Row
      lead={<Icon name="calendar" />}
      title={isAmongAll ? (feed.scheduleName ?? say('calendar.mine')) : <code>{feed.hint}</code>}
      meta={
        <>
          {isAmongAll ? <code>{feed.hint}</code> : null}
          <span>
            {say('calendar.since')} <Time at={feed.createdAt} as="day" />
          </span>
          <span>
            {feed.usedAt ? (
              <>
                {say('calendar.used')} <Time at={feed.usedAt} />
              </>
            ) : (
              say('calendar.neverUsed')
            )}
          </span>
        </>
      }
      wrapTrail={false}
      trail={
        <Button
          size="small"
          tone="quiet"
          icon="trash"
          busy={revoke.busy}
          onPress={() => revoke.run({ feedId: feed.id })}
        >
          {say('calendar.revoke')}
        </Button>
      }
    />
  )
}
