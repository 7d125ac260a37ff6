import { describe, expect, test } from 'vitest'
import { differentWords } from './difference.ts'
import { markOf, signs } from './marks.ts'
import { rankCases, type Asked, type Candidate } from './rank.ts'
import { termsOf } from './terms.ts'

const old = Temporal.Instant.from('2019-01-01T00:00:00Z')
const recent = Temporal.Instant.from('2026-01-01T00:00:00Z')
const filler = Array.from({ length: 60 }, (_, n) =>
  caseOf(1_000 + n, `unrelated matter number ${'abcdefghij'[n % 10]}${n}`),
)

const asked: Asked = { title: 'Replication lag on orders-db', details: '', serviceIds: ['db'], alerts: [] }
const alike = 'Replica of orders-db is behind, WAL piled up'

describe('ranking', () => {
  test('the same key stands first, whatever its words', () => {
    const alert = { sourceId: 's', key: 'k', rule: null }
    const byKey = caseOf(1, 'Something else entirely', { signs: [signs.key('s', 'k')] })
    expect(ids({ ...asked, alerts: [alert] }, [caseOf(2, alike, { signs: [signs.service('db')] }), byKey])).toEqual([
      1, 2,
    ])
    expect(ids({ ...asked, alerts: [{ ...alert, sourceId: 'other' }] }, [byKey])).toEqual([])
  })

  test('the same rule counts, and less than the key', () => {
    const alert = { sourceId: 's', key: 'k', rule: 'DiskFull' }
    const byRule = caseOf(1, 'Something else', { signs: [signs.rule('s', 'DiskFull')] })
    const byKey = caseOf(2, 'Another thing', { signs: [signs.key('s', 'k')] })
    expect(ids({ ...asked, alerts: [alert] }, [byRule, byKey])).toEqual([2, 1])
  })

  test('the same service stands before another', () => {
    expect(ids(asked, [caseOf(1, alike), caseOf(2, alike, { signs: [signs.service('db')] })])).toEqual([2, 1])
  })

  test('the same service alone makes nothing alike', () => {
    expect(ids(asked, [caseOf(1, 'Button has the wrong colour', { signs: [signs.service('db')] })])).toEqual([])
  })

  test('a verified resolution stands before one that nobody verified', () => {
    expect(ids(asked, [caseOf(1, alike), caseOf(2, alike, { isVerified: true })])).toEqual([2, 1])
  })

  test('what helped rises, and what did not sinks', () => {
    const cases = [caseOf(1, alike, { didNot: 2 }), caseOf(2, alike), caseOf(3, alike, { helped: 2 })]
    expect(ids(asked, cases)).toEqual([3, 2, 1])
  })

  test('nothing is cut by age: it only breaks ties', () => {
    expect(ids(asked, [caseOf(1, alike, { at: old }), caseOf(2, alike)])).toEqual([2, 1])
    expect(ids(asked, [caseOf(1, alike, { at: old, helped: 1 }), caseOf(2, alike)])).toEqual([1, 2])
    expect(ids(asked, [caseOf(1, alike, { at: old })])).toEqual([1])
  })

  test('a rare word says more than a common one', () => {
    const common = Array.from({ length: 30 }, (_, n) =>
      caseOf(100 + n, `database backlog of ${'klmnopqrst'[n % 10]}${n}`),
    )
    const rare = caseOf(1, 'walsender crashed in frankfurt')
    const title = { ...asked, title: 'database walsender frankfurt', serviceIds: [] }
    expect(ids(title, [...common, rare])[0]).toBe(1)
  })

  test('where little was learnt yet two words are enough, though none of them can be rare', () => {
    const only = caseOf(1, 'Acquirer webhooks')
    const counts = new Map([...only.marks].map((mark) => [mark, 1]))
    const frequencies = { total: 1, of: (mark: number) => counts.get(mark) ?? 0 }
    const title = { ...asked, title: 'acquirer webhooks lost', serviceIds: [] }
    expect(rankCases(title, [only], frequencies, 10).map(({ id }) => id)).toEqual([1])
  })

  test('nothing similar is said where nothing is', () => {
    expect(ids({ ...asked, title: 'Greenhouse humidity sensor', serviceIds: [] }, [caseOf(1, alike)])).toEqual([])
    expect(ids({ ...asked, title: '', details: '' }, [caseOf(1, alike)])).toEqual([])
    expect(
      ids({ ...asked, title: 'error failed problem', serviceIds: [] }, [caseOf(1, 'error failed problem')]),
    ).toEqual([])
  })

  test('it says why: the words of now, what says most first', () => {
    const [hit] = rank(asked, [caseOf(1, alike, { signs: [signs.service('db')] })])
    expect(hit?.because).toMatchObject({ key: false, rule: false, service: true })
    expect(hit?.because.words).toEqual(expect.arrayContaining(['replication lag', 'orders']))
  })
})

describe('what is different', () => {
  test('words of each that the other has not', () => {
    expect(differentWords('disk full on the queue host', '디스크 가득, 인증서 만료')).toEqual({
      now: ['queue'],
      before: ['인증서 만료'],
    })
  })
  test('nothing, where both say the same in two languages', () => {
    expect(differentWords('replication lag', '복제 지연')).toEqual({ now: [], before: [] })
  })
})

function ids(question: Asked, cases: readonly Candidate[]): number[] {
  return rank(question, cases).map(({ id }) => id)
}

function rank(question: Asked, some: readonly Candidate[]) {
  const all = [...some, ...filler]
  const counts = new Map<number, number>()
  for (const { marks } of all) for (const mark of marks) counts.set(mark, (counts.get(mark) ?? 0) + 1)
  return rankCases(question, some, { total: all.length, of: (mark) => counts.get(mark) ?? 0 }, 10)
}

function caseOf(
  id: number,
  text: string,
  of: Partial<Omit<Candidate, 'marks'>> & { readonly signs?: readonly string[] } = {},
): Candidate {
  const marks = new Set([...termsOf(text), ...(of.signs ?? [])].map(markOf))
  const { isVerified = false, helped = 0, didNot = 0, at = recent } = of
  return { id, marks, isVerified, helped, didNot, at }
}
