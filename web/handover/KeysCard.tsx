import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Time, useNow } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { namesOf } from './handover.ts'
import type { Detail } from './handover.ts'
import styles from './KeysCard.module.css'
import type { SinceRead } from './since-read.ts'

type KeysProps = {
  readonly handover: Detail
  /** What changed while it was read; null when nothing did. */
  readonly since: SinceRead | null
  readonly refresh: () => unknown
}

/** The two keys: which is turned, by whom, and the button for the one that is mine to turn now. */
export function KeysCard({ handover, since, refresh }: KeysProps) {
  const say = useWords('handover')
  return (
    <Card title={say('keys.title')} about={say('keys.about')}>
      <div className={styles.card}>
        <div className={styles.keys}>
          <KeyLine
            name={say('keys.first')}
            by={handover.signedBy ?? (handover.from ? null : '')}
            at={handover.signedAt}
            none={handover.from ? say('keys.notYet') : say('keys.noGiver')}
          />
          <KeyLine
            name={say('keys.second')}
            by={handover.acceptedBy}
            at={handover.acceptedAt}
            none={handover.to ? say('keys.notYet') : say('keys.manager')}
          />
        </div>
        <Standing handover={handover} />
        {since ? <Changed handover={handover} since={since} /> : null}
        <Turn handover={handover} refresh={refresh} />
      </div>
    </Card>
  )
}

type KeyLineProps = {
  readonly name: string
  readonly by: string | null
  readonly at: string | null
  readonly none: string
}

function KeyLine({ name, by, at, none }: KeyLineProps) {
  const say = useWords('handover')
  const isTurned = at !== null
  return (
    <div className={isTurned ? styles.turned : styles.waits}>
      <Icon name={isTurned ? 'check' : 'key'} />
      <span>
        <strong>{name}</strong>{' '}
        {isTurned && by !== '' && by !== null ? (
          <>
            {say('keys.by', { name: by })}, <Time at={at} as="moment" />
          </>
        ) : (
          none
        )}
      </span>
    </div>
  )
}

/** What follows from how it stands: who is paged, and until when. */
function Standing({ handover }: { readonly handover: Detail }) {
  const say = useWords('handover')
  const now = useNow().getTime()
  const names = namesOf(handover, say('nobody'))
  switch (handover.state) {
    case 'accepted':
      return <p className={styles.small}>{say('keys.done')}</p>
    case 'missed':
    case 'unaccepted':
      return (
        <Notice tone="warning" icon="warning">
          {say('keys.late')}
        </Notice>
      )
    case 'called_off':
      return null
    case 'planned':
    case 'draft':
    case 'signed':
    case 'questioned':
      return (
        <>
          {handover.state === 'planned' ? <p className={styles.small}>{say('keys.draftsAt')}</p> : null}
          {handover.coversUntil ? (
            <p className={styles.small}>
              {say(
                handover.to === null
                  ? 'keys.alone'
                  : Date.parse(handover.beginsAt) <= now
                    ? 'keys.both'
                    : 'keys.covered',
                names,
              )}{' '}
              <Time at={handover.coversUntil} as="clock" />
            </p>
          ) : null}
        </>
      )
  }
}

function Changed({ handover, since }: { readonly handover: Detail; readonly since: SinceRead }) {
  const say = useWords('handover')
  const titles = (keys: ReadonlySet<string>) =>
    handover.brief.flatMap(({ items }) => items.flatMap(({ key, title }) => (keys.has(key) ? [title] : []))).join('; ')
  return (
    <Notice tone="warning" icon="info" title={say('changed.title')}>
      {since.isReworded ? <p>{say('changed.words')}</p> : null}
      {since.came.size > 0 ? <p>{say('changed.came', { items: titles(since.came) })}</p> : null}
      {since.went.length > 0 ? <p>{say('changed.went', { items: since.went.join('; ') })}</p> : null}
      {since.changed.size > 0 ? <p>{say('changed.changed', { items: titles(since.changed) })}</p> : null}
      <p>{say('changed.then')}</p>
    </Notice>
  )
}

function Turn({ handover, refresh }: Pick<KeysProps, 'handover' | 'refresh'>) {
  const say = useWords('handover')
  const { id: handoverId, version, mark, may } = handover
  const sign = useAction('signHandover', { done: say('keys.signed', { name: handover.to?.name ?? say('nobody') }) })
  const accept = useAction('acceptHandover', { done: say('keys.accepted') })
  if (may.sign)
    return (
      <div className={styles.actions}>
        <Button
          tone="primary"
          size="large"
          icon="key"
          busy={sign.busy}
          onPress={() => sign.run({ handoverId, version })}
        >
          {say('keys.sign')}
        </Button>
      </div>
    )
  if (!may.accept) return null
  return (
    <div className={styles.actions}>
      <Button
        tone="primary"
        size="large"
        icon="check"
        busy={accept.busy}
        onPress={async () => {
          // What was refused because it changed is shown as it is now, with what is new marked.
          if (!(await accept.run({ handoverId, mark }))) refresh()
        }}
      >
        {say('keys.accept')}
      </Button>
    </div>
  )
}
