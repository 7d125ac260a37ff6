// Policies that stories write: a service with these steps, and the words for them.
import type { EndpointInput } from '../../domain/api.ts'
import type { World } from '../world.ts'

type Text = EndpointInput<'changePolicy'>
export type Steps = Text['steps']
type Rest = Partial<Pick<Text, 'repeats' | 'mayWaitFrom' | 'steps'>>

/** A service whose policy has these steps. */
export async function serviceWith(world: World, steps: Steps, rest: Rest & { grouping?: 'unanswered' | 'none' } = {}) {
  const { grouping, ...text } = rest
  const made = await world.service('ana 5m', grouping ? { grouping } : {})
  await rewrite(world, made.policyId, { steps, ...text })
  return made
}

/** The policy with another text. */
export async function rewrite(world: World, policyId: string, text: Rest) {
  const {
    id: _id,
    slug: _slug,
    teamId: _team,
    services: _services,
    ...before
  } = await world.call('getPolicy', { policyId })
  await world.call('changePolicy', { policyId, ...before, ...text })
}

export async function person(world: World, name: string) {
  return { kind: 'person' as const, personId: await world.person(name) }
}

export async function people(world: World, ...names: readonly string[]) {
  const found = []
  for (const name of names) found.push(await person(world, name))
  return found
}
