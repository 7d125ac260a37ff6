import { expect, test } from 'vitest'
import { asLinkDrafts, asLinks, faultsOf, movedUp, withNew } from './links-draft.ts'

const links = [
  { name: 'A', url: 'https://a.example.com', kind: 'runbook' as const },
  { name: 'B', url: 'https://b.example.com', kind: 'logs' as const },
]

test('what was told is what is saved; empty lines are not', () => {
  expect(asLinks(asLinkDrafts(links))).toEqual(links)
  const more = withNew(asLinkDrafts(links), 'room')
  expect(new Set(more.map(({ key }) => key)).size).toBe(3)
  expect(asLinks(more)).toEqual(links)
})

test('a line moves up, the first stays', () => {
  const drafts = asLinkDrafts(links)
  expect(asLinks(movedUp(drafts, 1))).toEqual(links.toReversed())
  expect(movedUp(drafts, 0)).toEqual(drafts)
  expect(movedUp(drafts, 9)).toEqual(drafts)
})

test.each([
  ['', '', false, null],
  ['A', '', false, 'missing'],
  ['', ' https://a.example.com ', true, null],
  ['A', 'javascript:alert(1)', false, 'not_web'],
  ['A', 'https://me:x@a.example.com', false, 'credentials'],
])('%j %j', (name, url, isNameMissing, fault) => {
  expect(faultsOf({ key: 0, kind: 'other', name, url })).toEqual({ name: isNameMissing, url: fault })
})
