import { priorities } from '../../domain/paging/priority.ts'
import { useState } from 'react'
import { FailedFace } from '../Loaded.tsx'
import { asProblem, useLoaded } from '../query.tsx'
import { fromLocalText, startOfDay, toLocalText, weekdayAt } from '../schedules/zoned.ts'
import { useSettled } from '../settled.ts'
import { useMe } from '../shell/me.ts'
import { Card } from '../ui/Card.tsx'
import { Empty, Skeleton } from '../ui/faces.tsx'
import { Segmented, TextInput } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'
import { asRehearsed, isPlayable } from './draft.ts'
import type { PolicyDraft } from './draft.ts'
import styles from './Rehearsal.module.css'
import { RehearsalMoments } from './RehearsalMoments.tsx'

const whens = ['now', 'night', 'sunday', 'at'] as const

/** If this were paged now, tonight or on Sunday: who is reached when, how, and what happens if nobody answers. */
export function Rehearsal({ draft }: { readonly draft: PolicyDraft }) {
  const say = useWords('escalation')
  const zone = useMe().person.zone
  const [priority, setPriority] = useState<(typeof priorities)[number]>('P1')
  const [when, setWhen] = useState<(typeof whens)[number]>('now')
  const [at, setAt] = useState(() => toLocalText(zone, momentOf('night', zone, Date.now())))
  const choose = (next: (typeof whens)[number]) => {
    setWhen(next)
    if (next === 'night' || next === 'sunday') setAt(toLocalText(zone, momentOf(next, zone, Date.now())))
  }
  const ms = when === 'now' ? null : fromLocalText(zone, at)
  const isWhole = isPlayable(draft) && (when === 'now' || ms !== null)
  const input = { policy: asRehearsed(draft), priority, at: ms === null ? null : new Date(ms).toISOString() }
  const asked = useSettled(isWhole ? input : null)
  const rehearsal = useLoaded('rehearsePolicy', asked ?? input, { keep: true, enabled: asked !== null })
  return (
    <Card title={say('rehearsal.title')} about={say('rehearsal.about')}>
      <div className={styles.choices}>
        <Segmented
          label={say('rehearsal.priority')}
          hideLabel
          value={priority}
          onChange={setPriority}
          options={priorities.map((value) => ({ value, label: value }))}
        />
        <Segmented
          label={say('rehearsal.when')}
          hideLabel
          value={when}
          onChange={choose}
          options={whens.map((value) => ({ value, label: say(`rehearsal.at.${value}`) }))}
        />
        {when === 'now' ? null : (
          <TextInput
            label={say('rehearsal.moment')}
            type="datetime-local"
            value={at}
            onChange={setAt}
            hint={zone.replaceAll('_', ' ')}
          />
        )}
      </div>
      {rehearsal.error && isWhole ? (
        <FailedFace problem={asProblem(rehearsal.error)} onRetry={rehearsal.refetch} />
      ) : rehearsal.data && isPlayable(draft) ? (
        <RehearsalMoments rehearsal={rehearsal.data} isOld={!isWhole || rehearsal.isFetching} />
      ) : isWhole ? (
        <Skeleton />
      ) : (
        <Empty icon="policy" title={say('rehearsal.notWhole')}>
          {say('rehearsal.notWholeSay')}
        </Empty>
      )}
    </Card>
  )
}

/** The next 03:00, or the next Sunday 03:00, on the zone's clock. */
function momentOf(when: 'night' | 'sunday', zone: string, now: number): number {
  const threeOClock = 3 * 3_600_000
  const tonight = startOfDay(zone, now) + threeOClock > now ? 0 : 1
  if (when === 'night') return startOfDay(zone, now, tonight) + threeOClock
  const toSunday = 7 - weekdayAt(zone, now)
  return startOfDay(zone, now, toSunday === 0 && tonight === 1 ? 7 : toSunday) + threeOClock
}
