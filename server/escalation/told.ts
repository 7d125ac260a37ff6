// What the log says of a firing: who was paged and why, who was silent, and what reached nobody.
import type { Missed } from '../../domain/escalation/escalate.ts'
import type { Roster } from '../../domain/escalation/roster.ts'
import type { Kind } from '../../domain/log/entry.ts'
import type { Reason } from '../../domain/paging/page.ts'
import { entry } from '../commit.ts'
import type { NewEntry } from '../log/store.ts'
import type { Firing, FiredStep, PageAsk } from './pages.ts'
import type { Short } from './several.ts'

export function firingEntries(step: FiredStep, firing: Pick<Firing, 'roster' | 'now' | 'node'>): NewEntry[] {
  // Baton's page to itself is no work of anybody's: the log is spared.
  if (step.ask.plan.kind === 'itself') return []
  const { roster } = firing
  const say = { actor: { kind: 'engine', node: firing.node } as const, now: firing.now }
  const about = { teamId: step.ask.alert.teamId, alertId: step.ask.alert.id, pageId: step.pageId }
  const { summary } = step.ask.alert
  const tell = (missed: readonly Missed[]) =>
    missed.map((miss) => {
      if (miss.because === 'other_priority' || miss.because === 'other_hours') {
        const kind = miss.because === 'other_priority' ? 'step_for_other_priority' : 'step_outside_hours'
        return entry(say, kind, { summary, step: miss.step + 1 }, about)
      }
      const facts = { summary, target: miss.target, step: miss.step + 1 }
      if (miss.because === 'quiet')
        return entry(say, 'person_quiet', { ...facts, until: miss.until.toString({ smallestUnit: 'minute' }) }, about)
      if (miss.because === 'nobody_in_role') return entry(say, miss.because, { ...facts, role: miss.role }, about)
      return entry(say, missKinds[miss.because], facts, about)
    })
  const { missed, at } = step.decision
  // Who gets a copy is seen on the page; the sentence is about who is asked to answer.
  const reached = step.decision.reached.filter(({ reason }) => reason.kind !== 'shadow')
  const people = reached.map(({ personId }) => nameOf(roster, personId)).join(', ')
  const because = [...new Set(reached.map(({ reason }) => words(reason)))].join('; ')
  const paged = { summary, people, because, step: at.step + 1 }
  const entries = [...(step.exhausted ? tell(step.exhausted.missed) : []), ...tell(missed)]
  const { told } = step.decision
  const names = told.map(({ name }) => name).join(', ')
  const channels = told.length === 0 ? [] : [entry(say, 'channels_told', { summary, channels: names }, about)]
  if (step.exhausted) {
    const alarm = { summary, policy: planName(step.exhausted.ask, roster), people: people || 'nobody could be reached' }
    const { short } = step.exhausted
    const ended = [...entries, ...channels]
    if (short) return [...ended, entry(say, 'page_short_of_answers', { ...alarm, ...answersOf(short) }, about)]
    return [...ended, entry(say, 'page_exhausted', alarm, about)]
  }
  if (reached.length === 0) return [...entries, ...channels]
  return [
    ...entries,
    step.silent
      ? entry(say, 'next_people_paged', { ...paged, silent: step.silent }, about)
      : entry(say, 'people_paged', paged, about),
    ...channels,
  ]
}

function answersOf({ names, have, needed }: Short) {
  return { by: names, have, needed }
}

const missKinds = {
  nobody_scheduled: 'nobody_on_call',
  deactivated: 'nobody_on_call',
  nobody_in_team: 'nobody_in_team',
  not_followed: 'policy_not_followed',
  unreachable: 'nobody_reachable',
  declined: 'target_declined',
  unproven: 'channel_not_told',
} as const satisfies Record<
  Exclude<Missed['because'], 'nobody_in_role' | 'quiet' | 'other_priority' | 'other_hours'>,
  Kind
>

function words(reason: Reason): string {
  switch (reason.kind) {
    case 'on_call':
      return `on call for ${reason.schedule ?? 'a schedule'}`
    case 'handing_over':
      return `hands over ${reason.schedule ?? 'a schedule'}, not accepted yet`
    case 'named':
      return 'named in the policy'
    case 'member':
      return `in the team ${reason.team ?? ''}`
    case 'asked_for':
      return 'asked for by name'
    case 'fallback':
      return 'fallback'
    case 'shadow':
      return 'a copy for the shadow'
    case 'told':
      return 'a channel'
    case 'itself':
      return 'nobody'
  }
}

function planName({ plan }: PageAsk, roster: Roster): string {
  switch (plan.kind) {
    case 'policy':
      return roster.policies.get(plan.policyId)?.name ?? 'the policy'
    case 'person':
      return nameOf(roster, plan.personId)
    case 'fallback':
      return 'the fallback'
    case 'itself':
      return 'Baton'
  }
}

function nameOf(roster: Roster, personId: string): string {
  return roster.people.get(personId)?.name ?? 'somebody removed'
}
