// Which handovers does a schedule owe? Read off who is primary when: one for each moment at which somebody goes or comes.
import { isAfter, isBefore, type Instant } from '../time.ts'

/** One person's continuous turn as primary; `endsAt` is null where no end is known. */
export type PrimaryTurn = { readonly personId: string; readonly startsAt: Instant; readonly endsAt: Instant | null }

/** From whom to whom. `endsAt` is when the one goes, `beginsAt` when the other comes: mostly one moment. */
export type Change = {
  /** Null: nobody was on call before; this is the first shift. */
  readonly fromId: string | null
  /** Null: nobody comes after, as far as the schedule says; this is the last shift. */
  readonly toId: string | null
  readonly endsAt: Instant
  readonly beginsAt: Instant
}

/**
 * Which changes of primary lie in `(from, to]`? Nobody hands over to themselves: whoever is off for the night and is the next to come
 * goes on where they were. Where somebody stays, only those who go hand over: to whoever comes then, else to whoever stays. One
 * who comes beside others takes nothing over. Where it is somebody's turn who left (`isVacated`) nobody comes, until somebody is found.
 */
export function changesBetween(
  turns: readonly PrimaryTurn[],
  { from, to }: { readonly from: Instant; readonly to: Instant },
  isVacated: (at: Instant) => boolean = () => false,
): readonly Change[] {
  const moments = new Map(
    turns.flatMap(({ startsAt, endsAt }) =>
      [startsAt, endsAt].flatMap((at) => (at ? [[at.epochNanoseconds, at]] : [])),
    ),
  )
  return [...moments.values()]
    .filter((at) => isAfter(at, from) && !isAfter(at, to))
    .toSorted((a, b) => Temporal.Instant.compare(a, b))
    .flatMap((at) => changesAt(turns, at, isVacated))
}

function changesAt(turns: readonly PrimaryTurn[], at: Instant, isVacated: (at: Instant) => boolean): readonly Change[] {
  const going = turns.filter(({ endsAt }) => endsAt?.equals(at))
  const coming = turns.filter(({ startsAt }) => startsAt.equals(at))
  const staying = turns.filter(
    ({ startsAt, endsAt }) => isBefore(startsAt, at) && (endsAt === null || isAfter(endsAt, at)),
  )
  const changes = going.flatMap((turn, i): readonly Change[] => {
    const next = coming[i] ?? coming[0] ?? staying[0] ?? (isVacated(at) ? undefined : firstAfter(turns, at))
    if (next?.personId === turn.personId) return []
    const beginsAt = next && isAfter(next.startsAt, at) ? next.startsAt : at
    return [{ fromId: turn.personId, toId: next?.personId ?? null, endsAt: at, beginsAt }]
  })
  const isFirst = going.length === 0 && staying.length === 0 && !turns.some(({ startsAt }) => isBefore(startsAt, at))
  const first = isFirst
    ? coming.map(({ personId }) => ({ fromId: null, toId: personId, endsAt: at, beginsAt: at }))
    : []
  return [...changes, ...first]
}

function firstAfter(turns: readonly PrimaryTurn[], at: Instant): PrimaryTurn | undefined {
  return turns
    .filter(({ startsAt }) => isAfter(startsAt, at))
    .toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt))[0]
}
