import { expect, test } from 'vitest'
import {
  asDrafts,
  asWritten,
  differences,
  faultsOf,
  forTrial,
  goesElsewhere,
  isSame,
  newRoute,
  withMoved,
  withNew,
  type Route,
} from './draft.ts'
import { placeAt } from './use-reorder.ts'

const matcher = { name: 'env', value: 'prod', isRegex: false, isEqual: true }
const route = (id: string, name = id): Route => ({
  id,
  teamId: 't',
  name,
  matchers: [matcher],
  decides: { serviceId: null, policyId: null, atLeast: null, atMost: null, group: { labels: ['a, b'], minutes: 5 } },
  isEnabled: true,
})
const draft = newRoute('k', 'Night', [matcher])

test('what was told and not touched is what is saved, labels with commas too', () => {
  const drafts = asDrafts([route('1')])
  expect(isSame(drafts, [route('1')])).toBe(true)
  expect(asWritten(drafts[0] ?? draft)).toEqual({ ...route('1'), teamId: undefined })
})

test.each([
  [{ name: ' ' }, 'name_missing'],
  [{ matchers: [] }, 'no_matcher'],
  [{ matchers: [{ ...matcher, name: '' }] }, 'matcher_unnamed'],
  [{ group: { labels: [], minutes: '1441' } }, 'minutes_out_of_range'],
  [{ group: { labels: [], minutes: '1.5' } }, 'minutes_out_of_range'],
  [{ atLeast: 'P1', atMost: 'P2' } as const, 'contradiction'],
])('what is not whole is told: %j', (part, fault) => {
  expect(faultsOf({ ...draft, ...part })).toEqual([fault])
})

test('P3 to P1 is no contradiction', () => {
  expect(faultsOf({ ...draft, atLeast: 'P3', atMost: 'P1' })).toEqual([])
})

test('a route that is not whole keeps its place in the trial and catches nothing', () => {
  const [first, second, third] = forTrial([newRoute('a', 'A'), draft, { ...draft, name: '' }])
  expect([first?.isEnabled, second?.isEnabled, third?.isEnabled]).toEqual([false, true, true])
  expect(first?.matchers).toHaveLength(1)
  expect(third?.name).not.toBe('')
})

test('a new route stands before the one that catches the event now', () => {
  const drafts = asDrafts([route('1'), route('2')])
  expect(withNew(drafts, draft, 1).map(({ key }) => key)).toEqual(['1', 'k', '2'])
  expect(withNew(drafts, draft, null).map(({ key }) => key)).toEqual(['1', '2', 'k'])
})

test('moving keeps everything, and beyond the ends changes nothing', () => {
  expect(withMoved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
  expect(withMoved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
  const list = ['a', 'b']
  expect(withMoved(list, 1, 2)).toBe(list)
  expect(withMoved(list, 0, -1)).toBe(list)
})

test('what somebody else did is told one by one', () => {
  const before = [route('1'), route('2'), route('3')]
  expect(differences(before, before)).toEqual([])
  expect(differences(before, [route('3'), route('1', 'One'), route('4')])).toEqual([
    { how: 'changed', name: 'One' },
    { how: 'added', name: '4' },
    { how: 'removed', name: '2' },
    { how: 'moved' },
  ])
})

test('an event that another route sends to the same place goes nowhere else', () => {
  const went = { route: 0, serviceId: 's', policyId: null, priority: 'P2', group: null } as const
  expect(goesElsewhere({ inForce: went, drafted: { ...went, route: 3 } })).toBe(false)
  expect(goesElsewhere({ inForce: went, drafted: { ...went, priority: 'P1' } })).toBe(true)
})

test('an entry that is dragged changes places once the pointer has passed the middle of its neighbour', () => {
  const entries = [
    { top: 0, height: 40 },
    { top: 40, height: 200 },
    { top: 240, height: 40 },
  ]
  expect(placeAt(entries, 0, 139)).toBe(0)
  expect(placeAt(entries, 0, 141)).toBe(1)
  expect(placeAt(entries, 2, 139)).toBe(1)
  expect(placeAt(entries, 0, -50)).toBe(0)
  expect(placeAt(entries, 2, 900)).toBe(2)
})
