// Who is away, for whoever plans; and the place whose public holidays a person keeps.
import { peopleOn } from '../../domain/schedules/people.ts'
import { absenceLimits } from '../../domain/schedules/leave-api.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { changePersonRow, holdPerson } from '../people/store.ts'
import { whatChanged } from '../people/what-changed.ts'
import { refuse } from '../refusal.ts'
import { findAbsences } from './absences.ts'
import { holidayPlaces, placeOfZone } from './holidays.ts'
import { refuseBadRange } from './range.ts'
import { loadSchedule } from './store.ts'

export const absenceActions: Actions<'listAbsences' | 'listHolidayPlaces' | 'setHolidays'> = {
  listAbsences: async (ctx, { from, to, language, ...whom }) => {
    refuseBadRange({ from, to }, absenceLimits.days)
    const people = await asked(ctx.db, whom)
    const chosen = people.slice(0, absenceLimits.people)
    const found = await findAbsences(ctx.db, chosen, { from, to }, language)
    return {
      absences: found.slice(0, absenceLimits.absences),
      isCut: people.length > chosen.length || found.length > absenceLimits.absences,
    }
  },

  listHolidayPlaces: async (_, { zone }) => {
    const places = [...(await holidayPlaces())]
    return { places, suggested: zone === undefined ? null : placeOfZone(places, zone) }
  },

  setHolidays: async (ctx, { personId, place }) => {
    // Before the transaction: nobody waits for a lock while the list is read.
    if (place !== null && !(await holidayPlaces()).some((known) => known.place === place)) {
      const say = 'No public holidays are known of this place. See /api/holiday-places for those that are.'
      refuse('unknown_reference', undefined, [{ path: 'place', say }])
    }
    return commit(ctx, async (tx) => {
      const before = (await holdPerson(tx, personId)) ?? refuse('not_found')
      const what = whatChanged(before, { holidays: place })
      if (!what) return said({ place }, [])
      await changePersonRow(tx, personId, { holidays: place })
      const changed = entry(ctx, 'person_changed', { name: before.name, what }, { subject: `person:${personId}` })
      return said({ place }, changed, ['people', 'schedules'])
    })
  },
}

type Whom = {
  readonly personIds?: readonly string[] | undefined
  readonly scheduleId?: string | undefined
  readonly teamId?: string | undefined
}

/** About whom is asked: exactly one of the three says so. */
async function asked(db: Db, { personIds, scheduleId, teamId }: Whom): Promise<readonly string[]> {
  if ([personIds, scheduleId, teamId].filter((each) => each !== undefined).length !== 1) {
    const say = 'Say about whom: personIds, scheduleId or teamId, one of them.'
    refuse('bad_input', undefined, [{ path: 'personIds', say }])
  }
  if (personIds) return [...new Set(personIds)]
  if (scheduleId !== undefined) return [...peopleOn([(await loadSchedule(db, scheduleId)) ?? refuse('not_found')])]
  const team = await db
    .selectFrom('team')
    .select('id')
    .where('id', '=', teamId ?? '')
    .executeTakeFirst()
  if (!team) refuse('not_found')
  const members = await db.selectFrom('team_member').select('person_id').where('team_id', '=', team.id).execute()
  return members.map(({ person_id }) => person_id)
}
