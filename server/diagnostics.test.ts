import { expect, test } from 'vitest'
import { scrub } from './diagnostics.ts'
import { newToken } from './secrets.ts'

test.each(['btn', 'cal', 'inv', 'ses'] as const)('a secret that begins with %s is taken out of a text', (prefix) => {
  expect(scrub(`no row for ${newToken(prefix)}, sorry`)).toBe('no row for (removed), sorry')
})

test.each(['in', 'answer', 'calendar', 'welcome'])('so is the one in an address under /%s', (door) => {
  expect(scrub(`GET /${door}/a-b_c~d.ics broke`)).toBe(`GET /${door}/(removed) broke`)
})
