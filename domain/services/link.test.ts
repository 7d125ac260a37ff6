import { expect, test } from 'vitest'
import { linkFault, linkKinds, runbooksFirst } from './link.ts'
import { ServiceLink, ServiceLinks } from './service.ts'

test.each([
  'https://wiki.example.com/runbooks/checkout',
  'http://localhost:3000/d/1?from=now-1h&to=now#panel',
  'HTTPS://Wiki.Example.com',
  'https://위키.example.com/결제',
  'https://wiki.example.com/a?mail=ana@example.com',
  'https://[2001:db8::1]/x',
  `https://a.example.com/${'x'.repeat(1978)}`,
])('%s is an address', (url) => expect(linkFault(url)).toBeNull())

test.each([
  ['', 'missing'],
  ['javascript:alert(1)', 'not_web'],
  ['JavaScript://example.com/%0aalert(1)', 'not_web'],
  ['data:text/html,<script>', 'not_web'],
  ['ftp://example.com/a', 'not_web'],
  ['//example.com', 'not_web'],
  ['https://', 'not_web'],
  ['https://:80/', 'not_web'],
  ['https:///path', 'not_web'],
  ['https://example.com/a b', 'not_web'],
  ['https://example.com\\@other.example', 'not_web'],
  ['https://example.com/\u0000', 'not_web'],
  ['https://example.com/\u202egnp.exe', 'not_web'],
  ['https://example.com/\ud800', 'not_web'],
  ['https://ana:secret@example.com/', 'credentials'],
  ['https://ana@example.com', 'credentials'],
  [`https://a.example.com/${'x'.repeat(3000)}`, 'too_long'],
])('%j is refused: %s', (url, fault) => expect(linkFault(url)).toBe(fault))

test('a bad address is told with what to write instead', () => {
  const link = { name: 'Restart', url: 'javascript:alert(1)', kind: 'runbook' }
  const refused = ServiceLink.safeParse(link)
  expect(refused.error?.issues).toMatchObject([
    { path: ['url'], message: 'Write an address that begins with http:// or https://' },
  ])
  const good = { ...link, url: 'https://a.example.com' }
  expect(ServiceLinks.safeParse(Array.from({ length: 50 }, () => good)).success).toBe(true)
  expect(ServiceLinks.safeParse(Array.from({ length: 51 }, () => good)).success).toBe(false)
})

test('runbooks come first, and what is of one kind keeps its order', () => {
  const links = [...linkKinds, ...linkKinds].toReversed().map((kind, at) => ({ kind, at }))
  const sorted = runbooksFirst(links)
  expect(sorted.map(({ kind }) => kind)).toEqual(linkKinds.flatMap((kind) => [kind, kind]))
  expect(sorted.slice(0, 2).map(({ at }) => at)).toEqual([5, 11])
})
