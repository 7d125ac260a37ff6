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
    <li>
      <details className={styles.message} open={isOpen}>
        <summary className={styles.head} data-row={`message ${message.id}`}>
          <span className={styles.turn}>
            <Icon name="right" />
          </span>
          <span className={styles.subject}>{message.subject || say('outbox.noText')}</span>
          <span className={styles.state}>
            <State tone="warning" icon="warning">
              {say('delivery.not_sent')}
            </State>
          </span>
          <span className={styles.meta}>
            <span>{say('outbox.to', { name: message.personName })}</span>
            <span>
              <ChannelWords delivery={message} />
            </span>
            <Time at={message.createdAt} as="moment" />
          </span>
        </summary>
        <div className={styles.paper}>
          <p className={styles.text}>{message.text || say('outbox.noText')}</p>
          <Button size="small" href={paths.alert(message.alertId)} iconAfter="forward">
            {say('outbox.alert')}
          </Button>
        </div>
      </details>
    </li>
  )
}
