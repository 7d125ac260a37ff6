// The floor under the ranking: what it must reach on the recall set of test/recall, in both halves.
import { expect, test } from 'vitest'
import { caseSetOf, parts, questions, rankedInMemory, scoreOf, setCases } from '../../test/recall/recall-set.ts'

test('the set is large enough to say anything, and every right answer is a case of it', () => {
  expect(setCases.first.length).toBeGreaterThanOrEqual(80)
  expect(setCases.fresh.length).toBeGreaterThanOrEqual(60)
  expect(questions.filter(({ right }) => right.length > 0).length).toBeGreaterThanOrEqual(150)
  expect(questions.filter(({ right }) => right.length === 0).length).toBeGreaterThanOrEqual(30)
  for (const { right, part } of questions)
    expect(setCases[caseSetOf(part)].map(({ name }) => name)).toEqual(expect.arrayContaining([...right]))
})

test.each([
  ['looked_at', 0.95, 0.9],
  ['held_out', 0.95, 0.88],
  ['written_later', 0.95, 0.88],
  ['fresh_looked_at', 0.95, 0.9],
  ['fresh_held_out', 0.92, 0.85],
] as const)('of the part %s so many are found among the first three', async (part, inThree, reciprocal) => {
  const score = await scoreOf(rankedInMemory(), part)
  expect(score.inThree / score.asked).toBeGreaterThanOrEqual(inThree)
  expect(score.reciprocal).toBeGreaterThanOrEqual(reciprocal)
})

test('where nothing is similar it mostly says so', async () => {
  const score = await scoreOf(rankedInMemory(), ...parts)
  expect(score.nothingRight / score.nothing).toBeGreaterThanOrEqual(0.85)
})
