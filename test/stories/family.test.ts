// Incidents that belong together: a big one and its parts, what was split off, and what is not told of those that are private.
import { expect } from 'vitest'
import type { EndpointInput } from '../../domain/api.ts'
import { story, teamId, type World } from '../world.ts'
import { haveToken } from './everything.ts'

type Named = { readonly id: string; readonly token: string }

async function named(world: World, name: string, role: 'viewer' | 'responder' = 'responder'): Promise<Named> {
  const id = await world.person(name, { role })
  return { id, token: await haveToken(world, id) }
}

const declare = async (world: World, { token }: Named, draft: Partial<EndpointInput<'declareIncident'>> = {}) =>
  (await world.call('declareIncident', { teamId, title: 'Checkout answers 500', ...draft }, token)).id

const saysOf = async (world: World, incidentId: number) =>
  (await world.call('readTimeline', { incidentId })).entries.map(({ says }) => says)

story('a big incident lists its parts, a part says of what, and both sides are told', async (world) => {
  const ana = await named(world, 'ana')
  const [big, part, other] = [
    await declare(world, ana, { title: 'Everything is slow' }),
    await declare(world, ana),
    await declare(world, ana, { title: 'Login fails' }),
  ]
  await world.call('setParent', { incidentId: part, parentId: big }, ana.token)
  const again = await world.call('setParent', { incidentId: part, parentId: big }, ana.token)
  expect(again).toEqual({ done: true })
  expect((await world.call('getFamily', { incidentId: part }, ana.token)).parent).toMatchObject({ id: big })
  expect((await world.call('getFamily', { incidentId: big }, ana.token)).parts).toMatchObject([
    { id: part, state: 'triage' },
  ])
  expect(await saysOf(world, big)).toContain(`Ana made #${part}: Checkout answers 500 a part of it`)
  expect(await saysOf(world, part)).toContain(`Ana made it a part of #${big}: Everything is slow`)
  const refused = async (incidentId: number, parentId: number) =>
    (await world.ask('setParent', { incidentId, parentId }, ana.token)).body['code']
  expect(await refused(big, big)).toBe('incident_of_itself')
  expect(await refused(big, part)).toBe('incident_is_part')
  expect(await refused(other, part)).toBe('incident_is_part')
  expect(await refused(big, other)).toBe('incident_has_parts')
  await world.call('setParent', { incidentId: part, parentId: other }, ana.token)
  expect(await saysOf(world, big)).toContain(`Ana took it out of the parts: #${part}: Checkout answers 500`)
  await world.call('setParent', { incidentId: part, parentId: null }, ana.token)
  expect(await saysOf(world, part)).toContain(`Ana: it is no longer a part of #${other}: Login fails`)
})

story('two who make each other their part at once: one wins, and no ring comes of it', async (world) => {
  const ana = await named(world, 'ana')
  const [a, b] = [await declare(world, ana), await declare(world, ana, { title: 'Login fails' })]
  const answers = await Promise.all([
    world.ask('setParent', { incidentId: a, parentId: b }, ana.token),
    world.ask('setParent', { incidentId: b, parentId: a }, ana.token),
  ])
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
})

story('whoever closes the whole with parts open says why', async (world) => {
  const ana = await named(world, 'ana')
  const [big, part] = [await declare(world, ana, { priority: 'P3' }), await declare(world, ana)]
  await world.call('setParent', { incidentId: part, parentId: big }, ana.token)
  const move = async (to: EndpointInput<'moveIncident'>['to'], reason: string, incidentId = big) => {
    const { moves } = await world.call('getIncident', { incidentId })
    return world.ask('moveIncident', { incidentId, to, moves, reason }, ana.token)
  }
  await move('follow_up', 'known')
  const silent = await move('closed', '')
  expect(silent.body).toMatchObject({ code: 'incident_reason_missing', facts: { leaves: ['parts_over'] } })
  expect((await move('closed', 'The rest is small')).status).toBe(200)
  expect(await saysOf(world, big)).toContain('Ana closed the incident (The rest is small); left open: parts_over')
  await move('dismissed', 'none', part)
  await move('follow_up', 'look again')
  expect((await move('closed', '')).status).toBe(200)
})

story('alerts, services and people move to a new incident, which says where it came from', async (world) => {
  const [ana, ben, mia] = [await named(world, 'ana'), await named(world, 'ben'), await named(world, 'mia')]
  const disk = await world.raise('Disk is full', { policy: 'ana 5m' })
  const login = await world.raise('Login fails', { policy: 'ana 5m' })
  const { serviceId } = await world.service('ben 5m')
  const id = await declare(world, ana, { alertIds: [disk.id, login.id], serviceIds: [serviceId], priority: 'P1' })
  for (const { token } of [ben, mia]) await world.call('joinIncident', { incidentId: id }, token)
  const split = {
    incidentId: id,
    title: 'Login fails',
    alertIds: [login.id],
    serviceIds: [serviceId],
    personIds: [ben.id],
  }
  const made = await world.call('splitIncident', { ...split, isPart: true }, mia.token)
  expect(made).toMatchObject({ state: 'triage', priority: 'P1', lead: { name: 'Mia' }, services: [{ id: serviceId }] })
  expect(made.alerts.map((alert) => alert.id)).toEqual([login.id])
  expect(made.people.map(({ name }) => name).toSorted()).toEqual(['Ben', 'Mia'])
  const left = await world.call('getIncident', { incidentId: id })
  expect(left.alerts.map((alert) => alert.id)).toEqual([disk.id])
  expect(left.people.find(({ name }) => name === 'Ben')?.engagement).toBe('stood_down')
  expect(await world.call('getFamily', { incidentId: made.id })).toMatchObject({ splitFrom: { id }, parent: { id } })
  expect(await saysOf(world, id)).toContain(`Mia split off #${made.id}: Login fails`)
  expect(await saysOf(world, made.id)).toContain(`Mia split it off, P1, from #${id}: Checkout answers 500`)
  const foreign = await world.ask('splitIncident', { incidentId: id, title: 'x', alertIds: [login.id] }, ana.token)
  expect(foreign.body['code']).toBe('unknown_reference')
})

story('a private relative is counted and not named, and hangs on nothing that a stranger chooses', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const secret = await declare(world, ana, { title: 'A key leaked', isPrivate: true })
  const [big, own] = [await declare(world, ana), await declare(world, ben, { title: 'Login fails' })]
  await world.call('setParent', { incidentId: secret, parentId: big }, ana.token)
  expect(await world.call('getFamily', { incidentId: big }, ben.token)).toMatchObject({ parts: [], hidden: 1 })
  expect(await world.call('getFamily', { incidentId: big }, ana.token)).toMatchObject({
    parts: [{ id: secret }],
    hidden: 0,
  })
  const blind = await world.ask('setParent', { incidentId: own, parentId: secret }, ben.token)
  expect(blind.body['code']).toBe('unknown_reference')
  const { entries } = await world.call('readTimeline', { incidentId: big }, ben.token)
  expect(entries.filter(({ says }) => says.includes('A key leaked'))).toEqual([])
  const made = await world.call('splitIncident', { incidentId: secret, title: 'Another key' }, ana.token)
  expect(made.isPrivate).toBe(true)
})

story(
  'an update of the whole may go to who follows its parts, once each, but not what they may not know',
  async (world) => {
    const [ana, ben, mia] = [await named(world, 'ana'), await named(world, 'ben'), await named(world, 'mia')]
    const [big, part] = [await declare(world, ana, { title: 'Everything is slow' }), await declare(world, ana)]
    await world.call('setParent', { incidentId: part, parentId: big }, ana.token)
    await world.call('followIncident', { incidentId: part }, ben.token)
    for (const incidentId of [big, part]) await world.call('followIncident', { incidentId }, mia.token)
    const update = { incidentId: big, audience: 'stakeholders', text: 'We work on it.' } as const
    await world.call('postUpdate', update, ana.token)
    await world.settle()
    world.phone('ben').rangTimes(0)
    await world.call('postUpdate', { ...update, isToParts: true }, ana.token)
    await world.settle()
    world.phone('ben').rang('Everything is slow')
    world.phone('mia').rangTimes(2)
    await world.call('describeIncident', { incidentId: big, isPrivate: true }, ana.token)
    const heard = await world.call(
      'whoHears',
      { incidentId: big, audience: 'stakeholders', isToParts: 'true' },
      ana.token,
    )
    expect(heard.people).toEqual([])
  },
)

story('an update to parts does not reach those of a part that its writer may not know of', async (world) => {
  const [ana, ben, mia] = [await named(world, 'ana'), await named(world, 'ben'), await named(world, 'mia')]
  const big = await declare(world, ben, { title: 'Everything is slow' })
  const secret = await declare(world, ana, { title: 'A key leaked', isPrivate: true })
  await world.call('callIntoIncident', { incidentId: secret, personId: mia.id, isPaged: false }, ana.token)
  await world.call('followIncident', { incidentId: secret }, mia.token)
  await world.call('setParent', { incidentId: secret, parentId: big }, ana.token)
  const asked = { incidentId: big, audience: 'stakeholders', isToParts: 'true' } as const
  expect((await world.call('whoHears', asked, ben.token)).people).toEqual([])
  expect((await world.call('whoHears', asked, ana.token)).people).toMatchObject([{ name: 'Mia', because: 'part' }])
})

story('what is merged takes its parts and followers along', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const [big, part, other] = [await declare(world, ana), await declare(world, ana), await declare(world, ana)]
  await world.call('setParent', { incidentId: part, parentId: big }, ana.token)
  await world.call('followIncident', { incidentId: big }, ben.token)
  await world.call('mergeIncident', { incidentId: big, into: other }, ana.token)
  expect((await world.call('getFamily', { incidentId: other })).parts).toMatchObject([{ id: part }])
  expect((await world.call('listFollowers', { incidentId: other }, ben.token)).isFollowing).toBe(true)
  // The whole goes into its own part: that one stands alone.
  await world.call('mergeIncident', { incidentId: other, into: part }, ana.token)
  expect(await world.call('getFamily', { incidentId: part })).toMatchObject({ parent: null, parts: [] })
})
