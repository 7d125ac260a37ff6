import { calendarLimits, type Reading } from '../../domain/calendars/event.ts'
import type { Instant } from '../../domain/time.ts'
import { askThread } from '../thread.ts'
import type { RawReading } from './read-icalendar.ts'

const bounds = { withinMs: 8_000, mostMb: 256 }

/** What does this calendar say from a month ago to a year ahead? Read in a thread of its own, within bounds of time and memory. */
export async function readCalendar(bytes: Uint8Array, now: Instant, zone: string): Promise<Reading> {
  const asking = {
    fromMs: now.epochMilliseconds - calendarLimits.pastDays * 86_400_000,
    toMs: now.epochMilliseconds + calendarLimits.aheadDays * 86_400_000,
    zone,
  }
  const file = new URL('./icalendar-worker.ts', import.meta.url)
  return withInstants(await askThread(file, { bytes, asking }, bounds, tooMuch))
}

const tooMuch: RawReading = { isRead: false, because: 'takes_too_long', line: null }

function withInstants(reading: RawReading): Reading {
  if (!reading.isRead) return reading
  const events = reading.events.map(({ startMs, endMs, ...event }) => ({
    ...event,
    startsAt: at(startMs),
    endsAt: at(endMs),
  }))
  return { ...reading, events }
}

function at(ms: number): Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms)
}
