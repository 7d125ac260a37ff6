// What holds for every event that gets past a reader, whatever was sent: it can be stored, shown and followed.
import { expect } from 'vitest'
import type { ChangeEvent, ReceivedEvent } from './event.ts'
import { MAX_DETAILS_BYTES } from './json.ts'
import { byteLength } from './text.ts'

export function checkEvent(event: ReceivedEvent | ChangeEvent): void {
  const texts = [event.summary, event.from, event.details, ...Object.entries(event.labels).flat()]
  for (const link of event.links) {
    expect(link.href).toMatch(/^https?:\/\//i)
    texts.push(link.href, link.text)
  }
  if ('key' in event) {
    texts.push(event.key, event.groupKey ?? '')
    expect(event.key).not.toBe('')
    expect(event.key.length).toBeLessThanOrEqual(1041)
    expect(byteLength(event.key)).toBeLessThanOrEqual(2065)
    if (event.action === 'trigger') expect(event.summary).not.toBe('')
    for (const at of [event.startsAt, event.endsAt]) if (at !== null) Temporal.Instant.from(at)
  } else if (event.changedAt !== null) Temporal.Instant.from(event.changedAt)
  if (texts.some((text) => !text.isWellFormed() || text.includes('\0'))) throw new Error('cannot be stored')
  expect(Array.from(event.summary).length).toBeLessThanOrEqual(1024)
  if (/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(event.summary)) throw new Error('control character in a title')
  expect(Object.keys(event.labels).length).toBeLessThanOrEqual(64)
  for (const [name, value] of Object.entries(event.labels))
    if (name.length > 1024 || value.length > 1024) throw new Error('label')
  expect(byteLength(event.details)).toBeLessThanOrEqual(MAX_DETAILS_BYTES)
  if (/(?<!\\)(?:\\\\)*\\u(?:0000|d[89ab]..(?!\\ud[c-f]))/i.test(event.details)) throw new Error('escape jsonb refuses')
  JSON.parse(event.details)
}
