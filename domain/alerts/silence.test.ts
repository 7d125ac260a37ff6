import { expect, test } from 'vitest'
import { nextStep, silenceStateAt } from './silence.ts'

const startsAt = Temporal.Instant.from('2026-03-02T09:00:00Z')
const after = (minutes: number) => startsAt.add({ minutes })
const silence = { startsAt, endsAt: after(60), warnMinutes: 15 }

test.each([
  [-1, 'pending'],
  [0, 'active'],
  [59, 'active'],
  [60, 'expired'],
] as const)('%i minutes after its beginning it is %s', (minutes, state) =>
  expect(silenceStateAt(silence, after(minutes))).toBe(state),
)

test('it begins, its author is warned, it ends, and is forgotten after 30 days', () => {
  expect(nextStep(silence, 'made')).toEqual({ step: 'begin', dueAt: startsAt })
  expect(nextStep(silence, 'begin')).toEqual({ step: 'warn', dueAt: after(45) })
  expect(nextStep(silence, 'warn')).toEqual({ step: 'end', dueAt: after(60) })
  expect(nextStep(silence, 'end')).toEqual({ step: 'forget', dueAt: after(60 + 30 * 24 * 60) })
  expect(nextStep(silence, 'forget')).toBeNull()
})

test('with another end the warning comes anew', () =>
  expect(nextStep({ ...silence, endsAt: after(120) }, 'warned_anew')).toEqual({ step: 'warn', dueAt: after(105) }))

test.each([[0], [60], [90]])('with a warning %i minutes before there is none', (warnMinutes) =>
  expect(nextStep({ ...silence, warnMinutes }, 'begin')).toEqual({ step: 'end', dueAt: after(60) }),
)
