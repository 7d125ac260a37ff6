import { describe, expect, it } from 'vitest'
import { countRatings } from './rating.ts'

const said = (...priorities: readonly ('P1' | 'P2' | 'P3' | 'P4' | null)[]) =>
  priorities.map((priority) => ({ priority }))

describe('what others rate it', () => {
  it.each([
    [
      said('P2', 'P2', 'P1'),
      3,
      [
        ['P2', 2],
        ['P1', 1],
      ],
    ],
    [
      said('P3', 'P1', null),
      2,
      [
        ['P1', 1],
        ['P3', 1],
      ],
    ],
    [said(null, null), 0, []],
  ] as const)('%j', (answers, answered, counts) => {
    expect(countRatings(answers)).toEqual({
      asked: answers.length,
      answered,
      counts: counts.map(([priority, count]) => ({ priority, count })),
    })
  })
})
