import { expect, test } from 'vitest'
import { draftIn, emptyDraft, keepDraft, keptText, without, type UpdateDraft } from './update-draft.ts'

function memory() {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
  }
}

const sent = {
  key: 'k',
  audience: 'users',
  text: 'We know',
  isStill: false,
  isToParts: false,
  nextInMinutes: 30,
} as const

test('what was typed and what waits outlives a reload, each incident its own', () => {
  const storage = memory()
  const draft: UpdateDraft = { typed: { 'users news': 'We know' }, waiting: sent }
  keepDraft(storage, 7, draft)
  expect(draftIn(keptText(storage, 7))).toEqual(draft)
  expect(draftIn(keptText(storage, 8))).toEqual(emptyDraft)
})

test('what was written for another audience waits when one was told', () => {
  expect(without({ 'users news': 'a', 'users still': 'b', 'responders news': 'c' }, 'users')).toEqual({
    'responders news': 'c',
  })
})

test('nothing is kept of an empty one', () => {
  const storage = memory()
  keepDraft(storage, 7, { typed: { 'users news': 'We' }, waiting: null })
  keepDraft(storage, 7, { typed: { 'users news': '' }, waiting: null })
  expect(storage.kept.size).toBe(0)
})

test('what is not ours, or half, begins anew; a browser that keeps nothing lets one write', () => {
  for (const text of ['', '{', '7', '{"typed":{"a":1},"waiting":null}', '{"typed":{},"waiting":{"key":1}}'])
    expect(draftIn(text)).toEqual(emptyDraft)
  const closed = () => {
    throw new Error('forbidden')
  }
  const storage = { getItem: closed, setItem: closed, removeItem: closed }
  expect(keptText(storage, 7)).toBe('')
  expect(() => keepDraft(storage, 7, { typed: {}, waiting: sent })).not.toThrow()
})
