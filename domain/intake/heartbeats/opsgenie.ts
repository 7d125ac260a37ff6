// Opsgenie's heartbeats as its API has them: what a request says, and a heartbeat in its words.
import type { Answer } from '../event.ts'
import { isObject, own } from '../json.ts'
import { stamped, type Stamp } from '../opsgenie-answers.ts'
import { scalarText, storable } from '../text.ts'
import type { PriorityName } from '../../paging/priority.ts'
import { mostMinutes, type Heartbeat } from './heartbeat.ts'

const unitMinutes: Readonly<Record<string, number>> = { minutes: 1, hours: 60, days: 1_440 }

/** What was said; what was left out is undefined. Opsgenie has five priorities, Baton four. */
export type HeartbeatSaid = {
  readonly name?: string
  readonly description?: string
  readonly everyMinutes?: number
  readonly enabled?: boolean
  readonly alertMessage?: string
  readonly tags?: readonly string[]
  readonly priority?: PriorityName
}

/** What does this body say of a heartbeat? The fields that are wrong, as Opsgenie names them, or what was said. */
export function readHeartbeat(
  body: unknown,
  needed: readonly ('name' | 'interval')[],
): HeartbeatSaid | { readonly wrong: Readonly<Record<string, string>> } {
  const object = isObject(body) ? body : {}
  const wrong: Record<string, string> = {}
  const name = textIn(object, 'name', 200)
  const unit = own(object, 'intervalUnit') ?? 'minutes'
  const interval = own(object, 'interval')
  const each = typeof unit === 'string' && Object.hasOwn(unitMinutes, unit) ? unitMinutes[unit] : undefined
  const minutes = Number(scalarText(interval) ?? Number.NaN) * (each ?? Number.NaN)
  if (needed.includes('name') && !name) wrong['name'] = 'may not be empty'
  if (interval === undefined || interval === null) {
    if (needed.includes('interval')) wrong['interval'] = 'may not be null'
  } else if (!each) wrong['intervalUnit'] = 'must be one of minutes, hours, days'
  else if (!Number.isInteger(minutes) || minutes < 1) wrong['interval'] = 'must be greater than or equal to 1'
  if (Object.keys(wrong).length > 0) return { wrong }
  const [description, alertMessage] = [textIn(object, 'description', 10_000), textIn(object, 'alertMessage', 130)]
  const [enabled, tags, priority] = [own(object, 'enabled'), tagsIn(object), priorityIn(object)]
  return {
    ...(name ? { name } : {}),
    ...(description === undefined ? {} : { description }),
    ...(Number.isInteger(minutes) ? { everyMinutes: Math.min(minutes, mostMinutes) } : {}),
    ...(typeof enabled === 'boolean' ? { enabled } : {}),
    ...(alertMessage === undefined ? {} : { alertMessage }),
    ...(tags ? { tags } : {}),
    ...(priority ? { priority } : {}),
  }
}

type Fields = Readonly<Record<string, unknown>>

function textIn(object: Fields, field: string, most: number): string | undefined {
  const said = own(object, field)
  if (typeof said !== 'string') return undefined
  return storable(said).trim().slice(0, most).toWellFormed()
}

function tagsIn(object: Fields): readonly string[] | undefined {
  const said = own(object, 'alertTags')
  if (!Array.isArray(said)) return undefined
  return said
    .flatMap((each: unknown) => (typeof each === 'string' ? (textIn({ each }, 'each', 50) ?? []) : []))
    .filter(Boolean)
    .slice(0, 20)
}

function priorityIn(object: Fields): PriorityName | undefined {
  switch (own(object, 'alertPriority')) {
    case 'P1':
      return 'P1'
    case 'P2':
      return 'P2'
    case 'P3':
      return 'P3'
    case 'P4':
    case 'P5':
      return 'P4'
    default:
      return undefined
  }
}

/** A heartbeat as Opsgenie shows it. One that waits by a cron expression is shown with the days it may be silent. */
export function heartbeatShown(heartbeat: Heartbeat, team: { readonly id: string; readonly name: string } | null) {
  const minutes = heartbeat.everyMinutes ?? 1_440
  const [unit, each] =
    Object.entries(unitMinutes).findLast(([, length]) => minutes % length === 0) ?? (['minutes', 1] as const)
  return {
    name: heartbeat.name,
    description: heartbeat.description,
    interval: minutes / each,
    intervalUnit: unit,
    enabled: heartbeat.state !== 'paused',
    expired: heartbeat.state === 'down',
    ...(heartbeat.checkedInAt ? { lastPingTime: heartbeat.checkedInAt.toString({ smallestUnit: 'millisecond' }) } : {}),
    ...(team ? { ownerTeam: team } : {}),
    alertTags: heartbeat.tags,
    alertPriority: heartbeat.priority,
    alertMessage: heartbeat.alertMessage,
  }
}

/** Every answer carries how long it took and an id, in its body and its headers. */
export function answered(status: number, content: Readonly<Record<string, unknown>>, call: Stamp): Answer {
  return stamped({ status, body: content }, call)
}
