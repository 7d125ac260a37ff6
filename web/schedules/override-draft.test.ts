import { expect, test } from 'vitest'
import { asOverrideInput, faultsOfOverride } from './override-draft.ts'
import type { OverrideDraft } from './override-draft.ts'

const span = { from: Date.UTC(2026, 10, 26, 18), until: Date.UTC(2026, 10, 27, 8) }
const draft: OverrideDraft = {
  kind: 'take_over',
  personId: 'ana',
  replaces: 'ben',
  role: 'shadow',
  span,
  reason: ' ill ',
}

test.each<[Partial<OverrideDraft>, object]>([
  [{}, {}],
  [{ kind: 'replace' }, {}],
  [{ kind: 'remove', personId: '' }, { personId: 'whom_missing' }],
  [{ kind: 'add', personId: '' }, { personId: 'who_missing' }],
  [{ kind: 'replace', replaces: '' }, { replaces: 'replaces_missing' }],
  [{ kind: 'replace', replaces: 'ana' }, { replaces: 'replaces_itself' }],
  [{ kind: 'take_over', replaces: '' }, {}],
  [{ span: null }, { until: 'time_missing' }],
  [{ span: { from: span.until, until: span.from } }, { until: 'ends_first' }],
  [{ span: { from: span.from, until: span.from + 367 * 86_400_000 } }, { until: 'too_long' }],
])('%j is told as %j', (given, faults) => {
  expect(faultsOfOverride({ ...draft, ...given })).toEqual(faults)
})

test.each<[OverrideDraft['kind'], object]>([
  ['take_over', {}],
  ['replace', { replaces: 'ben' }],
  ['add', { role: 'shadow' }],
  ['remove', {}],
])('%s is sent with its own fields alone', (kind, own) => {
  expect(asOverrideInput({ ...draft, kind }, 's', span)).toEqual({
    scheduleId: 's',
    kind,
    personId: 'ana',
    startsAt: '2026-11-26T18:00:00.000Z',
    endsAt: '2026-11-27T08:00:00.000Z',
    reason: 'ill',
    ...own,
  })
})
