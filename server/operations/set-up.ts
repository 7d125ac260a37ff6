// What watches this node, from its settings and its other parts.
import { setUpEgress } from '../egress/set-up.ts'
import type { Settings } from '../settings.ts'
import { tellDirectly, type DirectParts } from './direct.ts'
import { armSelfPages } from './self-pages.ts'
import { makeWatch, type Watch, type WatchParts } from './watch.ts'

type Given = Omit<
  WatchParts & DirectParts,
  'node' | 'nodeName' | 'url' | 'egress' | 'tell' | 'selfPageMinutes' | 'selfPageSeconds'
> & { readonly settings: Settings }

export async function setUpWatch(of: Given): Promise<{ readonly watch: Watch; readonly close: () => void }> {
  const { settings, identity, db } = of
  const { selfPageMinutes, selfPageSeconds, heartbeatUrl } = settings
  // Whom the operator named may be inside the operator's own network.
  const egress = setUpEgress(settings, heartbeatUrl ? [new URL(heartbeatUrl).host] : [])
  const watch = makeWatch({
    ...of,
    node: identity.id,
    url: heartbeatUrl,
    egress,
    tell: tellDirectly({ ...of, nodeName: identity.name, url: settings.url }),
    selfPageMinutes,
    selfPageSeconds,
  })
  await armSelfPages(db, selfPageMinutes)
  return { watch, close: () => egress.close() }
}
