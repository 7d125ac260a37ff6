import { expect, test } from 'vitest'
import * as z from 'zod'
import { endpoints } from '../../domain/api.ts'
import { expected } from './expected.ts'

test.each([
  [z.string(), undefined, 'This is missing'],
  [z.string(), 5, 'Expected text'],
  [z.coerce.number(), 'abc', 'Expected a number'],
  [z.int(), 1.5, 'Expected a whole number'],
  [z.boolean(), 'yes', 'Expected true or false'],
  [z.array(z.string()), {}, 'Expected a list'],
  [z.object({}), [], 'Expected an object'],
  [z.enum(['en', 'ko']), 'de', 'Expected "en" or "ko"'],
  [z.string().max(3), 'long', 'Expected at most 3 characters'],
  [z.array(z.int()).min(1), [], 'Expected at least 1 entries'],
  [z.number().positive(), 0, 'Expected more than 0'],
  [z.uuid(), 'x', 'Expected an id, as the list of these things gives it'],
  [z.strictObject({}), { extra: 1 }, 'Not known here: extra'],
  [z.string().min(1, 'Give it a name'), '', 'Give it a name'],
])('%#: %j', (schema, value, says) => {
  const { error } = schema.safeParse(value, { error: expected })
  expect(error?.issues[0]?.message).toBe(says)
})

test('no endpoint speaks of its schema', () => {
  for (const { input } of Object.values(endpoints)) {
    const { error } = input.safeParse({}, { error: expected })
    expect(JSON.stringify(error?.issues.map(({ message }) => message) ?? [])).not.toMatch(/Invalid|undefined|NaN|Too /)
  }
})
