// The floor under the ranking: what it must reach on the recall set of test/recall, in both halves.
import { expect, test } from 'vitest'
import { questions, rankedInMemory, scoreOf, setCases } from '../../test/recall/recall-set.ts'

test('the set is large enough to say anything, and every right answer is a case of it', () => {
  const names = new Set(setCases.map(({ name }) => name))
  expect(setCases.length).toBeGreaterThanOrEqual(80)
  expect(questions.filter(({ right }) => right.length > 0).length).toBeGreaterThanOrEqual(80)
  expect(questions.filter(({ right }) => right.length === 0).length).toBeGreaterThanOrEqual(10)
  expect(questions.flatMap(({ right }) => right).filter((name) => !names.has(name))).toEqual([])
})

test.each(['looked_at', 'held_out'] as const)(
  'the half that was %s finds nine of ten among the first three',
  async (half) => {
    const score = await scoreOf(rankedInMemory(), half)
    expect(score.inThree / score.asked).toBeGreaterThanOrEqual(0.9)
    expect(score.reciprocal).toBeGreaterThanOrEqual(0.8)
  },
)

test('where nothing is similar it mostly says so', async () => {
  const score = await scoreOf(rankedInMemory())
  expect(score.nothingRight / score.nothing).toBeGreaterThanOrEqual(0.75)
})
