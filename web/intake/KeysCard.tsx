import { lazy, Suspense, useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { Loaded } from '../Loaded.tsx'
import { useAction, useLoaded } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Fold } from '../ui/Fold.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Badge } from '../ui/State.tsx'
import { Time, useNow } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import styles from './KeysCard.module.css'

const NewKeyDialog = lazy(async () => ({ default: (await import('./NewKeyDialog.tsx')).NewKeyDialog }))
const RemoveDialog = lazy(async () => ({ default: (await import('../people/RemoveDialog.tsx')).RemoveDialog }))

type Source = EndpointOutput<'getSource'>['source']
type Key = EndpointOutput<'listSourceKeys'>['keys'][number]

/** The keys of a source: which hold, until when, and which are still in use. */
export function KeysCard({ source, mayNot }: { readonly source: Source; readonly mayNot: string | undefined }) {
  const say = useWords('keys')
  const keys = useLoaded('listSourceKeys', { sourceId: source.id })
  const [isMaking, setMaking] = useState(false)
  const make = (
    <Button size="small" icon="plus" onPress={() => setMaking(true)} unavailable={mayNot}>
      {say('new')}
    </Button>
  )
  return (
    <>
      <Card title={say('title')} about={say('about')} actions={make} flush>
        <Loaded query={keys}>
          {(answer) => {
            const valid = answer.keys.filter((key) => key.state === 'valid')
            const ended = answer.keys.filter((key) => key.state !== 'valid')
            return (
              <>
                {valid.length === 0 ? (
                  <Empty icon="key" title={say('none')}>
                    {say('noneSay')}
                  </Empty>
                ) : null}
                <StillUsed keys={valid} />
                <KeyRows keys={valid} sourceId={source.id} mayNot={mayNot} />
                {ended.length > 0 ? (
                  <div className={styles.ended}>
                    <Fold say={say('ended', { count: ended.length })}>
                      <KeyRows keys={ended} sourceId={source.id} mayNot={mayNot} />
                    </Fold>
                  </div>
                ) : null}
              </>
            )
          }}
        </Loaded>
      </Card>
      {isMaking ? (
        <Suspense>
          <NewKeyDialog source={source} onClose={() => setMaking(false)} />
        </Suspense>
      ) : null}
    </>
  )
}

/** A key that will end by itself, and with which something still came in during the last day. */
function StillUsed({ keys }: { readonly keys: readonly Key[] }) {
  const say = useWords('keys')
  const now = useNow()
  const ending = keys.filter(({ expiresAt, usedAt }) => expiresAt && usedAt && isWithinADay(usedAt, now))
  return ending.map(({ id, hint, expiresAt }) => (
    <div key={id} className={styles.notice}>
      <Notice tone="warning">
        {say('stillUsed', { hint })} {expiresAt ? <Time at={expiresAt} as="moment" /> : null}
      </Notice>
    </div>
  ))
}

function KeyRows({ keys, sourceId, mayNot }: KeyRowsProps) {
  const say = useWords('keys')
  if (keys.length === 0) return null
  return (
    <Rows label={say('title')}>
      {keys.map((key) => (
        <KeyRow key={key.id} of={key} sourceId={sourceId} mayNot={mayNot} />
      ))}
    </Rows>
  )
}

function KeyRow({ of: key, sourceId, mayNot }: KeyRowProps) {
  const say = useWords('keys')
  const [isAsking, setAsking] = useState(false)
  const revoke = useAction('revokeSourceKey', { inForm: true, done: say('revoke.done') })
  const close = () => setAsking(false)
  const send = async () => {
    if (await revoke.run({ sourceId, keyId: key.id })) close()
  }
  return (
    <>
      <Row
        lead={<Icon name="key" />}
        title={<code>{say('hint', { hint: key.hint })}</code>}
        meta={
          <>
            <KeyEnd of={key} />
            <span>
              {key.usedAt ? (
                <>
                  {say('used')} <Time at={key.usedAt} />
                </>
              ) : (
                say('neverUsed')
              )}
            </span>
            <span>{key.createdBy ? say('madeBy', { name: key.createdBy }) : say('made')}</span>
            <Time at={key.createdAt} as="day" />
          </>
        }
        trail={
          key.state === 'valid' ? (
            <Button size="small" tone="quiet" unavailable={mayNot} onPress={() => setAsking(true)}>
              {say('revoke.title')}
            </Button>
          ) : undefined
        }
      />
      {isAsking ? (
        <Suspense>
          <RemoveDialog
            title={say('revoke.ask', { hint: key.hint })}
            about={say('revoke.about')}
            confirm={say('revoke.title')}
            problem={revoke.problem}
            busy={revoke.busy}
            onRemove={send}
            onClose={close}
          />
        </Suspense>
      ) : null}
    </>
  )
}

function KeyEnd({ of: key }: { readonly of: Key }) {
  const say = useWords('keys')
  const { state } = key
  const at = key.revokedAt ?? key.expiresAt
  if (state === 'valid' && at === null) return <Badge tone="ok">{say('state.valid')}</Badge>
  const word = state === 'valid' ? 'ending' : state
  return (
    <span>
      <Badge tone={state === 'valid' ? 'warning' : 'calm'}>{say(`state.${word}`)}</Badge> {at ? <Time at={at} /> : null}
    </span>
  )
}

function isWithinADay(moment: string, now: Date): boolean {
  return now.getTime() - Date.parse(moment) < 86_400_000
}

type KeyRowsProps = {
  readonly keys: readonly Key[]
  readonly sourceId: string
  readonly mayNot: string | undefined
}
type KeyRowProps = Omit<KeyRowsProps, 'keys'> & { readonly of: Key }
