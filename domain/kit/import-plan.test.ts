import { expect, test } from 'vitest'
import { folderNameOf, planImport, type Around } from './import-plan.ts'
import type { FiledBookmark, KitThing } from './kit-file.ts'

const shop = { id: 's1', slug: 'shop', name: 'Shop' }
const twins = [
  { id: 's2', slug: 'pay', name: 'Pay' },
  { id: 's3', slug: 'pay-eu', name: 'Pay' },
]
const people = [
  { id: 'p1', name: 'Ana', email: 'ana@example.com' },
  { id: 'p2', name: 'Kim', email: 'kim@example.com' },
  { id: 'p3', name: 'Kim', email: 'kim.2@example.com' },
]
const around: Around = { serviceId: null, services: [shop, ...twins], people, bookmarks: [], runbooks: [] }

const link = (change: Partial<FiledBookmark> = {}): FiledBookmark => ({
  is: 'bookmark',
  name: 'Graphs',
  url: 'https://g.example.com',
  kind: 'other',
  note: '',
  tags: [],
  owner: '',
  folders: [],
  ...change,
})
const book = (body: string, name = 'Fails'): KitThing => ({
  is: 'runbook',
  name,
  body,
  tags: [],
  owner: '',
  folders: [],
})
const does = (things: readonly KitThing[], change: Partial<Around> = {}) =>
  planImport(things, { ...around, ...change }).map((each) => each.why ?? each.does)

test('a folder is a service of the team by its name, or else a tag', () => {
  const of = (...folders: string[]) => {
    const [planned] = planImport([link({ folders })], around)
    return [planned?.serviceId, planned?.tags]
  }
  expect(of('shop')).toEqual(['s1', []])
  expect(of('Shop', 'First  Look!', '_')).toEqual(['s1', ['first look']])
  expect(of('Pay')).toEqual([null, ['pay']])
  expect(of('Pay (pay-eu)')).toEqual(['s3', []])
  expect(of('Shop (of-another-team)')).toEqual(['s1', []])
  expect(folderNameOf(shop, around.services, [])).toBe('Shop')
  expect(folderNameOf(shop, around.services, ['Shop'])).toBe('Shop (shop)')
  expect(twins.map((each) => folderNameOf(each, around.services, []))).toEqual(['Pay (pay)', 'Pay (pay-eu)'])
})

test('where a file names no service, it goes where whoever takes it over says', () => {
  const planned = planImport([link(), link({ folders: ['Pay (pay)'] })], { ...around, serviceId: 's1' })
  expect(planned.map(({ serviceId }) => serviceId)).toEqual(['s1', 's2'])
})

test('who looks after it is known by address, or by a name that only one has', () => {
  const owner = (text: string) => planImport([link({ owner: text })], around)[0]?.ownerId
  expect(['Anna (ANA@example.com)', 'Ana', 'Kim', 'Kim (kim.2@example.com)', 'Ben'].map(owner)).toEqual([
    'p1',
    'p1',
    null,
    'p3',
    null,
  ])
})

test('what is there is not added again, whatever it is called; two names of one address in a file stay two', () => {
  const there = { bookmarks: [{ serviceId: null, name: 'Mine', url: 'https://g.example.com', note: '' }] }
  expect(does([link(), link({ folders: ['Shop'] })], there)).toEqual(['there', 'add'])
  expect(does([link(), link({ name: 'Other' }), link()])).toEqual(['add', 'add', 'there'])
  const text = link({ name: 'Hotline', url: '', note: '+49 30' })
  const kept = { bookmarks: [{ serviceId: null, name: 'Hotline', url: '', note: '+49  30' }] }
  expect(does([text, { ...text, note: '+49 31' }], kept)).toEqual(['there', 'add'])
})

test('a runbook that is there with another text is not written over', () => {
  const runbooks = [{ serviceId: null, name: 'Fails', body: 'a\r\nb' }]
  expect(does([book('a\nb'), book('c'), book('c', 'Fails too')], { runbooks })).toEqual(['there', 'differs', 'add'])
  expect(does([book('a'), book('b'), book('a')])).toEqual(['add', 'add', 'there'])
})

test('what cannot be in a kit is refused, each with its reason', () => {
  expect(
    does([
      link({ url: 'javascript:alert(1)' }),
      link({ url: 'https://ana:secret@g.example.com' }),
      link({ url: `https://g.example.com/${'x'.repeat(2_000)}` }),
      link({ note: 'x'.repeat(2_001) }),
      book('x'.repeat(100_001)),
    ]),
  ).toEqual(['not_web', 'credentials', 'too_long', 'note_too_long', 'note_too_long'])
  const [long] = planImport([link({ name: `a\u202e${'b'.repeat(300)}` })], around)
  expect(long?.name).toBe(`a${'b'.repeat(198)}…`)
})

test('a kit has an end', () => {
  const bookmarks = Array.from({ length: 999 }, (_, at) => {
    return { serviceId: null, name: 'x', url: `https://x.example.com/${at}`, note: '' }
  })
  expect(does([link(), link({ url: 'https://h.example.com' })], { bookmarks })).toEqual(['add', 'full'])
})
