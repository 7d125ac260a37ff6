import { priorities } from '../../../domain/paging/priority.ts'
import type { PriorityName } from '../../../domain/paging/priority.ts'
import { useLoaded } from '../../query.tsx'
import { LabelsInput } from '../../services/LabelsInput.tsx'
import { Form, Pair } from '../../ui/Form.tsx'
import { Checkbox, Select, TextInput } from '../../ui/inputs.tsx'
import { useWords } from '../../words/words.ts'
import { faultsOf } from './draft.ts'
import type { RouteDraft } from './draft.ts'
import { MatchersField } from './MatchersField.tsx'

/** One route: what it catches, and what becomes of that. */
export function RouteForm({ route, teamId, names, problemAt, onChange }: RouteFormProps) {
  const say = useWords('routes')
  const terms = useWords('terms')
  const faults = faultsOf(route)
  const set = (part: Partial<RouteDraft>) => onChange({ ...route, ...part })
  const services = ownFirst(useLoaded('listServices', {}).data?.services ?? [], teamId)
  const policies = ownFirst(useLoaded('listPolicies', {}).data?.policies ?? [], teamId)
  const { group } = route
  const urgencies = (none: string) => [
    { value: 'none' as const, label: none },
    ...priorities.map((value) => ({ value, label: `${value} ${terms(`priority.${value}`)}` })),
  ]
  return (
    <Form onSubmit={() => undefined}>
      <TextInput
        label={say('name')}
        placeholder={say('example')}
        value={route.name}
        onChange={(name) => set({ name })}
        maxLength={200}
        error={
          problemAt('name') ??
          (route.id !== null && faults.includes('name_missing') ? say('fault.name_missing') : undefined)
        }
      />
      <MatchersField
        matchers={route.matchers}
        names={names}
        error={faults.includes('no_matcher') ? say('fault.no_matcher') : problemAt('matchers')}
        problemAt={(at) => problemAt(`matchers.${at}.value`) ?? problemAt(`matchers.${at}.name`)}
        onChange={(matchers) => set({ matchers })}
      />
      <Pair>
        <Select
          label={say('service')}
          value={route.serviceId ?? ''}
          options={[
            { value: '', label: say('ofSource') },
            ...services.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(id) => set({ serviceId: id || null })}
          error={problemAt('decides.serviceId')}
        />
        <Select
          label={say('policy')}
          value={route.policyId ?? ''}
          options={[
            { value: '', label: say('ofService') },
            ...policies.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(id) => set({ policyId: id || null })}
          error={problemAt('decides.policyId')}
        />
      </Pair>
      <Pair>
        <Select
          label={say('atLeast')}
          value={route.atLeast ?? 'none'}
          options={urgencies(say('asSaid'))}
          onChange={(chosen) => set({ atLeast: urgency(chosen) })}
        />
        <Select
          label={say('atMost')}
          value={route.atMost ?? 'none'}
          options={urgencies(say('asSaid'))}
          onChange={(chosen) => set({ atMost: urgency(chosen) })}
          error={faults.includes('contradiction') ? say('fault.contradiction') : undefined}
        />
      </Pair>
      <Checkbox
        label={say('groups')}
        hint={say('groupsHint')}
        checked={group !== null}
        onChange={(isGrouped) => set({ group: isGrouped ? { labels: [], minutes: '30' } : null })}
      />
      {group ? (
        <Pair>
          <LabelsInput
            label={say('groupBy')}
            hint={say('groupByHint')}
            labels={group.labels}
            onChange={(labels) => set({ group: { ...group, labels } })}
            error={problemAt('decides.group.labels')}
          />
          <TextInput
            label={say('groupMinutes')}
            hint={say('groupMinutesHint')}
            inputMode="numeric"
            value={group.minutes}
            onChange={(minutes) => set({ group: { ...group, minutes } })}
            error={faults.includes('minutes_out_of_range') ? say('fault.minutes_out_of_range') : undefined}
          />
        </Pair>
      ) : null}
    </Form>
  )
}

function urgency(chosen: PriorityName | 'none'): PriorityName | null {
  return chosen === 'none' ? null : chosen
}

/** Those of the team first: another team's may be meant, too. */
function ownFirst<T extends { readonly name: string; readonly teamId: string }>(things: readonly T[], teamId: string) {
  const isOther = (thing: T) => Number(thing.teamId !== teamId)
  return things.toSorted((a, b) => isOther(a) - isOther(b) || a.name.localeCompare(b.name))
}

type RouteFormProps = {
  readonly route: RouteDraft
  readonly teamId: string
  /** What can be matched. */
  readonly names: readonly string[]
  /** What the server found wrong with a field of this route. */
  readonly problemAt: (field: string) => string | undefined
  readonly onChange: (route: RouteDraft) => void
}
