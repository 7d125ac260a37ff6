// A small team in a fresh Baton: people who can be reached, a policy, a service and the key of its source.
import type { EndpointInput } from '../../domain/api.ts'
import type { Baton } from './baton.ts'

type Asked = Pick<Baton, 'call'>

export function makeTeam(baton: Asked): Promise<{ readonly id: string }> {
  return baton.call('createTeam', { slug: 'shop', name: 'Shop' })
}

/** Somebody with the contacts everybody starts with: their mail and their browser. */
export async function joinTeam(
  baton: Asked,
  who: { readonly name: string; readonly teamId: string; readonly role?: 'responder' | 'admin' },
): Promise<string> {
  const { link } = await baton.call('invite', { role: who.role ?? 'responder', teamId: who.teamId })
  const { personId } = await baton.call('acceptWelcome', {
    token: link.split('/').at(-1) ?? '',
    name: who.name,
    email: `${who.name.toLowerCase()}@example.com`,
    password: `a long password of ${who.name}`,
    zone: 'UTC',
    language: 'en',
  })
  return personId
}

/** From now on this person is reached by one webhook and nothing else. */
export async function reachByWebhook(baton: Asked, personId: string, url: string): Promise<void> {
  const before = await baton.call('getContacts', { personId })
  for (const { id } of before.contacts) {
    await baton.call('changeContact', { personId, contactId: id, isEnabled: false })
  }
  await baton.call('addContact', { personId, channel: 'webhook', address: url })
}

/** A policy that goes from one person to the next after that wait. */
export async function makePolicy(
  baton: Asked,
  of: {
    readonly slug?: string
    readonly teamId: string
    readonly steps: readonly { readonly personId: string; readonly waitMinutes: number }[]
  },
): Promise<string> {
  const { slug = 'shop' } = of
  const { id } = await baton.call('createPolicy', {
    slug,
    name: slug,
    teamId: of.teamId,
    steps: of.steps.map(({ personId, waitMinutes }) => ({ targets: [{ kind: 'person', personId }], waitMinutes })),
    repeats: 0,
    returnAfterMinutes: 60,
  })
  return id
}

/** The least that wakes somebody: a team of Ana alone and the policy that goes to her. */
export async function makeTeamOfAna(baton: Asked): Promise<{ readonly teamId: string; readonly policyId: string }> {
  const { id: teamId } = await makeTeam(baton)
  const personId = await joinTeam(baton, { name: 'Ana', teamId })
  return { teamId, policyId: await makePolicy(baton, { teamId, steps: [{ personId, waitMinutes: 30 }] }) }
}

/** A service that follows the policy, and the key its monitor uses. */
export async function makeService(
  baton: Asked,
  of: {
    readonly slug: string
    readonly teamId: string
    readonly policyId: string
    readonly dialect: EndpointInput<'createSource'>['dialect']
    readonly grouping?: 'unanswered' | 'none'
  },
): Promise<{ readonly serviceId: string; readonly key: string }> {
  const { slug, teamId, policyId, dialect, grouping = 'unanswered' } = of
  const name = slug.charAt(0).toUpperCase() + slug.slice(1)
  const service = await baton.call('createService', { slug, name, teamId, policyId, grouping })
  const { key } = await baton.call('createSource', { slug, name, serviceId: service.id, dialect })
  return { serviceId: service.id, key }
}
