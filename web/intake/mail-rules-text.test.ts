import { expect, test } from 'vitest'
import { monitors } from '../../domain/intake/mails.test-support.ts'
import { MailRules } from '../../domain/intake/mail-rules.ts'
import { faultsOf, rulesOf, textOf, tried, type MailRulesText } from './mail-rules-text.ts'

const empty = textOf(null)
const written: MailRulesText = {
  alertBy: 'key',
  key: 'body: Original problem ID: (\\d+)',
  resolveWhen: '^Back to normal\nbody: state: up',
  acknowledgeWhen: 'subject: ^Taken',
  priorities: 'P1 (?i)database\nP3 body: disk',
  senders: '@example.com\nops@example.com',
  usualWords: false,
  takesAutomatic: true,
}

test('what is written comes back as it was, and is what the API takes', () => {
  const rules = rulesOf(written)
  expect(MailRules.parse(rules)).toEqual(rules)
  expect(rules?.resolveWhen).toEqual([
    { in: 'subject', pattern: '^Back to normal' },
    { in: 'body', pattern: 'state: up' },
  ])
  expect(rulesOf(textOf(rules))).toEqual(rules)
  expect(rulesOf(empty)).toBeNull()
  const odd = { resolveWhen: [{ in: 'subject' as const, pattern: 'body: x' }] }
  expect(rulesOf(textOf(odd))).toEqual(odd)
})

test('what cannot be is marked where it stands', () => {
  expect(faultsOf(written)).toEqual({})
  expect(faultsOf(empty)).toEqual({})
  expect(faultsOf({ ...empty, alertBy: 'key' })).toEqual({ key: 'no_key' })
  expect(faultsOf({ ...empty, alertBy: 'key', key: '(' })).toEqual({ key: 'not_a_pattern' })
  expect(faultsOf({ ...empty, resolveWhen: 'ok\n(?=x)' })).toEqual({ resolveWhen: 'not_a_pattern' })
  expect(faultsOf({ ...empty, alertBy: 'mail', key: '(', resolveWhen: '(' })).toEqual({})
  expect(faultsOf({ ...empty, resolveWhen: '(abc){180}\n'.repeat(3) })).toEqual({ resolveWhen: 'too_large' })
  expect(faultsOf({ ...empty, priorities: 'P7 x' })).toEqual({ priorities: 'not_a_priority' })
  expect(faultsOf({ ...empty, senders: 'example.com' })).toEqual({ senders: 'not_a_sender' })
  expect(faultsOf({ ...empty, acknowledgeWhen: 'x\n'.repeat(11) })).toEqual({ acknowledgeWhen: 'too_many' })
})

test.each(monitors)('a pasted mail of $name is tried as it would be taken', ({ problem, recovery }) => {
  expect(tried(problem.subject, null)).toMatchObject({ event: { action: 'trigger' } })
  if (recovery)
    expect(tried(`From: x@y.z\nSubject: ${recovery.subject}\n\n${recovery.body}`, null)).toMatchObject({
      event: { action: 'resolve' },
    })
})

test('headers of a pasted mail count, and nothing is nothing', () => {
  expect(tried('From: a@b.c\nSubject: x\nAuto-Submitted:\n auto-generated\n\ny', null)).toEqual({
    ignored: 'automatic',
  })
  expect(tried('Note: this is a subject\nand this a text', null)).toMatchObject({
    event: { summary: 'Note: this is a subject' },
  })
  expect(tried(' \n', null)).toBeNull()
})
