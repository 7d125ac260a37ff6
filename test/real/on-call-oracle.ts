// Does the closed form agree with somebody who walks the calendar, at 1,000,000 instants?
//   node test/real/on-call-oracle.ts [seed]
// 1,000 random schedules in all zones with odd nights, each begun about one of them, with everything a schedule may have;
// each asked at 1,000 instants of the ten years that follow: half of them anywhere, half within a millisecond of a moment at
// which something begins or ends. Prints each difference with its seed; exit 1 when there is one. Takes some minutes.
import * as fc from 'fast-check'
import { onCallAt } from '../../domain/schedules/on-call.ts'
import { makeOracle } from '../../domain/schedules/oracle.test-support.ts'
import { changesOf, people, scheduleNear, zones } from '../../domain/schedules/random-schedules.test-support.ts'

const SCHEDULES = 1_000
const INSTANTS = 1_000
const TEN_YEARS_MS = 10 * 365.25 * 86_400_000
const seed = Number(process.argv[2] ?? 20_261_126)

const chance = chanceFrom(seed)
const nights = zones.flatMap(changesOf)
const seen = { rotations: 0, restrictions: 0, overrides: 0, temporaries: 0, answers: 0, onCall: 0 }
let differences = 0

for (let i = 0; i < SCHEDULES; i += 1) {
  const night = nights[Math.floor(chance() * nights.length)] ?? Temporal.Instant.fromEpochMilliseconds(0)
  const [schedule] = fc.sample(scheduleNear(night), { seed: seed + i, numRuns: 1 })
  if (!schedule) continue
  const horizon = night.add({ milliseconds: TEN_YEARS_MS })
  const oracle = makeOracle(schedule, horizon)
  const gone = people.filter(() => chance() < 0.15)
  const isActive = (personId: string) => !gone.includes(personId)
  const begun = night.epochMilliseconds - 60 * 86_400_000
  const bounds = oracle.boundaries
    .map((at) => at.epochMilliseconds)
    .filter((ms) => ms > begun && ms < horizon.epochMilliseconds)
  seen.rotations += schedule.rotations.length
  seen.restrictions += schedule.rotations.flatMap(({ restrictions }) => restrictions).length
  seen.overrides += schedule.overrides.length
  seen.temporaries += schedule.temporaries.length
  for (let j = 0; j < INSTANTS; j += 1) {
    const bound = j % 2 === 0 ? bounds[Math.floor(chance() * bounds.length)] : undefined
    const anywhere = night.epochMilliseconds + Math.floor(chance() * TEN_YEARS_MS)
    const ms = bound === undefined ? anywhere : bound + Math.floor(chance() * 3) - 1
    const at = Temporal.Instant.fromEpochMilliseconds(ms)
    const answer = onCallAt(schedule, at, isActive)
    const says = [...answer.people, ...answer.shadows].map(({ role, personId }) => `${role} ${personId}`).toSorted()
    const expected = oracle.whoAt(at, isActive)
    seen.answers += 1
    if (answer.people.length > 0) seen.onCall += 1
    if (says.join() === expected.join()) continue
    differences += 1
    if (differences <= 10) {
      console.log(
        `schedule ${i} at ${at.toString()}: ${says.join()} instead of ${expected.join()}, without ${gone.join()}`,
      )
      console.log(JSON.stringify(schedule))
    }
  }
}

const facts = Object.entries(seen).map(([name, count]) => `${count.toLocaleString('en')} ${name}`)
console.log(`${facts.join(', ')}; seed ${seed}`)
console.log(`differences: ${differences}`)
process.exitCode = differences === 0 ? 0 : 1

/** The same numbers on every run (mulberry32). */
function chanceFrom(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
