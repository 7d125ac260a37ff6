// The alert of a heartbeat, as an event like any monitor's: raised when it is down, resolved when it is not.
import type { ReceivedEvent } from '../event.ts'
import { cutTo, titleOf } from '../text.ts'
import type { Instant, Zone } from '../../time.ts'
import type { Because } from './due.ts'
import type { PriorityName } from '../../paging/priority.ts'

export type Told = {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly zone: Zone
  readonly priority: PriorityName
  readonly alertMessage: string
  readonly tags: readonly string[]
  readonly because: Because | null
  readonly exitStatus: number | null
  readonly checkedInAt: Instant | null
  /** What came with the check-in that failed; '' otherwise. */
  readonly body: string
  /** Its own screen. */
  readonly url: string
}

export function alertKey(heartbeatId: string): string {
  return `heartbeat:${heartbeatId}`
}

/** What acceptance is told of it: the same key each time, so that one heartbeat has one alert. */
export function eventOf(told: Told, action: 'trigger' | 'resolve'): ReceivedEvent {
  const notes: ReceivedEvent['notes'][number][] = []
  const { because, exitStatus, checkedInAt, slug, tags, body, zone } = told
  const details = {
    heartbeat: slug,
    because,
    ...(exitStatus === null ? {} : { exitStatus }),
    lastCheckIn: checkedInAt && inZone(checkedInAt, zone),
    ...(body === '' ? {} : { output: body.slice(-endOfOutput) }),
  }
  return {
    action,
    key: alertKey(told.id),
    summary: titleOf(told.alertMessage || says(told), notes),
    priority: told.priority,
    from: cutTo(200, told.name, notes, 'label_cut'),
    labels: { heartbeat: slug, ...(tags.length === 0 ? {} : { tags: tags.join(', ') }) },
    links: [{ href: told.url, text: told.name }],
    details: JSON.stringify(details),
    startsAt: null,
    endsAt: null,
    groupKey: null,
    notes,
  }
}

/** A log ends with what went wrong. */
const endOfOutput = 4_000

function says({ name, because, exitStatus }: Told): string {
  switch (because) {
    case 'failed':
      return exitStatus === null ? `${name} says that it failed` : `${name} failed with exit status ${exitStatus}`
    case 'never_ended':
      return `${name} has begun and not ended in time`
    case 'missed':
    case null:
      return `${name} has not checked in`
  }
}

function inZone(at: Instant, zone: Zone): string {
  return at.toString({ timeZone: zone, smallestUnit: 'second' })
}
