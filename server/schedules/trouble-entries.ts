// What the log says of troubles: when they are found, and when they are mended.
import type { Followed } from '../../domain/schedules/follow.ts'
import type { Trouble } from '../../domain/schedules/trouble.ts'
import { isAfter } from '../../domain/time.ts'
import { entry } from '../commit.ts'
import type { NewEntry } from '../log/store.ts'
import type { AroundAll } from './around.ts'

/** So many of one kind have a sentence each; the rest are counted. */
const mostToldApart = 3

type Of = { readonly id: string; readonly name: string; readonly teamId: string }

/** What was found and what was mended on this schedule. What somebody accepted is not told, nor that time has passed. */
export function troubleEntries(
  schedule: Of,
  { begun, back, gone }: Followed,
  around: Pick<AroundAll, 'people' | 'schedules'>,
  say: Parameters<typeof entry>[0],
): readonly NewEntry[] {
  const about = { teamId: schedule.teamId, subject: `schedule:${schedule.id}` }
  const mended = gone.filter(({ endsAt, acceptance }) => !acceptance && (endsAt === null || isAfter(endsAt, say.now)))
  return [...few([...begun, ...back], 'found'), ...few(mended, 'mended')]

  function few(troubles: readonly Trouble[], what: 'found' | 'mended'): readonly NewEntry[] {
    const apart = [...Map.groupBy(troubles, ({ kind }) => kind).values()].flatMap((own) => own.slice(0, mostToldApart))
    const count = troubles.length - apart.length
    const more = count > 0 ? [entry(say, `more_troubles_${what}`, { schedule: schedule.name, count }, about)] : []
    return [...apart.map((trouble) => sentence(trouble, what)), ...more]
  }

  function sentence(trouble: Trouble, what: 'found' | 'mended'): NewEntry {
    const span = { from: trouble.startsAt.toString(), until: trouble.endsAt?.toString() ?? '' }
    if (trouble.kind === 'nobody_on_call') return entry(say, `gap_${what}`, { schedule: schedule.name, ...span }, about)
    const person = around.people.get(trouble.personId)?.name ?? 'somebody removed'
    const facts = { schedule: schedule.name, person, ...span }
    switch (trouble.kind) {
      case 'out_of_reach':
        return entry(say, `out_of_reach_${what}`, { schedule: schedule.name, person, from: span.from }, about)
      case 'two_primaries': {
        const other = around.schedules.get(trouble.otherId)?.name ?? 'a removed schedule'
        return entry(say, `two_primaries_${what}`, { ...facts, other }, about)
      }
      case 'on_leave':
        return entry(say, `leave_in_shift_${what}`, facts, about)
      case 'on_holiday':
        return entry(say, `holiday_in_shift_${what}`, facts, about)
    }
  }
}
