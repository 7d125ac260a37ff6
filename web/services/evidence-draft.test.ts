import { expect, test } from 'vitest'
import { asDrafts, asListed, faultsOf, newDraft } from './evidence-draft.ts'

const heap = { name: 'Heap dump', how: '', kind: 'upload' as const, address: '' }

test('what is written is what is saved, without what does not belong to its kind', () => {
  const [draft = newDraft()] = asDrafts([heap])
  expect(asListed([{ ...draft, name: ' Heap ', how: ' soon ', address: 'https://left.over/' }])).toEqual([
    { name: 'Heap', how: 'soon', kind: 'upload', address: '' },
  ])
})

test('an entry needs a name of its own and an address that can be opened', () => {
  const [first = newDraft(), second = newDraft()] = asDrafts([heap, { ...heap, name: ' Heap dump ' }])
  const both = [first, second]
  expect(both.map((draft) => faultsOf(draft, both).name)).toEqual([null, 'twice'])
  const empty = newDraft()
  expect(faultsOf(empty, [empty])).toEqual({ name: 'name', address: 'not_an_address' })
  const link = { ...empty, name: 'Graph', address: 'https://g.example/{since}' }
  expect(faultsOf(link, [link])).toEqual({ name: null, address: null })
  expect(faultsOf({ ...link, address: 'https://g.example/{token}' }, [link]).address).toBe('unknown_part')
  expect(faultsOf({ ...link, kind: 'snapshot', address: 'file:///etc/passwd' }, [link]).address).toBe('not_an_address')
})
