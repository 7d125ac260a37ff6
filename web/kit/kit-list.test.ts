import { expect, test } from 'vitest'
import { byKind, isDead, narrowed, tagsIn } from './kit-list.ts'
import type { Bookmark, Kit } from './kit-list.ts'

const bookmark: Bookmark = {
  id: 1,
  teamId: 't',
  serviceId: 'checkout',
  name: 'Error graphs',
  url: 'https://g.example.com/d/1',
  kind: 'dashboard',
  note: 'second row first',
  tags: ['errors', 'db'],
  owner: null,
  verified: null,
  version: 1,
  changedBy: 'Ana',
  changedAt: '2026-03-02T09:00:00Z',
  check: null,
}
const { url: _url, kind: _kind, note: _note, check: _check, name: _name, ...around } = bookmark
const kit: Kit = {
  bookmarks: [bookmark, { ...bookmark, id: 2, serviceId: null, name: 'Hotline', url: '', kind: 'other', tags: [] }],
  links: [
    {
      serviceId: 'checkout',
      serviceName: 'Checkout',
      teamId: 't',
      name: 'Wiki',
      url: 'https://w.example.com',
      kind: 'runbook',
      check: { state: 'failing', detail: '', failingSince: null, checkedAt: null },
    },
  ],
  runbooks: [{ ...around, title: 'Checkout is slow', tags: ['db'], steps: 2 }],
}
const all = { text: '', tag: '', serviceId: '' }

test.each([
  [all, [2, 1, 1]],
  [{ ...all, text: 'graphs SECOND' }, [1, 0, 0]],
  [{ ...all, text: 'checkout' }, [0, 1, 1]],
  [{ ...all, tag: 'db' }, [1, 0, 1]],
  [{ ...all, serviceId: 'other' }, [1, 0, 0]],
] as const)('%j leaves %j', (asked, counts) => {
  const left = narrowed(kit, asked)
  expect([left.bookmarks.length, left.links.length, left.runbooks.length]).toEqual(counts)
})

test('tags by use, kinds as they are read at night, and what is dead', () => {
  expect(tagsIn(kit)).toEqual(['db', 'errors'])
  expect(byKind([...kit.bookmarks, ...kit.links]).map(({ name }) => name)).toEqual(['Wiki', 'Error graphs', 'Hotline'])
  expect([...kit.bookmarks, ...kit.links].filter(isDead).map(({ name }) => name)).toEqual(['Wiki'])
})
