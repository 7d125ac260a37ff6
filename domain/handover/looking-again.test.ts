// However a schedule is changed, and whenever it is looked at: looking again finds nothing to do, and nobody is asked for what was never theirs.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { changesBetween, type PrimaryTurn } from './changes.ts'
import type { KnownHandover } from './known.ts'
import { planHandovers, timesOf, usualHandover } from './plan.ts'

const minute = (n: number) => Temporal.Instant.fromEpochMilliseconds(n * 60_000)
const everybody = ['ana', 'ben', 'eve', 'kim'] as const

/** Turns of a hundred minutes, over which somebody stands in from some minute on, for a while. */
type StandIn = { readonly from: number; readonly length: number; readonly who: (typeof everybody)[number] }
type Turn = { readonly personId: string; readonly from: number; to: number }

function turnsOf(standIns: readonly StandIn[], end: number): readonly PrimaryTurn[] {
  const at = (n: number) =>
    standIns.findLast(({ from, length }) => n >= from && n < from + length)?.who ?? everybody[Math.floor(n / 100) % 2]
  const turns: Turn[] = []
  for (let n = 0; n < end; n++) {
    const last = turns.at(-1)
    const personId = at(n) ?? 'ana'
    if (last?.personId === personId) last.to = n + 1
    else turns.push({ personId, from: n, to: n + 1 })
  }
  return turns.map(({ personId, from, to }) => ({
    personId,
    startsAt: minute(from),
    endsAt: to === end ? null : minute(to),
  }))
}

const steps = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: 40 }),
    standIn: fc.option(fc.record({ length: fc.integer({ min: 1, max: 150 }), who: fc.constantFrom(...everybody) })),
    accepts: fc.option(fc.nat(5)),
  }),
  { maxLength: 20 },
)

test('looking again finds nothing to do', () => {
  fc.assert(
    fc.property(steps, (drawn) => {
      const standIns: StandIn[] = []
      let rows: KnownHandover[] = []
      let [now, plannedUntil, last] = [10, 10, 0]
      const look = () => {
        const since = minute(plannedUntil - 1)
        const owed = changesBetween(turnsOf(standIns, now + 400), { from: minute(-1), to: minute(now + 200) })
        const plan = planHandovers(owed, rows, { now: minute(now), since }, usualHandover)
        plannedUntil = now
        rows = rows.map((row) => {
          if (plan.callOff.includes(row.id)) return { ...row, state: 'called_off' }
          const to = plan.change.findLast(({ id }) => id === row.id)?.to
          return to ? { ...row, ...to } : row
        })
        for (const one of plan.add)
          rows.push({
            ...one,
            id: ++last,
            state: 'signed',
            valveAt: timesOf(one, usualHandover).valveAt,
            acceptedAt: null,
          })
        return plan
      }
      look()
      for (const { after, standIn, accepts } of drawn) {
        now += after + 2
        rows = rows.map((row) =>
          row.state === 'signed' && row.valveAt.epochMilliseconds <= now * 60_000
            ? { ...row, state: 'unaccepted' }
            : row,
        )
        if (standIn) standIns.push({ from: now, ...standIn })
        look()
        expect(look()).toEqual({ add: [], change: [], callOff: [] })
        const soon = rows.filter((row) => row.state === 'signed' && row.endsAt.epochMilliseconds <= (now + 60) * 60_000)
        const one = accepts === null ? undefined : soon[accepts % Math.max(1, soon.length)]
        rows = rows.map((row) =>
          row.id === one?.id ? { ...row, state: 'accepted', acceptedAt: minute(now + 1) } : row,
        )
        expect(look()).toEqual({ add: [], change: [], callOff: [] })
      }
    }),
    { numRuns: 500 },
  )
})
