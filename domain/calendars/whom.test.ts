import { describe, expect, test } from 'vitest'
import type { CalendarEvent } from './event.ts'
import { finderOf, type NameMeaning, type Namesake } from './whom.ts'

const someone = (id: string, name: string, email = `${id}@example.com`): Namesake => ({ id, name, email })
const people = [
  someone('ana', 'Ana Lee'),
  someone('ann', 'Ann'),
  someone('annlee', 'Ann Lee', 'ann.lee@example.com'),
  someone('jimin', '김지민'),
  someone('jkim', 'Jae Kim'),
  someone('twin1', 'Sam Doe'),
  someone('twin2', 'Sam Doe'),
  someone('on', 'Oz', 'on@example.com'),
  someone('primary', 'Pia'),
]

function whom(words: Partial<CalendarEvent>, meanings: readonly NameMeaning[] = []): readonly string[] {
  const at = Temporal.Instant.from('2026-03-02T09:00:00Z')
  const empty = {
    uid: 'u',
    startsAt: at,
    endsAt: at,
    summary: '',
    mails: [],
    written: [],
    organizer: null,
    priority: 0,
  }
  return finderOf(people, meanings)({ ...empty, ...words })
}

describe('by the summary', () => {
  test.each([
    ['On Call - Ana Lee - Payments Primary', ['ana']],
    ['ana lee', ['ana']],
    ['Ann Lee', ['annlee']],
    ['Ann', ['ann']],
    ['Ann Lee and Ann', ['annlee', 'ann']],
    ['Annabel', []],
    ['[L2] jkim', ['jkim']],
    ['on call: @jkim, ann.lee', ['annlee', 'jkim']],
    ['ann.other', []],
    ['Jean-Ann', []],
    ['Ana Ruiz', []],
    ['Ann Smith', []],
    ['On Call - ana - Payments', ['ana']],
    ['oncall ana', ['ana']],
    ['Ann and jkim', ['jkim', 'ann']],
    ['결제팀 김지민', ['jimin']],
    ['당직 김지민', ['jimin']],
    ['김지민님 당직', ['jimin']],
    ['김지민수', []],
    ['on call', []],
    ['Payments primary', []],
    ['Sam Doe', []],
    ['twin2', ['twin2']],
    ['Nobody we know', []],
    ['', []],
  ])('%j', (summary, expected) => {
    expect(whom({ summary })).toEqual(expected)
  })
})

describe('who says more is heard first', () => {
  const all = {
    summary: 'Ana Lee',
    mails: ['JKIM@example.com'],
    written: ['ann@example.com'],
    organizer: 'primary@example.com',
  }

  test('what the editor wrote, attendees, addresses in the text, names, the organizer', () => {
    expect(whom(all, [{ text: 'ana  LEE', personId: 'jimin' }])).toEqual(['jimin'])
    expect(whom(all)).toEqual(['jkim'])
    expect(whom({ ...all, mails: ['else@example.com'] })).toEqual(['ann'])
    expect(whom({ ...all, mails: [], written: [] })).toEqual(['ana'])
    expect(whom({ ...all, mails: [], written: [], summary: 'on call' })).toEqual(['primary'])
    expect(whom({ summary: 'on call', organizer: 'group@calendar.example.com' })).toEqual([])
  })

  test('a text of the editor is found inside of a longer one, as words of its own, the longest first', () => {
    const meanings = [
      { text: 'J. Kim', personId: 'jkim' },
      { text: 'J. Kim (nights)', personId: 'ana' },
      { text: ' ', personId: 'ann' },
    ]
    expect(whom({ summary: 'Opsgenie: J. Kim' }, meanings)).toEqual(['jkim'])
    expect(whom({ summary: 'J. Kim (nights)' }, meanings)).toEqual(['ana'])
    expect(whom({ summary: 'J. Kimble' }, meanings)).toEqual([])
  })
})
