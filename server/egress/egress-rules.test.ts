import { describe, expect, test } from 'vitest'
import { egressRules, targetOf, whyNotAllowable, whyNotDial } from './egress-rules.ts'

const open = egressRules([])
const home = egressRules(['127.0.0.0/8', '10.1.0.0/16', 'fd00::/8', 'ntfy.lan', 'hooks.lan:8080'])

describe('a written URL', () => {
  test.each([
    'https://hooks.example.com/page',
    'https://hooks.example.com:8443/page?team=a#part',
    'https://8.8.8.8/',
    'https://[2606:4700::1111]/',
    'https://xn--bcher-kva.example/',
  ])('%s may be tried', (text) => expect(targetOf(text, open)).toMatchObject({ needsTrust: false }))

  test.each([
    ['the loopback and the database', 'http://127.0.0.1:5432', /not public/],
    ['the loopback over https', 'https://127.0.0.1/', /not public/],
    ['the IPv6 loopback', 'https://[::1]/', /not public/],
    ['the whole of this machine', 'https://0.0.0.0/', /not public/],
    ['the whole of this machine in IPv6', 'https://[::]/', /not public/],
    ['a mixed hexadecimal form', 'https://0x7f.1/', /disguise/],
    ['a decimal form', 'https://2130706433/', /disguise/],
    ['an octal form', 'https://0177.0.0.1/', /disguise/],
    ['a short form', 'https://127.1/', /disguise/],
    ['a decimal form of a public address', 'https://134744072/', /disguise/],
    ['full-width digits', 'https://１２７.０.０.１/', /disguise/],
    ['ideographic dots', 'https://127。0。0。1/', /disguise/],
    ['localhost with a dot', 'https://localhost./', /ends with a dot/],
    ['an address with a dot', 'https://127.0.0.1./', /disguise|dot/],
    ['the cloud metadata address', 'https://169.254.169.254/latest/meta-data', /not public/],
    ['the same, mapped into IPv6', 'https://[::ffff:169.254.169.254]/', /IPv4 address inside/],
    ['the loopback, mapped and in hexadecimal', 'https://[::ffff:7f00:1]/', /IPv4 address inside/],
    ['an IPv4-compatible form', 'https://[::127.0.0.1]/', /not public/],
    ['a 6to4 form', 'https://[2002:7f00:1::]/', /not public/],
    ['a NAT64 form', 'https://[64:ff9b::7f00:1]/', /not public/],
    ['a Teredo form', 'https://[2001:0:7f00:1::]/', /not public/],
    ['a private network', 'https://10.0.0.1/', /not public/],
    ['a user and password', 'https://ana:secret@hooks.example.com/', /password/],
    ['a user before a private host', 'https://hooks.example.com@10.0.0.1/', /user name/],
    ['a backslash trick', 'https://hooks.example.com\\@10.0.0.1/', /not an http/],
    ['a new line', 'https://hooks.example.com/\r\nHost: a', /not an http/],
    ['a tab inside the host', 'https://local\thost/', /not an http/],
    ['another scheme', 'file:///etc/passwd', /not an http/],
    ['gopher', 'gopher://10.0.0.1:6379/_FLUSHALL', /not an http/],
    ['a scheme without slashes', 'https:hooks.example.com', /not an http/],
    ['no host', 'https:///', /not an http/],
    ['nothing', '', /not an http/],
    ['eight kilobytes', `https://hooks.example.com/${'a'.repeat(8_000)}`, /longer than/],
  ])('%s is refused: %s', (_, text, why) => {
    expect(targetOf(text, open)).toEqual({ refused: expect.stringMatching(why) })
  })

  test.each([
    'http://hooks.example.com/',
    'https://hooks.example.com:5432/',
    'https://hooks.example.com#@10.0.0.1/',
    'https://localhost/',
    'https://metadata.google.internal/',
  ])('%s is decided at dial time by what its name stands for', (text) => {
    const target = targetOf(text, open)
    if ('refused' in target) throw new Error(target.refused)
    expect(whyNotDial('127.0.0.1', target, open)).toMatch(/not public/)
    expect(whyNotDial('169.254.169.254', target, open)).toMatch(/not public/)
  })

  test('plain http and unusual ports need trust even when the address is public', () => {
    for (const text of ['http://hooks.example.com/', 'https://hooks.example.com:5432/']) {
      const target = targetOf(text, open)
      if ('refused' in target) throw new Error(target.refused)
      expect(whyNotDial('8.8.8.8', target, open)).toMatch(/only https on port 443 or 8443/)
    }
  })

  test('Baton never calls itself, allowed or not', () => {
    const own = egressRules(['127.0.0.0/8', 'baton.example'], ['https://baton.example', 'http://127.0.0.1:8080'])
    for (const text of [
      'https://baton.example/v2/enqueue',
      'https://BATON.example:443/',
      'http://127.0.0.1:8080/v2/enqueue',
    ])
      expect(targetOf(text, own)).toEqual({ refused: 'the address is Baton itself' })
    expect(targetOf('http://127.0.0.1:8081/', own)).toMatchObject({ needsTrust: true })
  })
})

describe('what an operator allowed', () => {
  test.each([
    'http://127.0.0.1:8080/',
    'https://10.1.2.3:9999/',
    'http://[fd00::5]/',
    'http://ntfy.lan/',
    'http://hooks.lan:8080/',
  ])('%s may be called', (text) => expect(targetOf(text, home)).not.toHaveProperty('refused'))

  test.each(['http://10.2.0.1/', 'https://[::1]/', 'https://[::ffff:127.0.0.1]/', 'https://0x7f.1/'])(
    '%s stays refused',
    (text) => expect(targetOf(text, home)).toHaveProperty('refused'),
  )

  test('a trusted name may stand for a private address, but never for the metadata address', () => {
    const target = targetOf('http://ntfy.lan/', home)
    if ('refused' in target) throw new Error(target.refused)
    expect(whyNotDial('192.168.1.9', target, home)).toBeNull()
    expect(whyNotDial('8.8.8.8', target, home)).toBeNull()
    expect(whyNotDial('169.254.169.254', target, home)).toMatch(/not public/)
    expect(whyNotDial('::ffff:10.0.0.1', target, home)).toMatch(/IPv4 address inside/)
  })

  test('a name trusted on one port is not trusted on another', () => {
    expect(targetOf('http://hooks.lan:8081/', home)).toMatchObject({ isTrustedName: false, needsTrust: true })
  })

  test.each(['10.0.0.0/8', '192.0.2.7', 'fd00::/8', '::1', 'ntfy.lan', 'ntfy.lan:8080', 'localhost', '10.0.0.1:8080'])(
    'understands %s',
    (entry) => expect(whyNotAllowable(entry)).toBeNull(),
  )

  test.each([
    '10.0.0.0/33',
    '10.0.0/8',
    '::/129',
    '10.0.0.0/8/8',
    'https://ntfy.lan',
    '*.lan',
    '',
    'a b',
    '300.1.1.1',
    '10.0.0.0/',
  ])('does not understand "%s", and says so in one sentence', (entry) => {
    expect(whyNotAllowable(entry)).toContain(`BATON_EGRESS_ALLOW: "${entry}"`)
    expect(() => egressRules([entry])).toThrow('BATON_EGRESS_ALLOW')
  })
})

// The first and last address of every range in the promise, and its neighbours outside.
test.each([
  ['0.0.0.0', '0.255.255.255', '1.0.0.0'],
  ['10.0.0.0', '10.255.255.255', '11.0.0.0'],
  ['100.64.0.0', '100.127.255.255', '100.128.0.0'],
  ['127.0.0.0', '127.255.255.255', '128.0.0.0'],
  ['169.254.0.0', '169.254.255.255', '169.255.0.0'],
  ['172.16.0.0', '172.31.255.255', '172.32.0.0'],
  ['192.168.0.0', '192.168.255.255', '192.169.0.0'],
  ['198.18.0.0', '198.19.255.255', '198.20.0.0'],
  ['224.0.0.0', '239.255.255.255', '223.255.255.255'],
  ['240.0.0.0', '255.255.255.255', '223.255.255.254'],
  ['::', '::1', '2606:4700::1'],
  ['fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '2a00::1'],
  ['fe80::', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '2a00::2'],
  ['ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '2a00::3'],
  ['::ffff:0.0.0.0', '::ffff:255.255.255.255', '2a00::4'],
  ['64:ff9b::', '64:ff9b::ffff:ffff', '2a00::5'],
  ['2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '2003::'],
])('%s to %s is closed, %s is open', (first, last, outside) => {
  const target = { url: new URL('https://hooks.example.com'), isTrustedName: false, needsTrust: false }
  expect(whyNotDial(first, target, open)).not.toBeNull()
  expect(whyNotDial(last, target, open)).not.toBeNull()
  expect(whyNotDial(outside, target, open)).toBeNull()
})
