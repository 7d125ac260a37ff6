// Who helps in an incident: what others would rate it, and whom to pull in for a service or a skill. And a risk that is over.
import { expect } from 'vitest'
import { story, teamId, type World } from '../world.ts'
import { haveToken } from './everything.ts'

async function named(world: World, name: string, role: 'viewer' | 'responder' | 'manager' = 'responder') {
  const id = await world.person(name, { role })
  return { id, token: await haveToken(world, id) }
}

story('others say how bad it is, and whoever leads decides', async (world) => {
  const [ana, ben, cho] = [await named(world, 'ana'), await named(world, 'ben'), await named(world, 'cho', 'viewer')]
  const { id: incidentId } = await world.call('declareIncident', { teamId, title: 'Checkout is slow' }, ana.token)
  const asked = await world.call('askRating', { incidentId, personIds: [ben.id, cho.id] }, ana.token)
  expect(asked.ratings.map(({ name, priority }) => [name, priority])).toEqual([
    ['Ben', null],
    ['Cho', null],
  ])
  await world.settle()
  world.phone('ben').rang('Ana asks you: how bad is it? Checkout is slow')
  await world.call('answerRating', { incidentId, priority: 'P1', because: 'Nobody can pay' }, ben.token)
  const said = await world.call('answerRating', { incidentId, priority: 'P2' }, cho.token)
  expect(said).toMatchObject({ priority: 'P3', isRated: false })
  await world.log.says('Ben would rate it P1 (Nobody can pay)')
  expect((await world.ask('answerRating', { incidentId, priority: 'P1' }, ana.token)).body['code']).toBe(
    'incident_not_asked',
  )
  await world.call('rateIncident', { incidentId, priority: 'P2' }, ana.token)
  expect((await world.ask('answerRating', { incidentId, priority: 'P4' }, ben.token)).body['code']).toBe('rating_over')
  const again = await world.ask('askRating', { incidentId, personIds: [ben.id] }, ana.token)
  expect(again.body['code']).toBe('incident_rated_already')
})

story('for what is no P1 or P2 nobody is paged to rate it; for a P1 they are', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const { id } = await world.call('declareIncident', { teamId, title: 'Checkout is slow' }, ana.token)
  const calm = await world.ask('askRating', { incidentId: id, personIds: [ben.id], isPaged: true }, ana.token)
  expect(calm.body['code']).toBe('rating_not_urgent')
  const { incidentId } = await urgent(world)
  await world.call('askRating', { incidentId, personIds: [ben.id], isPaged: true }, ana.token)
  await world.settle()
  world.phone('ben').rang('Ana asks you to help with an incident: Search is down')
})

/** One that a rule took for a P1, and that nobody has rated. */
async function urgent(world: World) {
  const { id: incidentId } = await world.call('declareIncident', { teamId, title: 'Search is down' })
  await world.database.db.updateTable('incident').set({ priority: 1 }).where('id', '=', incidentId).execute()
  return { incidentId }
}

story('who was asked about a private one may see it, and nobody else', async (world) => {
  const [ana, ben, cho] = [await named(world, 'ana'), await named(world, 'ben'), await named(world, 'cho')]
  const draft = { teamId, title: 'Keys were leaked', isPrivate: true }
  const { id: incidentId } = await world.call('declareIncident', draft, ana.token)
  await world.call('askRating', { incidentId, personIds: [ben.id] }, ana.token)
  expect(await world.call('getIncident', { incidentId }, ben.token)).toMatchObject({ title: 'Keys were leaked' })
  expect((await world.ask('getIncident', { incidentId }, cho.token)).status).toBe(404)
  expect((await world.ask('proposePeople', { incidentId }, cho.token)).status).toBe(404)
})

story('whom to pull in: on call for the service, its experts, who has the skill', async (world) => {
  const [ana, ben, cho] = [await named(world, 'ana'), await named(world, 'ben'), await named(world, 'cho')]
  const { serviceId } = await world.service('ben 5m')
  await world.call('setSkills', { personId: cho.id, skills: ['Postgres', 'kafka ', 'postgres'] }, cho.token)
  expect((await world.ask('setSkills', { personId: cho.id, skills: [] }, ben.token)).status).toBe(403)
  await world.call('setServiceExperts', { serviceId, experts: [{ skill: 'postgres' }, { personId: ana.id }] })
  const draft = { teamId, title: 'Checkout is slow', serviceIds: [serviceId] }
  const { id: incidentId } = await world.call('declareIncident', draft, ana.token)
  const { people, skills } = await world.call('proposePeople', { incidentId, serviceId }, ana.token)
  expect(skills).toEqual(['kafka', 'postgres'])
  expect(people.map(({ name, isIn, why }) => [name, isIn, why.map(({ kind }) => kind)])).toEqual([
    ['Ben', false, ['on_call_for']],
    ['Cho', false, ['expert_of']],
    ['Ana', true, ['expert_of']],
  ])
  const bySkill = await world.call('proposePeople', { incidentId, skill: 'kafka' }, ana.token)
  expect(bySkill.people).toMatchObject([
    { name: 'Cho', why: [{ kind: 'has_skill', skill: 'kafka' }], localTime: '09:00' },
  ])
  await world.call('callIntoIncident', { incidentId, personId: cho.id, role: 'expert' }, ana.token)
  await world.settle()
  world.phone('cho').rang('Ana asks you to help with an incident: Checkout is slow')
})

story(
  'a risk is taken until its day is over where its manager is; then it is owed again, and they hear of it',
  async (world) => {
    const mina = await named(world, 'mina', 'manager')
    const zone = { zone: 'Asia/Seoul' }
    await world.database.db.updateTable('person').set(zone).where('id', '=', mina.id).execute()
    const draft = { teamId, title: 'Checkout is slow', priority: 'P1' as const }
    const { id: incidentId } = await world.call('declareIncident', draft, mina.token)
    await world.call('addFollowUp', { incidentId, text: 'Replace the cache' }, mina.token)
    await world.at('2026-03-05T16:00:00Z') // the 6th in Seoul
    const past = await world.ask('acceptRisk', { incidentId, until: '2026-03-05', because: 'x' }, mina.token)
    expect(past.body['code']).toBe('risk_in_past')
    const owedOf = async () => (await world.call('getIncident', { incidentId })).owed.follow_up
    const taken = await world.call('acceptRisk', { incidentId, until: '2026-03-06', because: 'Next week' }, mina.token)
    expect(taken.risk).toMatchObject({ until: '2026-03-06', isOver: false })
    await world.at('2026-03-06T14:59:00Z')
    expect(await owedOf()).toContainEqual({ debt: 'follow_ups_done', isPaid: true })
    await world.pass({ minutes: 2 })
    expect(await owedOf()).toContainEqual({ debt: 'follow_ups_done', isPaid: false })
    world.phone('mina').rang('The risk you accepted is over: Checkout is slow')
  },
)
