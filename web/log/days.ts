import { absolute } from '../ui/time-words.ts'

export type Day<Thing> = { readonly key: string; readonly things: readonly Thing[] }

/** Things in their order, parted where the calendar day of the zone changes. `key` is the day as `2026-11-23`. */
export function byDay<Thing extends { readonly at: string }>(
  things: readonly Thing[],
  zone: string,
): readonly Day<Thing>[] {
  const days: { key: string; things: Thing[] }[] = []
  for (const thing of things) {
    const key = dayKey(new Date(thing.at), zone)
    const last = days.at(-1)
    if (last?.key === key) last.things.push(thing)
    else days.push({ key, things: [thing] })
  }
  return days
}

/** How a day is called as seen from now: today, yesterday, or by its date. */
export function dayName(
  key: string,
  { now, zone, language }: Seen,
): { readonly is: 'today' | 'yesterday' } | { readonly date: string } {
  if (key === dayKey(now, zone)) return { is: 'today' }
  // Noon of the day before is yesterday whatever the clocks did in between.
  const noon = new Date(`${dayKey(now, zone)}T12:00:00Z`)
  noon.setUTCDate(noon.getUTCDate() - 1)
  if (key === noon.toISOString().slice(0, 10)) return { is: 'yesterday' }
  return { date: absolute(new Date(`${key}T12:00:00Z`), { language, zone: 'UTC', style: 'day', now }) }
}

type Seen = { readonly now: Date; readonly zone: string; readonly language: string }

function dayKey(at: Date, zone: string): string {
  // The Canadian way of writing a date is the one of ISO 8601.
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    at,
  )
}
