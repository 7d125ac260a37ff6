import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'

test.each([
  ['BATON_PORT', 'abc', 'BATON_PORT cannot be "abc": it is a whole number from 0 to 65535. (The port '],
  ['BATON_PORT', '70000', 'a whole number from 0 to 65535'],
  ['BATON_PORT', '0x10', 'a whole number from 0 to 65535'],
  ['BATON_SESSION_DAYS', '0', 'a whole number from 1 to 365'],
  ['BATON_URL', 'ftp://x', 'it is an address such as https://baton.example.com'],
  ['BATON_URL', 'https://x.example/baton', 'it has no path'],
  ['BATON_MAIL_FROM', 'Baton', 'it has an e-mail address in it'],
  ['BATON_DIAGNOSTICS', 'loud', '"loud": it is one of these. (How much program output: fatal'],
  ['BATON_TRUST_PROXY', 'maybe', 'it is true or false'],
  ['DATABASE_URL', 'mysql://root:s3cret@db', 'DATABASE_URL cannot be its value: it starts with postgres://'],
  ['BATON_PROT', '1', 'BATON_PROT is not a setting of Baton. Did you mean BATON_PORT? '],
  ['BATON_COLOUR_OF_THE_SKY', 'blue', 'is not a setting of Baton. docs/settings.md lists them all.'],
])('%s=%s stops the start with a sentence that names it', (variable, value, says) => {
  const read = () => readSettings({ [variable]: value }, { hostName: 'x', isDemo: false })
  expect(read).toThrow(says)
  expect(read).not.toThrow('s3cret')
})

test('the address may end with a slash, and an empty variable is none', () => {
  const given = { BATON_URL: 'https://baton.example.com/', BATON_PORT: '', BATON_SESSION_DAYS: '7' }
  const { url, port, sessionDays } = readSettings(given, { hostName: 'x', isDemo: false })
  expect({ url, port, sessionDays }).toEqual({ url: 'https://baton.example.com', port: 4000, sessionDays: 7 })
})
