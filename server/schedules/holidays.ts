// The public holidays of places, read once for each place and year, in a thread of its own.
import { Worker } from 'node:worker_threads'
import type { Holiday } from '../../domain/schedules/absence.ts'
import type { Asked, PlaceYear, ReadPlace } from './holiday-library.ts'

const withinMs = 10_000
/** So many places and years are remembered, each some hundred bytes. */
const mostKept = 2_000

const kept = new Map<string, Promise<readonly Holiday[]>>()
let places: Promise<readonly ReadPlace[]> | null = null

/** The holidays of these places that begin in these years, by place. What cannot be read is left out, and warned of. */
export async function holidaysOf(
  of: Iterable<string>,
  years: readonly number[],
): Promise<ReadonlyMap<string, readonly Holiday[]>> {
  const asked = [...of].flatMap((place) => years.map((year) => ({ place, year })))
  const missing = asked.filter((one) => !kept.has(keyOf(one)))
  if (missing.length > 0) keep(missing)
  const found = new Map<string, Holiday[]>()
  for (const { place, holidays } of await Promise.all(asked.map(read))) {
    found.set(place, [...(found.get(place) ?? []), ...holidays])
  }
  return found
}

/** Every place whose holidays are known. */
export function holidayPlaces(): Promise<readonly ReadPlace[]> {
  places ??= inThread<readonly ReadPlace[]>({ for: 'places' })
  places.catch(() => (places = null))
  return places
}

async function read(one: PlaceYear): Promise<{ readonly place: string; readonly holidays: readonly Holiday[] }> {
  return { place: one.place, holidays: await (kept.get(keyOf(one)) ?? none) }
}

const none: Promise<readonly Holiday[]> = Promise.resolve([])

/** One thread for all that is missing; whoever asks meanwhile waits for the same. */
function keep(missing: readonly PlaceYear[]): void {
  const reading = inThread<readonly (readonly Holiday[])[]>({ for: 'holidays', of: missing })
  for (const [i, one] of missing.entries()) {
    const key = keyOf(one)
    const own = reading.then(
      (read) => read[i] ?? [],
      (error: unknown) => {
        // Gaps must be found without holidays too: it is warned of, and tried again by whoever asks next.
        kept.delete(key)
        process.emitWarning(`The public holidays of ${one.place} in ${one.year} could not be read: ${String(error)}`)
        return []
      },
    )
    kept.set(key, own)
  }
  for (const key of kept.keys()) {
    if (kept.size <= mostKept) break
    kept.delete(key)
  }
}

function keyOf({ place, year }: PlaceYear): string {
  return `${place} ${year}`
}

async function inThread<T>(asked: Asked): Promise<T> {
  const worker = new Worker(new URL('./holiday-thread.ts', import.meta.url), {
    workerData: asked,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  })
  try {
    return await new Promise((resolve, reject) => {
      const deadline = setTimeout(() => reject(new Error(`no answer within ${withinMs} ms`)), withinMs)
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', () => {
        clearTimeout(deadline)
        reject(new Error('the thread ended without an answer'))
      })
    })
  } finally {
    await worker.terminate()
  }
}
