import { lazy, Suspense, useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { paths } from '../paths.ts'
import { useAction } from '../query.tsx'
import { useGo } from '../shell/go.ts'
import { Menu } from '../ui/Menu.tsx'
import { useWords } from '../words/words.ts'

const RemoveDialog = lazy(async () => ({ default: (await import('../people/RemoveDialog.tsx')).RemoveDialog }))
const SourceSettingsDialog = lazy(async () => ({
  default: (await import('./SourceSettingsDialog.tsx')).SourceSettingsDialog,
}))

/** Its settings, off and on, and away: what is seldom done and ought to be meant. */
export function SourceMenu({ source, mayNot }: SourceMenuProps) {
  const say = useWords('intake')
  const go = useGo()
  const [asking, setAsking] = useState<'remove' | 'settings' | null>(null)
  const change = useAction('changeSource', { done: (next) => say(next.isEnabled ? 'switchedOn' : 'switchedOff') })
  const remove = useAction('removeSource', { inForm: true, done: say('remove.done', { name: source.name }) })
  const close = () => setAsking(null)
  const sendRemove = async () => {
    if (await remove.run({ sourceId: source.id })) go(paths.sources)
  }
  return (
    <>
      <Menu
        label={say('more')}
        icon="more"
        items={[
          { say: say('settings.title'), icon: 'settings', unavailable: mayNot, onPress: () => setAsking('settings') },
          {
            say: source.isEnabled ? say('switchOff') : say('switchOn'),
            icon: source.isEnabled ? 'soundOff' : 'sound',
            unavailable: mayNot,
            onPress: () => change.run({ sourceId: source.id, isEnabled: !source.isEnabled }),
          },
          'line',
          {
            say: say('remove.title'),
            icon: 'trash',
            danger: true,
            unavailable: mayNot,
            onPress: () => setAsking('remove'),
          },
        ]}
      />
      <Suspense>
        {asking === 'settings' ? <SourceSettingsDialog source={source} onClose={close} /> : null}
        {asking === 'remove' ? (
          <RemoveDialog
            title={say('remove.ask', { name: source.name })}
            about={say('remove.about')}
            confirm={say('remove.title')}
            problem={remove.problem}
            busy={remove.busy}
            onRemove={sendRemove}
            onClose={close}
          />
        ) : null}
      </Suspense>
    </>
  )
}

type SourceMenuProps = {
  readonly source: EndpointOutput<'getSource'>['source']
  readonly mayNot: string | undefined
}
