// The public holidays of places, read once for each place and year, in a thread of its own.
import type { Holiday } from '../../domain/schedules/absence.ts'
import { askThread } from '../thread.ts'
import type { Asked, PlaceYear, ReadPlace } from './holiday-library.ts'

const bounds = { withinMs: 10_000, mostMb: 256 }
/** So many places and years are remembered, each some hundred bytes. */
const mostKept = 2_000

const kept = new Map<string, Promise<readonly Holiday[]>>()
let places: Promise<readonly ReadPlace[]> | null = null

/** The library reckons moons for the year 1 until it is stopped; and nobody plans so far, or remembers it. */
const known = { from: 1900, to: 2200 }

/**
 * The holidays of these places that begin in these years, by place; of years far away there are none. What cannot be read is
 * left out, and warned of.
 */
export async function holidaysOf(
  of: Iterable<string>,
  years: readonly number[],
): Promise<ReadonlyMap<string, readonly Holiday[]>> {
  const near = years.filter((year) => year >= known.from && year <= known.to)
  const asked = [...of].flatMap((place) => near.map((year) => ({ place, year })))
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

/** Whose holidays does somebody in this zone probably keep? The country it lies in; null when it lies in none. */
export function placeOfZone(places: readonly ReadPlace[], zone: string): string | null {
  const countries = places.filter(({ within }) => within === null)
  const found = countries.find(({ place }) => zonesOf(place).some((other) => other === zone || isSameZone(other, zone)))
  return found?.place ?? null
}

function zonesOf(country: string): readonly string[] {
  return new Intl.Locale('und', { region: country }).getTimeZones?.() ?? []
}

/** Zones have several names: Asia/Kolkata is Asia/Calcutta. */
function isSameZone(a: string, b: string): boolean {
  const at = Temporal.Instant.fromEpochMilliseconds(0)
  return at.toZonedDateTimeISO(a).equals(at.toZonedDateTimeISO(b))
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

let before: Promise<unknown> = Promise.resolve()

/** One thread at a time, whoever asks for how many years: each takes a processor, and memory. */
function inThread<T>(asked: Asked): Promise<T> {
  const own = before.then(() => inOwnThread<T>(asked))
  before = own.catch(() => undefined)
  return own
}

async function inOwnThread<T>(asked: Asked): Promise<T> {
  const answer = await askThread<T | null>(new URL('./holiday-thread.ts', import.meta.url), asked, bounds, null)
  if (answer === null) throw new Error(`no answer within ${bounds.withinMs} ms and ${bounds.mostMb} MB`)
  return answer
}
