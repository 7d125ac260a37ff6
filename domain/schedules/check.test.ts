import { expect, test } from 'vitest'
import { checkSchedule, type ScheduleDraft } from './check.ts'
import { scheduleLimits } from './faults.ts'
import type { Schedule } from './schedule.ts'
import { daily, monthly, onDays, override, schedule, shift, temporary, weekly } from './sample.test-support.ts'

const known = ['ana', 'ben', 'chen', 'dora', 'eun']
const span = { from: '2026-03-25T10:00:00Z', to: '2026-03-25T18:00:00Z' }
const rotations = (...all: ScheduleDraft['rotations']) => schedule({ rotations: all })
const temporaries = (...all: Schedule['temporaries']) => schedule({ temporaries: all })
const overrides = (...all: Schedule['overrides']) => schedule({ overrides: all })

function faultsOf(draft: ScheduleDraft): string[] {
  return checkSchedule(draft, (personId) => known.includes(personId)).map(({ path, code }) => `${path} ${code}`)
}

test.each<[string, ScheduleDraft, string[]]>([
  [
    'nothing',
    schedule({ rotations: [weekly(), daily({ id: 'r2', endsOn: '2026-03-24' })], overrides: [override(span)] }),
    [],
  ],
  ['an empty schedule may be saved: its gap is shown', schedule({}), []],
  ['zone', schedule({ zone: 'Europe/Atlantis' }), ['zone zone_unknown']],
  ['a path as zone', schedule({ zone: '../../etc/passwd' }), ['zone zone_unknown']],
  ['the zone of a rotation', rotations(weekly({ zone: 'Mars/Olympus' })), ['rotations.0.zone zone_unknown']],
  ['length 0', rotations(weekly({ length: 0 })), ['rotations.0.length length_out_of_range']],
  ['length 1.5', rotations(weekly({ length: 1.5 })), ['rotations.0.length length_out_of_range']],
  ['length NaN', rotations(weekly({ length: NaN })), ['rotations.0.length length_out_of_range']],
  ['length 367', rotations(weekly({ length: 367 })), ['rotations.0.length length_out_of_range']],
  ['time', rotations(weekly({ handoverTime: '24:00' })), ['rotations.0.handoverTime time_not_hh_mm']],
  ['weekday 0', rotations(weekly({ handoverWeekday: 0 })), ['rotations.0.handoverWeekday weekday_out_of_range']],
  ['another weekday', rotations(weekly({ handoverWeekday: 2 })), ['rotations.0.startsOn starts_on_other_weekday']],
  ['30 February', rotations(daily({ startsOn: '2026-02-30' })), ['rotations.0.startsOn date_unknown']],
  ['a date with a time', rotations(daily({ startsOn: '2026-02-03T10:00' })), ['rotations.0.startsOn date_unknown']],
  ['an end that is no date', rotations(daily({ endsOn: 'soon' })), ['rotations.0.endsOn date_unknown']],
  ['ends on its first day', rotations(daily({ endsOn: '2026-03-23' })), ['rotations.0.endsOn ends_before_it_starts']],
  ['no turns', rotations(weekly({ turns: [] })), ['rotations.0.turns turns_empty']],
  ['an empty turn', rotations(weekly({ turns: [['ana'], []] })), ['rotations.0.turns.1 turn_empty']],
  ['a stranger', rotations(weekly({ turns: [['ana'], ['ben', 'zoe']] })), ['rotations.0.turns.1.1 person_unknown']],
  ['twice in a turn', rotations(weekly({ turns: [['ana', 'ana']] })), ['rotations.0.turns.0.1 person_twice_in_turn']],
  ['one id twice', rotations(weekly(), weekly()), ['rotations.1.id rotation_repeated']],
  [
    'an override by a stranger',
    overrides(override({ ...span, personId: 'zoe' })),
    ['overrides.0.personId person_unknown'],
  ],
  ['instead of a stranger', overrides(override({ ...span, replaces: 'zoe' })), ['overrides.0.replaces person_unknown']],
  [
    'instead of oneself',
    overrides(override({ ...span, replaces: 'dora' })),
    ['overrides.0.replaces override_replaces_itself'],
  ],
  [
    'an override without length',
    overrides(override({ ...span, to: span.from })),
    ['overrides.0.endsAt override_ends_before_it_starts'],
  ],
  [
    'an override of two years',
    overrides(override({ ...span, to: '2028-03-25T10:00:00Z' })),
    ['overrides.0.endsAt override_too_long'],
  ],
  [
    'too many',
    schedule({ rotations: many(51, weekly), overrides: many(2_001, () => override(span)) }),
    ['rotations too_many_rotations', 'overrides too_many_overrides'],
  ],
  ['day 0', rotations(monthly({ handoverDay: 0 })), ['rotations.0.handoverDay day_out_of_range']],
  ['day 32', rotations(monthly({ handoverDay: 32 })), ['rotations.0.handoverDay day_out_of_range']],
  [
    'another day of the month',
    rotations(monthly({ startsOn: '2026-03-30' })),
    ['rotations.0.startsOn starts_on_other_day'],
  ],
  ['but the last day of a short one is right', rotations(monthly({ startsOn: '2026-04-30' })), []],
  ['the year 0', rotations(daily({ startsOn: '0000-03-30' })), ['rotations.0.startsOn date_unknown']],
  ['a turn that is not there', rotations(weekly({ startsWith: 3 })), ['rotations.0.startsWith starts_with_no_turn']],
  ['half a turn', rotations(weekly({ startsWith: 0.5 })), ['rotations.0.startsWith starts_with_no_turn']],
  [
    'hours without days, and none of a clock',
    rotations(weekly({ restrictions: [onDays({ weekdays: [], from: '25:00', to: '9' })] })),
    [
      'rotations.0.restrictions.0.weekdays restriction_without_days',
      'rotations.0.restrictions.0.from time_not_hh_mm',
      'rotations.0.restrictions.0.to time_not_hh_mm',
    ],
  ],
  [
    'a weekday that is none',
    rotations(weekly({ restrictions: [onDays({ weekdays: [1, 8] })] })),
    ['rotations.0.restrictions.0.weekdays weekday_out_of_range'],
  ],
  [
    'a span that ends where it begins',
    rotations(
      weekly({ restrictions: [{ kind: 'span', fromWeekday: 1, fromTime: '09:00', toWeekday: 1, toTime: '09:00' }] }),
    ),
    ['rotations.0.restrictions.0.toTime restriction_without_end'],
  ],
  [
    'hours that never come',
    rotations(daily({ endsOn: '2026-03-26', restrictions: [onDays({ weekdays: [6] })] })),
    ['rotations.0.restrictions restrictions_never_apply'],
  ],
  ['hours that come once', rotations(daily({ endsOn: '2026-03-29', restrictions: [onDays({ weekdays: [6] })] })), []],
  [
    'too many hours',
    rotations(daily({ restrictions: many(21, () => onDays()) })),
    ['rotations.0.restrictions too_many_restrictions'],
  ],
  ['a temporary schedule', temporaries(temporary(span)), []],
  [
    'one without shifts, that ends first',
    temporaries(temporary({ from: span.to, to: span.from, shifts: [] })),
    ['temporaries.0.endsAt temporary_ends_before_it_starts', 'temporaries.0.shifts temporary_without_shifts'],
  ],
  [
    'ten thousand years of it',
    temporaries(temporary({ from: '0001-01-01T00:00:00Z', to: '9999-12-31T00:00:00Z' })),
    ['temporaries.0.endsAt temporary_too_long'],
  ],
  [
    'shifts of strangers, outside, and backwards',
    temporaries(
      temporary({
        ...span,
        shifts: [
          shift({ ...span, personId: 'zoe' }),
          shift({ from: '2026-03-25T09:00:00Z', to: '2026-03-25T19:00:00Z', personId: 'ana' }),
          shift({ from: '2026-03-25T13:00:00Z', to: '2026-03-25T12:00:00Z', personId: 'ana' }),
        ],
      }),
    ),
    [
      'temporaries.0.shifts.0.personId person_unknown',
      'temporaries.0.shifts.1.startsAt shift_outside_temporary',
      'temporaries.0.shifts.1.endsAt shift_outside_temporary',
      'temporaries.0.shifts.2.endsAt shift_ends_before_it_starts',
    ],
  ],
  [
    'too many temporary schedules and shifts',
    temporaries(
      ...many(101, () => temporary({ ...span, shifts: many(501, () => shift({ ...span, personId: 'ana' })) })),
    ),
    ['temporaries too_many_temporaries', ...many(101, (_, i) => `temporaries.${i}.shifts too_many_shifts`)],
  ],
  ['too many turns', rotations(weekly({ turns: many(501, () => ['ana']) })), ['rotations.0.turns too_many_turns']],
])('finds: %s', (_, draft, expected) => {
  expect(faultsOf(draft)).toEqual(expected)
})

test('a turn may be large, but not without end', () => {
  const crowd = many(scheduleLimits.peopleInTurn + 1, (_, i) => `person-${i}`)
  const faults = checkSchedule(rotations(weekly({ turns: [crowd] })), () => true)
  expect(faults).toEqual([{ path: 'rotations.0.turns.0', code: 'too_many_people_in_turn' }])
})

/** Each of them with its own id where it has one. */
function many<T>(count: number, make: (words: { id: string }, index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make({ id: `r${index}` }, index))
}
