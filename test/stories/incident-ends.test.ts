// What hangs on an incident when it ends, is merged, split or hidden: nobody is paged for what is over, and nothing is left behind.
import { sql } from 'kysely'
import { expect } from 'vitest'
import type { EndpointInput } from '../../domain/api.ts'
import { story, teamId, type World } from '../world.ts'
import { haveToken } from './everything.ts'
import { graphs, heap, incidentOf } from './evidence.test-support.ts'

for (const how of ['dismissed', 'closed'] as const)
  story(
    `whoever was called into an incident that is ${how} is stood down, and nothing pages them for it`,
    async (world) => {
      const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
      const { id: incidentId } = await declare(world, ana, { priority: 'P3' })
      await world.call('callIntoIncident', { incidentId, personId: ben.id, role: 'expert' }, ana.token)
      await world.settle()
      if (how === 'closed') await move(world, ana, incidentId, 'follow_up')
      await move(world, ana, incidentId, how)
      const heard = world.phone('ben').all().length
      await world.pass({ minutes: 30 })
      expect(world.phone('ben').all()).toHaveLength(heard)
      expect((await world.call('listAlerts', {})).alerts).toEqual([])
      expect(await engagements(world, incidentId)).toContainEqual(['ben', 'stood_down'])
      await world.log.says('Ana stood Ben down')
    },
  )

story(
  'whoever was called into one of two that are merged is called into the other, by the same page',
  async (world) => {
    const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
    const one = await declare(world, ana)
    const other = await declare(world, ana, { title: 'Cart is empty' })
    await world.call('callIntoIncident', { incidentId: one.id, personId: ben.id, role: 'expert' }, ana.token)
    await world.settle()
    await world.call('mergeIncident', { incidentId: one.id, into: other.id }, ana.token)
    const [call] = (await world.call('listAlerts', {})).alerts
    expect(await engagements(world, one.id)).toContainEqual(['ben', 'stood_down'])
    await world.call('acknowledgeAlert', { alertId: call?.id ?? 0 }, ben.token)
    await world.settle()
    expect(await engagements(world, other.id)).toContainEqual(['ben', 'accepted'])
  },
)

story('who has two roles, asked for by different people, goes over in a merge', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const into = await declare(world, ana)
  const { id: incidentId } = await declare(world, ana, { title: 'Cart is empty' })
  await world.call('joinIncident', { incidentId, role: 'scribe' }, ben.token)
  await world.call('callIntoIncident', { incidentId, personId: ben.id, role: 'expert', isPaged: false }, ana.token)
  await world.call('joinIncident', { incidentId, role: 'expert' }, ben.token)
  await world.call('mergeIncident', { incidentId, into: into.id }, ana.token)
  expect(await engagements(world, into.id)).toContainEqual(['ben', 'accepted'])
})

story('what is still to be done goes over in a merge, and its parts hear where they belong', async (world) => {
  const ana = await named(world, 'ana')
  const { serviceId, incidentId } = await incidentOf(world, [heap])
  const into = await declare(world, ana, { title: 'Cart is empty' })
  const part = await declare(world, ana, { title: 'Refunds wait' })
  await world.call('setParent', { incidentId: part.id, parentId: incidentId }, ana.token)
  await world.call('addFollowUp', { incidentId, text: 'Bound the pool' }, ana.token)
  await world.call('giveTask', { incidentId, text: 'Call the bank', ownerId: ana.id }, ana.token)
  await world.call('mergeIncident', { incidentId, into: into.id }, ana.token)
  const goesOn = await world.call('getIncident', { incidentId: into.id }, ana.token)
  expect(goesOn.followUps.map(({ text }) => text)).toEqual(['Bound the pool'])
  expect(goesOn.tasks.map(({ text }) => text)).toEqual(['Call the bank'])
  expect(goesOn.services.map(({ id }) => id)).toEqual([serviceId])
  expect(goesOn.evidence.map(({ name }) => name)).toEqual(['Heap dump'])
  const { entries } = await world.call('readTimeline', { incidentId: part.id }, ana.token)
  expect(entries[0]?.says).toContain(`a part of #${into.id}: Cart is empty`)
})

story(
  'what is split off takes its service with what is to be kept of it, and leaves no offer behind',
  async (world) => {
    const [ana, ben, kim] = [await named(world, 'ana'), await named(world, 'ben'), await named(world, 'kim')]
    const { serviceId, incidentId } = await incidentOf(world, [heap, graphs])
    await world.call('joinIncident', { incidentId, role: 'lead' }, ana.token)
    await world.call('offerRole', { incidentId, personId: ben.id, role: 'lead', isPaged: true }, ana.token)
    const split = { incidentId, title: 'Refunds wait', serviceIds: [serviceId], personIds: [ana.id] }
    const made = await world.call('splitIncident', split, kim.token)
    expect(made.evidence.map(({ name }) => name)).toEqual(['Heap dump', 'Graphs'])
    expect((await world.call('getIncident', { incidentId })).offers).toEqual([])
    expect((await world.call('listAlerts', {})).alerts).toEqual([])
  },
)

story('who works on incidents of one team alone merges and joins nothing into those of another', async (world) => {
  const ana = await named(world, 'ana')
  const { id: otherTeam } = await world.call('createTeam', { slug: 'other', name: 'Other' })
  const theirs = await world.call('declareIncident', { teamId: otherTeam, title: 'Theirs' })
  await sql`update person set role = 'viewer' where id = ${ana.id}`.execute(world.database.db)
  const mine = await declare(world, ana)
  for (const [name, input] of [
    ['mergeIncident', { incidentId: mine.id, into: theirs.id }],
    ['setParent', { incidentId: mine.id, parentId: theirs.id }],
  ] as const)
    expect(await world.ask(name, input, ana.token)).toMatchObject({ status: 403, body: { code: 'not_allowed' } })
})

story(
  'a private incident is told nowhere by its title: not where one is merged into it, not by a call of before',
  async (world) => {
    const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
    const eve = await named(world, 'eve', 'viewer')
    const open = await declare(world, ben)
    const hidden = await declare(world, ana, { title: 'Stolen laptop' })
    await world.call('callIntoIncident', { incidentId: hidden.id, personId: ben.id }, ana.token)
    await world.call('offerRole', { incidentId: hidden.id, personId: ben.id, role: 'lead', isPaged: true }, ana.token)
    await world.call('describeIncident', { incidentId: hidden.id, isPrivate: true }, ana.token)
    await world.call('mergeIncident', { incidentId: open.id, into: hidden.id }, ana.token)
    const seen = [
      await world.call('listAlerts', { state: 'all' }, eve.token),
      await world.call('readTimeline', { incidentId: open.id }, eve.token),
      await world.call('readLog', { search: 'laptop' }, eve.token),
    ]
    expect(JSON.stringify(seen)).not.toContain('laptop')
    expect((await world.call('readLog', { search: 'laptop' }, ana.token)).entries).not.toEqual([])
  },
)

story(
  'whoever is asked how bad a private incident is may follow it, and is paged no more once they said',
  async (world) => {
    const [ana, ben, kim] = [await named(world, 'ana'), await named(world, 'ben'), await named(world, 'kim')]
    const { id: incidentId } = await declare(world, ana, { title: 'Stolen laptop', isPrivate: true, priority: 'P1' })
    await sql`update incident set rated_at = null`.execute(world.database.db)
    await world.call('askRating', { incidentId, personIds: [ben.id, kim.id], isPaged: true }, ana.token)
    await world.settle()
    expect((await world.call('listAlerts', {})).alerts).toHaveLength(2)
    await world.call('followIncident', { incidentId }, ben.token)
    await world.call('answerRating', { incidentId, priority: 'P2' }, ben.token)
    expect((await world.call('listAlerts', {})).alerts).toHaveLength(1)
    await world.call('rateIncident', { incidentId, priority: 'P2', because: 'One laptop' }, ana.token)
    expect((await world.call('listAlerts', {})).alerts).toEqual([])
  },
)

story('an incident holds so many actions, and says so', async (world) => {
  const ana = await named(world, 'ana')
  const { id: incidentId } = await declare(world, ana)
  await sql`insert into incident_action (incident_id, text, state, by_name, announced_at)
    select ${incidentId}, 'x', 'done', 'x', baton_now() from generate_series(1, 300)`.execute(world.database.db)
  const refused = await world.ask('announceAction', { incidentId, text: 'One more' }, ana.token)
  expect(refused).toMatchObject({ status: 409, body: { code: 'incident_full', facts: { most: 300 } } })
})

type Named = { readonly id: string; readonly token: string }

async function named(world: World, name: string, role: 'viewer' | 'responder' = 'responder'): Promise<Named> {
  const id = await world.person(name, { role })
  if (role === 'viewer')
    await sql`update team_member set role = 'viewer' where person_id = ${id}`.execute(world.database.db)
  return { id, token: await haveToken(world, id) }
}

function declare(world: World, { token }: Named, draft: Partial<EndpointInput<'declareIncident'>> = {}) {
  return world.call('declareIncident', { teamId, title: 'Checkout answers 500', priority: 'P2', ...draft }, token)
}

async function move(world: World, { token }: Named, incidentId: number, to: EndpointInput<'moveIncident'>['to']) {
  const { moves } = await world.call('getIncident', { incidentId }, token)
  await world.call('moveIncident', { incidentId, to, moves, reason: 'known' }, token)
}

async function engagements(world: World, incidentId: number) {
  const { people } = await world.call('getIncident', { incidentId })
  return people.map(({ name, engagement }) => [name.toLowerCase(), engagement])
}
