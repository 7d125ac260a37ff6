import { Worker } from 'node:worker_threads'
import { calendarLimits, type Reading } from '../../domain/calendars/event.ts'
import type { Instant } from '../../domain/time.ts'
import type { RawReading } from './read-icalendar.ts'

const withinMs = 8_000

/** What does this calendar say from a month ago to a year ahead? Read in a thread of its own, within bounds of time and memory. */
export async function readCalendar(bytes: Uint8Array, now: Instant, zone: string): Promise<Reading> {
  const asking = {
    fromMs: now.epochMilliseconds - calendarLimits.pastDays * 86_400_000,
    toMs: now.epochMilliseconds + calendarLimits.aheadDays * 86_400_000,
    zone,
  }
  const worker = new Worker(new URL('./icalendar-worker.ts', import.meta.url), {
    workerData: { bytes, asking },
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  })
  try {
    return withInstants(await firstWordOf(worker))
  } finally {
    await worker.terminate()
  }
}

function firstWordOf(worker: Worker): Promise<RawReading> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => resolve(tooMuch), withinMs)
    worker.once('message', (reading: RawReading) => resolve(reading))
    worker.once('error', (error) => (isExhausted(error) ? resolve(tooMuch) : reject(error)))
    worker.once('exit', () => {
      clearTimeout(deadline)
      resolve(tooMuch)
    })
  })
}

function isExhausted(error: unknown): boolean {
  return error instanceof RangeError || (error instanceof Error && 'code' in error && error.code === outOfMemory)
}

const outOfMemory = 'ERR_WORKER_OUT_OF_MEMORY'
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
