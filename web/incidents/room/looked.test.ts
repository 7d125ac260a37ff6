import { expect, test } from 'vitest'
import { comesLate, keepLook, lastLook } from './looked.ts'

function storage(entries: Record<string, string> = {}) {
  const kept = new Map(Object.entries(entries))
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
  }
}

const at = '2026-11-24T03:00:00.000Z'
const nowMs = Date.parse(at)
const minutesAgo = (minutes: number) => new Date(nowMs - minutes * 60_000).toISOString()

test('what was newest is kept for its incident, and never goes back', () => {
  const device = storage()
  keepLook(device, 7, { at, entryId: 90 })
  keepLook(device, 7, { at: minutesAgo(-1), entryId: 80 })
  expect(lastLook(device, 7)).toEqual({ at: minutesAgo(-1), entryId: 90 })
  expect(lastLook(device, 8)).toBeNull()
})

test.each(['', '{', '[]', '{"at":"soon","entryId":1}', '{"at":"2026-11-24T03:00:00Z"}'])('%s is not ours', (text) => {
  expect(lastLook(storage({ 'baton.incident.7.looked': text }), 7)).toBeNull()
})

test.each([
  ['for the first time', null, 30, true],
  ['whoever has just declared it', null, 0, false],
  ['after a minute', { at: minutesAgo(1), entryId: 1 }, 300, false],
  ['after a quarter of an hour', { at: minutesAgo(16), entryId: 1 }, 300, true],
])('%s', (_, before, declaredMinutesAgo, late) => {
  expect(comesLate(before, { declaredAt: minutesAgo(declaredMinutesAgo), nowMs })).toBe(late)
})
