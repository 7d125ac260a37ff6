// Cover requests in the log: what an entry is about, and its facts.
import type { Piece } from '../../domain/schedules/pieces.ts'
import { boundsOf } from '../../domain/schedules/pieces.ts'
import type { Schedule } from '../../domain/schedules/schedule.ts'
import type { About } from '../commit.ts'
import type { KnownSchedules } from './cover-people.ts'
import type { StoredCover } from './cover-store.ts'

export function aboutCover({ teamId, scheduleId }: StoredCover): About {
  return { teamId, subject: `schedule:${scheduleId}` }
}

export function toldSpan({ startsAt, endsAt }: Piece) {
  return { from: startsAt.toString(), until: endsAt.toString() }
}

/** Which shift of whom, for which time: the time of the whole request when none is named. */
export function toldCover(cover: StoredCover, { schedules, people }: KnownSchedules, span: Piece = cover) {
  return {
    schedule: schedules.get(cover.scheduleId)?.name ?? 'a removed schedule',
    person: people.get(cover.askerId)?.name ?? 'somebody removed',
    ...toldSpan(span),
  }
}

/** The shift that is taken instead. */
export function swapped(
  inReturn: NonNullable<StoredCover['inReturn']>,
  schedules: ReadonlyMap<string, Schedule>,
): { readonly other: string; readonly otherFrom: string; readonly otherUntil: string } {
  const bounds = boundsOf(inReturn.pieces)
  return {
    other: schedules.get(inReturn.scheduleId)?.name ?? 'a removed schedule',
    otherFrom: bounds?.startsAt.toString() ?? '',
    otherUntil: bounds?.endsAt.toString() ?? '',
  }
}
