import { expect, test } from 'vitest'
import { replyDomainOf } from './mail-settings.ts'
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
  ['BATON_MAIL_DOMAIN', 'ops@example.com', 'it is a domain such as baton.example.com'],
  ['BATON_MAIL_LISTEN', '25', 'it is an address and a port such as 127.0.0.1:2525'],
  ['BATON_MAIL_LISTEN', '0.0.0.0:70000', 'its port is at most 65535'],
  ['BATON_MAIL_LISTEN', '0.0.0.0:25', 'BATON_MAIL_LISTEN needs BATON_MAIL_DOMAIN'],
  ['BATON_MAIL_KEY', 'a-key-that-is-long-enough', 'BATON_MAIL_KEY needs BATON_MAIL_DOMAIN'],
  ['BATON_MAIL_KEY', 's3cret', 'BATON_MAIL_KEY cannot be its value: it has 20 to 128 letters'],
  ['BATON_MAIL_TLS_CERT', '/etc/cert.pem', 'BATON_MAIL_TLS_CERT and BATON_MAIL_TLS_KEY go together'],
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

test('mail asks for replies only where a door takes them', () => {
  const domainOf = (given: Record<string, string>) =>
    replyDomainOf(readSettings(given, { hostName: 'x', isDemo: false }))
  const BATON_MAIL_DOMAIN = 'Baton.Example.com'
  expect(domainOf({})).toBeNull()
  expect(domainOf({ BATON_MAIL_DOMAIN })).toBeNull()
  expect(domainOf({ BATON_MAIL_DOMAIN, BATON_MAIL_LISTEN: '[::]:25' })).toBe('baton.example.com')
  expect(domainOf({ BATON_MAIL_DOMAIN, BATON_MAIL_KEY: 'a-key-that-is-long-enough' })).toBe('baton.example.com')
})
