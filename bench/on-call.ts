// How many times a second can Baton say who is on call? `node bench/on-call.ts`; target S8: 1,000,000 on one core.
// One schedule of three layers in three zones with clock changes, restrictions by day and by span, 20 overrides of all
// kinds and a temporary schedule, random instants over ten years. The two upper layers hold for parts of the week and of
// that time only, so that many answers must look through all three.
import { onCallAt } from '../domain/schedules/on-call.ts'
import type { Override, Rotation, Schedule, Temporary } from '../domain/schedules/schedule.ts'

const ROUNDS = 5
const ANSWERS_PER_ROUND = 500_000
const FROM = Temporal.Instant.from('2020-01-01T00:00:00Z')
const TEN_YEARS_MS = 10 * 365.25 * 86_400_000

const chance = chanceFrom(20_260_329)
const schedule = scheduleOfThreeLayers()
const instants = Array.from({ length: 100_000 }, () => FROM.add({ milliseconds: Math.floor(chance() * TEN_YEARS_MS) }))

let peopleSeen = 0
run(ANSWERS_PER_ROUND)
const rounds = Array.from({ length: ROUNDS }, () => run(ANSWERS_PER_ROUND))
const perSecond = median(rounds.map((round) => round.perSecond))
const perCpuSecond = median(rounds.map((round) => round.perCpuSecond))
console.log(
  `answers/s:             ${spelt(perSecond)} (${Math.round(1e9 / perSecond)} ns each; median of ${ROUNDS} rounds)`,
)
console.log(`answers/s of one core: ${spelt(perCpuSecond)} (by processor time, for a machine that is busy)`)
console.log(`rounds:                ${rounds.map((round) => spelt(round.perSecond)).join('  ')}`)
console.log(`people named in all:   ${spelt(peopleSeen)}`)

/** One round. The plan of the schedule is made in the round that warms up and serves all others. */
function run(answers: number) {
  const startedMs = performance.now()
  const startedCpu = process.cpuUsage()
  for (let i = 0; i < answers; i += 1) {
    const at = instants[i % instants.length]
    if (at) peopleSeen += onCallAt(schedule, at).people.length
  }
  const cpu = process.cpuUsage(startedCpu)
  return {
    perSecond: answers / ((performance.now() - startedMs) / 1_000),
    perCpuSecond: answers / ((cpu.user + cpu.system) / 1_000_000),
  }
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN
}

function spelt(number: number): string {
  return Math.round(number).toLocaleString('en')
}

function scheduleOfThreeLayers(): Schedule {
  const shared = {
    role: 'primary',
    length: 1,
    handoverTime: '09:00',
    endsOn: null,
    startsWith: 0,
    restrictions: [],
  } as const
  const rotations: Rotation[] = [
    {
      ...shared,
      id: 'weekly',
      name: 'Weekly',
      layer: 0,
      unit: 'week',
      handoverWeekday: 1,
      zone: 'Europe/Berlin',
      startsOn: '2019-12-30',
      turns: [['ana'], ['ben'], ['chen']],
    },
    {
      ...shared,
      id: 'daily',
      name: 'Daily',
      layer: 1,
      unit: 'day',
      zone: 'America/New_York',
      startsOn: '2019-12-30',
      turns: [['dora'], ['eun']],
      restrictions: [{ kind: 'days', weekdays: [1, 2, 3, 4, 5], from: '18:00', to: '08:00' }],
    },
    {
      ...shared,
      id: 'summer',
      name: 'Summer',
      layer: 2,
      unit: 'day',
      zone: 'Australia/Lord_Howe',
      startsOn: '2021-12-01',
      endsOn: '2026-03-01',
      turns: [['finn'], ['goro']],
      restrictions: [{ kind: 'span', fromWeekday: 5, fromTime: '17:00', toWeekday: 1, toTime: '09:00' }],
    },
  ]
  return {
    id: 'bench',
    slug: 'bench',
    name: 'Bench',
    teamId: 'bench',
    zone: 'Europe/Berlin',
    rotations,
    overrides: Array.from({ length: 20 }, randomOverride),
    temporaries: [summer()],
    calendars: [],
  }
}

function randomOverride(_: unknown, index: number): Override {
  const startsAt = FROM.add({ milliseconds: Math.floor(chance() * TEN_YEARS_MS) })
  const endsAt = startsAt.add({ hours: 1 + Math.floor(chance() * 24 * 60) })
  const shared = { id: `override-${index}`, startsAt, endsAt, reason: '', createdBy: 'ana', createdAt: FROM }
  const kinds = [
    { kind: 'replace', personId: 'hana', replaces: 'ana' },
    { kind: 'take_over', personId: 'hana' },
    { kind: 'add', personId: 'hana', role: 'secondary' },
    { kind: 'remove', personId: 'dora' },
  ] as const
  return { ...shared, ...(kinds[index % kinds.length] ?? kinds[0]) }
}

function summer(): Temporary {
  const [startsAt, endsAt] = [FROM.add({ hours: 24 * 1_000 }), FROM.add({ hours: 24 * 1_028 })]
  const shifts = Array.from({ length: 28 }, (_, day) => ({
    personId: day % 2 === 0 ? 'ana' : 'ben',
    role: 'primary' as const,
    startsAt: startsAt.add({ hours: 24 * day }),
    endsAt: startsAt.add({ hours: 24 * day + 24 }),
  }))
  return { id: 'summer', name: 'Summer', startsAt, endsAt, shifts, createdAt: FROM }
}

/** The same numbers on every run (mulberry32). */
function chanceFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
