import { expect, test } from 'vitest'
import { Rate } from './rate.ts'

test('960 a minute for each caller; beyond it they are told when they may ask again', () => {
  let now = 0
  const rate = new Rate(() => now)
  for (let i = 1; i <= 960; i++) expect(rate.ask('ana').isAllowed, String(i)).toBe(true)
  now = 45_500
  expect(rate.ask('ana')).toMatchObject({
    isAllowed: false,
    headers: { 'ratelimit-remaining': '0', 'ratelimit-reset': '15', 'retry-after': '15' },
  })
  expect(rate.ask('ben').isAllowed).toBe(true)
  now = 60_000
  expect(rate.ask('ana')).toMatchObject({ isAllowed: true, headers: { 'ratelimit-remaining': '959' } })
})

test('it remembers no more callers than it has room for', () => {
  const rate = new Rate(() => 0)
  for (let i = 0; i < 20_000; i++) rate.ask(`caller ${i}`)
  for (let i = 0; i < 1_000; i++) expect(rate.ask('caller 19999').isAllowed).toBe(true)
})
