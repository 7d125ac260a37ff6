import { lazy, Suspense, useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { paths } from '../paths.ts'
import { useAction } from '../query.tsx'
import { useGo } from '../shell/go.ts'
import { Menu } from '../ui/Menu.tsx'
import { useWords } from '../words/words.ts'

const RemoveDialog = lazy(async () => ({ default: (await import('../people/RemoveDialog.tsx')).RemoveDialog }))
const ChangeDialog = lazy(async () => ({ default: (await import('./HeartbeatDialog.tsx')).ChangeHeartbeatDialog }))

/** Another expectation, a new address, and away. */
export function HeartbeatMenu({ heartbeat, mayNot }: HeartbeatMenuProps) {
  const say = useWords('heartbeats')
  const go = useGo()
  const [asking, setAsking] = useState<'change' | 'rotate' | 'remove' | null>(null)
  const rotate = useAction('rotateHeartbeatKey', { inForm: true, done: say('rotate.done') })
  const remove = useAction('removeHeartbeat', { inForm: true, done: say('remove.done', { name: heartbeat.name }) })
  const close = () => setAsking(null)
  const ref = { heartbeatId: heartbeat.id }
  const item = (what: 'change' | 'rotate' | 'remove') => ({
    say: say(`${what}.title`),
    unavailable: mayNot,
    onPress: () => setAsking(what),
  })
  return (
    <>
      <Menu
        label={say('more')}
        icon="more"
        items={[
          { ...item('change'), icon: 'edit' },
          { ...item('rotate'), icon: 'key' },
          'line',
          { ...item('remove'), icon: 'trash', danger: true },
        ]}
      />
      <Suspense>
        {asking === 'change' ? <ChangeDialog heartbeat={heartbeat} onClose={close} /> : null}
        {asking === 'rotate' ? (
          <RemoveDialog
            title={say('rotate.ask', { name: heartbeat.name })}
            about={say('rotate.about')}
            confirm={say('rotate.title')}
            problem={rotate.problem}
            busy={rotate.busy}
            onRemove={async () => {
              if (await rotate.run(ref)) close()
            }}
            onClose={close}
          />
        ) : null}
        {asking === 'remove' ? (
          <RemoveDialog
            title={say('remove.ask', { name: heartbeat.name })}
            about={say('remove.about')}
            confirm={say('remove.title')}
            problem={remove.problem}
            busy={remove.busy}
            onRemove={async () => {
              if (await remove.run(ref)) go(paths.heartbeats)
            }}
            onClose={close}
          />
        ) : null}
      </Suspense>
    </>
  )
}

type HeartbeatMenuProps = {
  readonly heartbeat: EndpointOutput<'getHeartbeat'>['heartbeat']
  readonly mayNot: string | undefined
}
