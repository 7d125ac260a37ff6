import { useEffect, useState } from 'react'
import { PriorityMark, TestMark } from '../alerts/marks.tsx'
import { api } from '../api.ts'
import { endRing, useRings } from '../live.ts'
import type { Ring } from '../live.ts'
import { paths } from '../paths.ts'
import { useAction, useLoaded } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { nameDocument } from '../ui/document-title.ts'
import { Icon } from '../ui/Icon.tsx'
import { showNotice } from '../ui/notices.ts'
import { useWords } from '../words/words.ts'
import { useMe } from './me.ts'
import { prepareSound, startRinging, useCanSound } from './ring-sound.ts'
import styles from './RingOverlay.module.css'

const mostShown = 3

/**
 * The pages ringing in this browser, over everything: seen, heard and felt until answered. It never takes the focus,
 * so that a key meant for something else cannot answer a page.
 */
export function RingOverlay() {
  const say = useWords('shell')
  const rings = useRings()
  const sound = useSound(rings)
  useEffect(() => {
    nameDocument({ mark: rings.length > 0 ? say('ring.document', { count: rings.length }) : '' })
  }, [rings.length, say])
  if (rings.length === 0) return null
  return (
    <section className={styles.overlay} aria-label={say('ring.region')}>
      <div className={styles.cards} role="alert">
        {rings.slice(0, mostShown).map((ring) => (
          <RingCard key={ring.deliveryId} ring={ring} isHeard={sound.isHeard} />
        ))}
      </div>
      <footer className={styles.foot}>
        <span>{rings.length > mostShown ? say('ring.more', { count: rings.length - mostShown }) : null}</span>
        <Button
          size="small"
          tone="quiet"
          icon={sound.isHeard ? 'soundOff' : 'sound'}
          onPress={sound.isHeard ? sound.off : sound.on}
        >
          {sound.isHeard ? say('ring.soundOff') : say('ring.soundOn')}
        </Button>
      </footer>
    </section>
  )
}

function RingCard({ ring, isHeard }: { readonly ring: Ring; readonly isHeard: boolean }) {
  const say = useWords('shell')
  const me = useMe().person.id
  const [since] = useState(() => Date.now())
  const { data: alert, dataUpdatedAt } = useLoaded('getAlert', { alertId: ring.alertId })
  const acknowledge = useAction('acknowledgeAlert')
  useReceipt(ring.deliveryId, isHeard)
  useEffect(() => {
    // An answer remembered from before may speak of the last page of this alert: only a later one ends this ring.
    if (!alert || dataUpdatedAt < since) return
    // Over another door: nobody is to be told who has it.
    if (alert.declinedBy.some(({ personId }) => personId === me)) return endRing(ring.alertId)
    if (alert.state === 'triggered' && !alert.answers?.by.some(({ personId }) => personId === me)) return
    endRing(ring.alertId)
    const summary = ring.summary
    showNotice({
      tone: 'ok',
      say: alert.acknowledgedBy
        ? say('ring.taken', { name: alert.acknowledgedBy, summary })
        : say('ring.over', { summary }),
    })
  }, [alert, dataUpdatedAt, since, ring, say, me])
  return (
    <article className={styles.card} data-priority={ring.priority}>
      <span className={styles.bell}>
        <Icon name="ringing" />
      </span>
      <div className={styles.words}>
        <p className={styles.marks}>
          <PriorityMark priority={ring.priority} full />
          {ring.isTest ? <TestMark /> : null}
          <span>{ring.serviceName ?? say('ring.calling')}</span>
        </p>
        <p className={styles.summary}>{ring.summary}</p>
      </div>
      <div className={styles.actions}>
        <Button size="large" href={paths.alert(ring.alertId)} onPress={() => endRing(ring.alertId)}>
          {say('ring.open')}
        </Button>
        <Button
          size="large"
          tone="primary"
          icon="check"
          busy={acknowledge.busy}
          onPress={async () => {
            if (await acknowledge.run({ alertId: ring.alertId })) endRing(ring.alertId)
          }}
        >
          {say('ring.acknowledge')}
        </Button>
      </div>
    </article>
  )
}

/** Tells Baton that the page was shown, once somebody can see or hear it. Untold, it goes on to the next contact. */
function useReceipt(deliveryId: number, isHeard: boolean): void {
  const [isSeen, setSeen] = useState(() => document.visibilityState === 'visible')
  useEffect(() => {
    const look = () => setSeen((before) => before || document.visibilityState === 'visible')
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  const isReceived = isSeen || isHeard
  useEffect(() => {
    if (isReceived) void api.receiveRing({ deliveryId }).catch(() => undefined)
  }, [deliveryId, isReceived])
}

/** Sound for whatever rings and was not silenced. A new delivery is heard again. */
function useSound(rings: readonly Ring[]) {
  const [silenced, setSilenced] = useState<ReadonlySet<number>>(new Set())
  const isAllowed = useCanSound()
  const loud = rings.filter((ring) => !silenced.has(ring.deliveryId))
  const isUrgent = loud.some((ring) => ring.priority === 'P1' || ring.priority === 'P2')
  const wanted = loud.map((ring) => ring.deliveryId).join(' ')
  useEffect(() => (wanted ? startRinging(isUrgent) : undefined), [wanted, isUrgent])
  return {
    isHeard: wanted !== '' && isAllowed,
    off: () => setSilenced(new Set(rings.map((ring) => ring.deliveryId))),
    on: async () => {
      await prepareSound()
      setSilenced(new Set())
    },
  }
}
