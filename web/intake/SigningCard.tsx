import { lazy, Suspense, useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { Loaded } from '../Loaded.tsx'
import { useAction, useLoaded } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Facts } from '../ui/Screen.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import styles from './SigningCard.module.css'

const SigningDialog = lazy(async () => ({ default: (await import('./SigningDialog.tsx')).SigningDialog }))
const RemoveDialog = lazy(async () => ({ default: (await import('../people/RemoveDialog.tsx')).RemoveDialog }))

type Source = EndpointOutput<'getSource'>['source']
export type SourceSigning = NonNullable<EndpointOutput<'listSourceKeys'>['signing']>

/** Whether requests of a source must be signed, and how. */
export function SigningCard({ source, mayNot }: { readonly source: Source; readonly mayNot: string | undefined }) {
  const say = useWords('keys')
  const keys = useLoaded('listSourceKeys', { sourceId: source.id })
  const [asking, setAsking] = useState<'set' | 'stop' | null>(null)
  const stop = useAction('removeSourceSigning', { inForm: true, done: say('signing.stopped') })
  const close = () => setAsking(null)
  const sendStop = async () => {
    if (await stop.run({ sourceId: source.id })) close()
  }
  const signing = keys.data?.signing ?? null
  return (
    <Card title={say('signing.title')} about={say('signing.about')}>
      <Loaded query={keys}>
        {() => (
          <div className={styles.card}>
            {signing ? <SigningFacts of={signing} /> : <p>{say('signing.off')}</p>}
            <div className={styles.actions}>
              <Button
                size="small"
                icon={signing ? 'edit' : 'lock'}
                unavailable={mayNot}
                onPress={() => setAsking('set')}
              >
                {signing ? say('signing.change') : say('signing.set')}
              </Button>
              {signing ? (
                <Button size="small" tone="quiet" unavailable={mayNot} onPress={() => setAsking('stop')}>
                  {say('signing.stop')}
                </Button>
              ) : null}
            </div>
          </div>
        )}
      </Loaded>
      <Suspense>
        {asking === 'set' ? <SigningDialog source={source} present={signing} onClose={close} /> : null}
        {asking === 'stop' ? (
          <RemoveDialog
            title={say('signing.stopAsk')}
            about={say('signing.stopAbout')}
            confirm={say('signing.stop')}
            problem={stop.problem}
            busy={stop.busy}
            onRemove={sendStop}
            onClose={close}
          />
        ) : null}
      </Suspense>
    </Card>
  )
}

function SigningFacts({ of: { signing, changedAt, before } }: { readonly of: SourceSigning }) {
  const say = useWords('keys')
  const timestamp = 'timestampHeader' in signing ? signing.timestampHeader : null
  return (
    <Facts
      facts={[
        { name: say('signing.kind'), value: say(`signing.scheme.${signing.scheme}`) },
        ...(signing.scheme === 'hmac' ? [{ name: say('signing.header'), value: <code>{signing.header}</code> }] : []),
        ...(timestamp ? [{ name: say('signing.timestampHeader'), value: <code>{timestamp}</code> }] : []),
        { name: say('signing.changed'), value: <Time at={changedAt} /> },
        ...(before
          ? [
              {
                name: say('signing.before'),
                value: before.until ? (
                  <>
                    {say('signing.beforeUntil')} <Time at={before.until} as="moment" />
                  </>
                ) : (
                  say('signing.beforeOpen')
                ),
              },
            ]
          : []),
      ]}
    />
  )
}
