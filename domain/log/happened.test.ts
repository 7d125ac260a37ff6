import { expect, test } from 'vitest'
import { happened } from './happened.ts'

const at = (text: string) => Temporal.Instant.from(`2026-03-03T${text}Z`)
const now = at('10:00:00')

test.each([
  ['nothing said', null, null],
  ['hours ago', at('07:00:00'), at('07:00:00')],
  ['a device whose clock is a little ahead', at('10:04:59'), null],
  ['still to come', at('10:05:01'), 'in_future'],
] as const)('%s', (_, said, told) => {
  expect(happened(said, now)).toEqual(told)
})
