import type { ReactNode } from 'react'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { useSearchParam } from '../shell/go.ts'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Bar, Screen } from '../ui/Screen.tsx'
import { State } from '../ui/State.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import type { EndpointOutput } from '../api.ts'
import { ChannelWords } from './DeliveryLine.tsx'
import styles from './OutboxScreen.module.css'

type Message = EndpointOutput<'listOutbox'>['deliveries'][number]

const atOnce = 30

/** What would have left if a provider were set up, as its reader would have seen it. */
export function OutboxScreen() {
  const say = useWords('paging')
  const { isDemo } = useMe()
  const [before, setBefore] = useSearchParam('before', '')
  const outbox = useLoaded(
    'listOutbox',
    { limit: atOnce, ...(/^\d+$/.test(before) ? { before: Number(before) } : {}) },
    { keep: true },
  )
  const messages = outbox.data?.deliveries ?? []
  const last = messages.length === atOnce ? messages.at(-1) : undefined
  return (
    <Screen title={say('title')} about={say('outbox.about')}>
      {messages.length > 0 ? (
        <Notice tone="warning" icon="send" title={say('outbox.notice')}>
          {isDemo ? say('outbox.noticeDemo') : say('outbox.noticeSay')}
        </Notice>
      ) : null}
      <Card flush>
        <Loaded
          query={outbox}
          isEmpty={({ deliveries }) => deliveries.length === 0}
          empty={
            <Empty icon="send" title={say('outbox.empty')}>
              {say('outbox.emptySay')}
            </Empty>
          }
        >
          {({ deliveries }) => (
            <ul className={styles.messages} aria-label={say('outbox.list')}>
              {deliveries.map((message, position) => (
                <MessageFold key={message.id} message={message} isOpen={position === 0} />
              ))}
            </ul>
          )}
        </Loaded>
      </Card>
      {before ? null : <UnsentNotices />}
      {before || last ? (
        <Bar>
          {before ? (
            <Button icon="up" onPress={() => setBefore('')}>
              {say('outbox.newest')}
            </Button>
          ) : null}
          {last ? (
            <Button icon="down" onPress={() => setBefore(String(last.id))}>
              {say('outbox.older')}
            </Button>
          ) : null}
        </Bar>
      ) : null}
    </Screen>
  )
}

function MessageFold({ message, isOpen }: { readonly message: Message; readonly isOpen: boolean }) {
  const say = useWords('paging')
  return (
    <Fold
      name={`message ${message.id}`}
      subject={message.subject}
      text={message.text}
      isOpen={isOpen}
      meta={
        <>
          <span>{say('outbox.to', { name: message.personName ?? message.reason.told?.channel ?? '' })}</span>
          <span>
            <ChannelWords delivery={message} />
          </span>
          <Time at={message.createdAt} as="moment" />
        </>
      }
    >
      <Button size="small" href={paths.alert(message.alertId)} iconAfter="forward">
        {say('outbox.alert')}
      </Button>
    </Fold>
  )
}

/** Messages that are not pages; the card is there when one was held back. */
function UnsentNotices() {
  const say = useWords('paging')
  const notices = useLoaded('listUnsentNotices', {}).data?.notices ?? []
  if (notices.length === 0) return null
  return (
    <Card flush title={say('outbox.notices')} about={say('outbox.noticesAbout')}>
      <ul className={styles.messages} aria-label={say('outbox.notices')}>
        {notices.map((notice) => (
          <Fold
            key={notice.id}
            name={`notice ${notice.id}`}
            subject={notice.subject}
            text={notice.text}
            isOpen={false}
            meta={
              <>
                <span>{say('outbox.to', { name: notice.personName })}</span>
                <Time at={notice.at} as="moment" />
              </>
            }
          />
        ))}
      </ul>
    </Card>
  )
}

function Fold(of: {
  readonly name: string
  readonly subject: string
  readonly text: string
  readonly isOpen: boolean
  readonly meta: ReactNode
  readonly children?: ReactNode
}) {
  const say = useWords('paging')
  return (
    <li>
      <details className={styles.message} open={of.isOpen}>
        <summary className={styles.head} data-row={of.name}>
          <span className={styles.turn}>
            <Icon name="right" />
          </span>
          <span className={styles.subject}>{of.subject || say('outbox.noText')}</span>
          <span className={styles.state}>
            <State tone="warning" icon="warning">
              {say('delivery.not_sent')}
            </State>
          </span>
          <span className={styles.meta}>{of.meta}</span>
        </summary>
        <div className={styles.paper}>
          <p className={styles.text}>{of.text || say('outbox.noText')}</p>
          {of.children}
        </div>
      </details>
    </li>
  )
}
