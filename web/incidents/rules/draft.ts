import { readMatchers, writeMatchers } from '../../../domain/alerts/matchers.ts'
import type { EndpointInput, EndpointOutput } from '../../api.ts'

export type Rule = EndpointOutput<'getIncidentRules'>['rules'][number]
export type Written = EndpointInput<'setIncidentRules'>['rules'][number]

/** A rule as it is typed: numbers and matchers are text until they can be read. */
export type RuleDraft = Pick<Rule, 'name' | 'does' | 'groupLabels' | 'isEnabled'> &
  Pick<Rule['when'], 'serviceId' | 'sourceId' | 'atLeast'> &
  Pick<Rule['declares'], 'title' | 'priority' | 'isPrivate' | 'calls' | 'policyId'> & {
    readonly id: string | null
    readonly matchers: string
    readonly afterAlerts: string
    readonly withinMinutes: string
    readonly unacknowledgedMinutes: string
    readonly mostPerHour: string
  }

export const newDraft: RuleDraft = {
  id: null,
  name: '',
  serviceId: null,
  sourceId: null,
  atLeast: 'P1',
  matchers: '',
  afterAlerts: '1',
  withinMinutes: '10',
  unacknowledgedMinutes: '0',
  does: 'declare',
  groupLabels: [],
  title: '{service}: {summary}',
  priority: null,
  isPrivate: false,
  calls: 'nobody',
  policyId: null,
  mostPerHour: '5',
  isEnabled: true,
}

export function asDraft({ id, name, when, does, groupLabels, declares, isEnabled }: Rule): RuleDraft {
  return {
    id,
    name,
    does,
    groupLabels,
    isEnabled,
    serviceId: when.serviceId,
    sourceId: when.sourceId,
    atLeast: when.atLeast,
    matchers: when.matchers.length === 0 ? '' : writeMatchers(when.matchers.map(wholeMatcher)),
    afterAlerts: String(when.afterAlerts),
    withinMinutes: String(when.withinMinutes),
    unacknowledgedMinutes: String(when.unacknowledgedMinutes),
    title: declares.title,
    priority: declares.priority,
    isPrivate: declares.isPrivate,
    calls: declares.calls,
    policyId: declares.policyId,
    mostPerHour: String(declares.mostPerHour),
  }
}

export function wholeMatcher({ name, value, isRegex = false, isEqual = true }: Rule['when']['matchers'][number]) {
  return { name, value, isRegex, isEqual }
}

export type Fault = 'name' | 'matchers' | 'numbers' | 'policy'

/** What of it cannot be saved yet? */
export function faultsOf(draft: RuleDraft): readonly Fault[] {
  const numbers = [
    inRange(draft.afterAlerts, 1, 1000),
    inRange(draft.withinMinutes, 1, 1440),
    inRange(draft.unacknowledgedMinutes, 0, 1440),
    inRange(draft.mostPerHour, 1, 100),
  ]
  return [
    ...(draft.name.trim() === '' ? (['name'] as const) : []),
    ...(matcherFault(draft.matchers) === null ? [] : (['matchers'] as const)),
    ...(numbers.includes(null) ? (['numbers'] as const) : []),
    ...(draft.calls === 'policy' && draft.policyId === null ? (['policy'] as const) : []),
  ]
}

/** At which character can these matchers not be read? Null when they can, or when there are none. */
export function matcherFault(text: string): number | null {
  if (text.trim() === '') return null
  const read = readMatchers(text)
  return 'wrong' in read ? read.at + 1 : null
}

/** The draft as it is saved; undefined while it is not whole. A name may still be missing when it is only tried. */
export function asWritten(draft: RuleDraft): Written | undefined {
  if (faultsOf(draft).some((fault) => fault !== 'name')) return undefined
  const read = draft.matchers.trim() === '' ? { matchers: [] } : readMatchers(draft.matchers)
  if ('wrong' in read) return undefined
  const { id, name, does, groupLabels, isEnabled } = draft
  return {
    ...(id === null ? {} : { id }),
    name: name.trim() || '-',
    when: {
      matchers: [...read.matchers],
      serviceId: draft.serviceId,
      sourceId: draft.sourceId,
      atLeast: draft.atLeast,
      afterAlerts: Number(draft.afterAlerts),
      withinMinutes: Number(draft.withinMinutes),
      unacknowledgedMinutes: Number(draft.unacknowledgedMinutes),
    },
    does,
    groupLabels: [...groupLabels],
    declares: {
      title: draft.title.trim() || '{summary}',
      priority: draft.priority,
      isPrivate: draft.isPrivate,
      calls: draft.calls,
      policyId: draft.calls === 'policy' ? draft.policyId : null,
      mostPerHour: Number(draft.mostPerHour),
    },
    isEnabled,
  }
}

function inRange(text: string, least: number, most: number): number | null {
  if (!/^\d{1,4}$/.test(text.trim())) return null
  const number = Number(text)
  return number >= least && number <= most ? number : null
}
