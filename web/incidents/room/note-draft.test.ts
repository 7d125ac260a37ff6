import { expect, test } from 'vitest'
import { keepNote, keptNote, newNoteKey, rewritten } from './note-draft.ts'

function storage(entries: Record<string, string> = {}) {
  const kept = new Map(Object.entries(entries))
  return {
    kept,
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
  }
}

test('the key is made with the first letter and stays until the text is gone', () => {
  let made = 0
  const newKey = () => `key ${++made}`
  const first = rewritten(null, 'L', newKey)
  const more = rewritten(first, 'Logs show', newKey)
  expect([first?.key, more?.key, more?.text]).toEqual(['key 1', 'key 1', 'Logs show'])
  expect(rewritten(more, '', newKey)).toBeNull()
  expect(rewritten(null, 'A', newKey)?.key).toBe('key 2')
})

test('what was written is there again after a reload, for its incident alone', () => {
  const device = storage()
  const draft = { key: 'a', text: 'Logs show nothing', sentAt: '2026-11-24T03:00:00Z' }
  keepNote(device, 7, draft)
  expect(keptNote(device, 7)).toEqual(draft)
  expect(keptNote(device, 8)).toBeNull()
  keepNote(device, 7, null)
  expect(device.kept.size).toBe(0)
})

test.each(['', '{', '{"text":"x"}', '[]', '7'])('what is not a note of ours is passed over: %s', (text) => {
  expect(keptNote(storage({ 'baton.incident.7.note': text }), 7)).toBeNull()
})

test('two keys differ', () => {
  expect(newNoteKey()).not.toBe(newNoteKey())
  expect(newNoteKey()).toMatch(/^[0-9a-f]{24}$/)
})
