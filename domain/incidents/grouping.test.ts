import { expect, test } from 'vitest'
import { kinds } from '../log/entry.ts'
import { besidesOf, groupOf, kindsOf } from './grouping.ts'
import { entryGroups } from './groups.ts'

test.each([
  ['incident_declared', 'moves'],
  ['incident_described', 'moves'],
  ['incident_came_back', 'moves'],
  ['incident_watch_over', 'moves'],
  ['follow_up_added', 'moves'],
  ['risk_accepted', 'moves'],
  ['incident_joined', 'people'],
  ['incident_role_passed', 'people'],
  ['role_taken', 'people'],
  ['role_offered', 'people'],
  ['offer_accepted', 'people'],
  ['incident_stood_down', 'people'],
  ['action_effect', 'actions'],
  ['hypothesis_decided', 'actions'],
  ['task_given', 'actions'],
  ['update_posted', 'updates'],
  ['audience_not_needed', 'updates'],
  ['followed', 'updates'],
  ['rating_asked', 'people'],
  ['call_reached_nobody', 'people'],
  ['alerts_joined_by_rule', 'alerts'],
  ['note_written', 'notes'],
  ['gap_noted', 'evidence'],
  ['gap_found', 'alerts'],
  ['alerts_attached', 'alerts'],
  ['alert_acknowledged', 'alerts'],
  ['people_paged', 'alerts'],
] as const)('%s is of %s', (kind, group) => {
  expect(groupOf(kind)).toBe(group)
})

test('every kind is of one group, and nothing is left out by asking for all of them', () => {
  expect(kindsOf(entryGroups)).toEqual(kinds)
  expect(entryGroups.flatMap((group) => kindsOf([group])).toSorted()).toEqual(kinds.toSorted())
})

test('what stands around an incident is asked again when it moves or its alerts change, who hears of it when it is told', () => {
  const kindsWritten = (...written: readonly string[]) => besidesOf(written.map((kind) => ({ kind })))
  expect(kindsWritten('incident_advanced', 'offer_withdrawn')).toEqual(['surroundings'])
  expect(kindsWritten('alerts_attached')).toEqual(['surroundings'])
  expect(kindsWritten('update_posted')).toEqual(['hearing'])
  expect(kindsWritten('action_done', 'task_given', 'note_written')).toEqual([])
  expect(kindsWritten()).toEqual([])
})
