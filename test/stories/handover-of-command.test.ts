// Command changes hands with two words: one offers, the other accepts. Until then whoever offers it has it.
import { sql } from 'kysely'
import { expect } from 'vitest'
import { incidentKind } from '../../server/incidents/timers.ts'
import { lockIncident } from '../../server/incidents/store.ts'
import { story, teamId, type World } from '../world.ts'
import { haveToken } from './everything.ts'

type Named = { readonly id: string; readonly token: string }

async function named(world: World, name: string): Promise<Named> {
  const id = await world.person(name)
  return { id, token: await haveToken(world, id) }
}

/** An incident that this person leads. */
const declare = (world: World, { token }: Named, draft: { isPrivate?: boolean } = {}) =>
  world.call('declareIncident', { teamId, title: 'Checkout answers 500', ...draft }, token)

type Asked = { readonly note?: string; readonly isPaged?: boolean }
const offer = (world: World, from: Named, to: Named, incidentId: number, asked: Asked = {}) =>
  world.ask('offerRole', { incidentId, personId: to.id, role: 'lead', isPaged: false, ...asked }, from.token)

const offersOf = async (world: World, incidentId: number) => (await world.call('getIncident', { incidentId })).offers

const leadOf = async (world: World, incidentId: number) =>
  (await world.call('getIncident', { incidentId })).people
    .filter(({ role, engagement }) => role === 'lead' && engagement === 'accepted')
    .map(({ name }) => name)

const saysOf = async (world: World, incidentId: number) =>
  (await world.call('readTimeline', { incidentId })).entries.map(({ says }) => says)

story('the lead offers, the other is paged and accepts, and the role passes at that moment', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const { id: incidentId } = await declare(world, ana)
  await offer(world, ana, ben, incidentId, { note: 'The rollback runs', isPaged: true })
  await world.settle()
  world.phone('ben').rang('Ana offers you to take over as lead, accept it in the incident: Checkout answers 500')
  // To acknowledge the page is to have heard of it, and no more.
  const answer = world.phone('ben').answerLink().split('/').at(-1) ?? ''
  await world.call('answerPage', { token: answer, answer: 'acknowledge' })
  await world.settle()
  expect(await leadOf(world, incidentId)).toEqual(['Ana'])
  const [open] = await offersOf(world, incidentId)
  expect(open).toMatchObject({ role: 'lead', from: 'Ana', to: 'Ben', note: 'The rollback runs' })
  const accept = { incidentId, offerId: open?.id ?? 0 }
  const passed = await world.call('acceptOffer', accept, ben.token)
  expect(passed).toMatchObject({ offers: [], lead: { name: 'Ben' } })
  expect(await leadOf(world, incidentId)).toEqual(['Ben'])
  expect((await world.call('listAlerts', {})).alerts).toEqual([])
  // Twice is once.
  await world.call('acceptOffer', accept, ben.token)
  const told = (await saysOf(world, incidentId)).filter((says) => /lead/.test(says))
  expect(told).toEqual([
    'Ben accepted: lead passed from Ana',
    'Ana offered Ben to take over as lead (The rollback runs)',
    'Ana takes part as lead',
  ])
})

story('who declines or is no longer offered it leaves it where it is', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const { id: incidentId } = await declare(world, ana)
  const answer = (name: 'acceptOffer' | 'declineOffer' | 'withdrawOffer', who: Named, offerId = 0) =>
    world.ask(name, { incidentId, offerId }, who.token)
  const codeOf = async (asked: ReturnType<typeof answer>) => (await asked).body['code']

  await offer(world, ana, ben, incidentId, { isPaged: true })
  const first = (await offersOf(world, incidentId))[0]?.id
  expect(await codeOf(answer('acceptOffer', ana, first))).toBe('offer_not_yours')
  expect(await codeOf(answer('withdrawOffer', ben, first))).toBe('offer_not_yours')
  expect((await answer('declineOffer', ben, first)).status).toBe(200)
  expect(await codeOf(answer('acceptOffer', ben, first))).toBe('offer_answered')
  expect(await codeOf(answer('withdrawOffer', ana, first))).toBe('offer_answered')
  expect((await world.call('listAlerts', {})).alerts).toEqual([])

  await offer(world, ana, ben, incidentId, { isPaged: true })
  const second = (await offersOf(world, incidentId))[0]?.id
  await answer('withdrawOffer', ana, second)
  expect(await codeOf(answer('acceptOffer', ben, second))).toBe('offer_withdrawn')
  expect((await world.call('listAlerts', {})).alerts).toEqual([])
  expect(await leadOf(world, incidentId)).toEqual(['Ana'])
  expect((await answer('acceptOffer', ben, 999_999)).status).toBe(404)
  const { people } = await world.call('getIncident', { incidentId })
  expect(people.filter(({ engagement }) => engagement === 'asked')).toEqual([])
  expect(await saysOf(world, incidentId)).toEqual(
    expect.arrayContaining(['Ben cannot take over as lead from Ana', 'Ana stays lead, and no longer offers it to Ben']),
  )
})

story('only whoever has a role offers it, to one at a time, who can answer', async (world) => {
  const [ana, ben, kim] = [await named(world, 'ana'), await named(world, 'ben'), await named(world, 'kim')]
  const { id: incidentId } = await declare(world, ana)
  const codeOf = async (asked: ReturnType<typeof offer>) => (await asked).body['code']
  expect(await codeOf(offer(world, ben, kim, incidentId))).toBe('role_not_yours')
  expect(await codeOf(offer(world, ana, ana, incidentId))).toBe('offer_to_yourself')
  const stranger = { id: '0190ffff-0000-7000-8000-000000000000', token: '' }
  expect(await codeOf(offer(world, ana, stranger, incidentId))).toBe('unknown_reference')
  const atOnce = await Promise.all([offer(world, ana, ben, incidentId), offer(world, ana, kim, incidentId)])
  expect(atOnce.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(atOnce.find(({ status }) => status === 409)?.body['code']).toBe('offer_open')
  expect(await offersOf(world, incidentId)).toHaveLength(1)
  await world.call('changePerson', { personId: kim.id, isDeactivated: true })
  expect(await codeOf(offer(world, ana, kim, incidentId))).toBe('person_inactive')
})

story('an offer lapses when whoever made it steps back, is taken over from, or all is over', async (world) => {
  const [ana, ben, kim] = [await named(world, 'ana'), await named(world, 'ben'), await named(world, 'kim')]
  const lapses = async (meanwhile: (incidentId: number) => Promise<unknown>) => {
    const { id: incidentId } = await declare(world, ana)
    await offer(world, ana, ben, incidentId, { isPaged: true })
    const offerId = (await offersOf(world, incidentId))[0]?.id ?? 0
    await meanwhile(incidentId)
    expect(await offersOf(world, incidentId)).toEqual([])
    expect((await world.call('listAlerts', {})).alerts).toEqual([])
    return { incidentId, code: (await world.ask('acceptOffer', { incidentId, offerId }, ben.token)).body['code'] }
  }
  const stoodDown = await lapses((incidentId) =>
    world.call('standDownFromIncident', { incidentId, personId: ana.id }, ana.token),
  )
  expect(stoodDown.code).toBe('offer_lapsed')
  // Nobody has it now, so it is there to be taken.
  await world.call('joinIncident', { incidentId: stoodDown.incidentId, role: 'lead' }, ben.token)
  expect(await saysOf(world, stoodDown.incidentId)).toContain('Ben takes part as lead')
  const gone = await lapses((incidentId) => world.call('declineIncident', { incidentId, role: 'lead' }, ana.token))
  expect(gone.code).toBe('offer_lapsed')
  const taken = await lapses((incidentId) => world.call('joinIncident', { incidentId, role: 'lead' }, kim.token))
  expect(taken.code).toBe('offer_lapsed')
  expect(await saysOf(world, taken.incidentId)).toContain('Kim took over as lead from Ana, who had not offered it')
  const receiver = await lapses((incidentId) =>
    world.call('standDownFromIncident', { incidentId, personId: ben.id }, ana.token),
  )
  expect(receiver.code).toBe('offer_lapsed')
  const over = await lapses((incidentId) =>
    world.call('moveIncident', { incidentId, to: 'dismissed', moves: 0, reason: 'A test' }, ana.token),
  )
  expect(over.code).toBe('offer_lapsed')
  const into = await declare(world, kim)
  const merged = await lapses((incidentId) => world.call('mergeIncident', { incidentId, into: into.id }, ana.token))
  expect(merged.code).toBe('offer_lapsed')
})

story('who is offered a role and takes it in the room, or is asked for it by name, is told so', async (world) => {
  const [ana, ben, kim] = [await named(world, 'ana'), await named(world, 'ben'), await named(world, 'kim')]
  const { id: incidentId } = await declare(world, ana)
  await offer(world, ana, ben, incidentId)
  await world.call('joinIncident', { incidentId, role: 'lead' }, ben.token)
  await world.log.says('Ben accepted: lead passed from Ana')
  const call = { incidentId, personId: kim.id, role: 'lead', isPaged: false } as const
  await world.call('callIntoIncident', call, ben.token)
  await world.call('joinIncident', { incidentId, role: 'lead' }, kim.token)
  await world.log.says('Kim took over as lead from Ben')
  await world.log.hasNot('Kim took over as lead from Ben, who had not')
  expect(await offersOf(world, incidentId)).toEqual([])
})

story('accepting and withdrawing at the same moment: one of them holds', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  for (let time = 0; time < 4; time++) {
    const { id: incidentId } = await declare(world, ana)
    await offer(world, ana, ben, incidentId)
    const offerId = (await offersOf(world, incidentId))[0]?.id ?? 0
    const [accepted, withdrawn] = await Promise.all([
      world.ask('acceptOffer', { incidentId, offerId }, ben.token),
      world.ask('withdrawOffer', { incidentId, offerId }, ana.token),
    ])
    expect(accepted.status + withdrawn.status).toBe(200 + 409)
    expect(await leadOf(world, incidentId)).toEqual([accepted.status === 200 ? 'Ben' : 'Ana'])
  }
})

story('whoever was deactivated meanwhile does not get it, by whatever door they were in already', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const { id: incidentId } = await declare(world, ana)
  await offer(world, ana, ben, incidentId)
  const offerId = (await offersOf(world, incidentId))[0]?.id ?? 0
  const late: ReturnType<World['ask']>[] = []
  // Their request has passed the door when they are deactivated.
  await world.database.db.transaction().execute(async (tx) => {
    await lockIncident(tx, incidentId)
    const waits = world.ask('acceptOffer', { incidentId, offerId }, ben.token)
    await expect.poll(() => waiting(world)).toBe(1)
    await sql`update person set deactivated_at = baton_now() where id = ${ben.id}`.execute(world.database.db)
    late.push(waits)
  })
  expect((await late[0])?.body['code']).toBe('person_inactive')
  expect(await leadOf(world, incidentId)).toEqual(['Ana'])
})

story('a private incident offers without saying what it is, and whoever is offered it reads it', async (world) => {
  const [ana, ben, kim] = [await named(world, 'ana'), await named(world, 'ben'), await named(world, 'kim')]
  const { id: incidentId } = await declare(world, ana, { isPrivate: true })
  await offer(world, ana, ben, incidentId, { note: 'The thief is known', isPaged: true })
  await world.settle()
  world.phone('ben').rang('Ana offers you a role in a private incident: accept it there')
  const { alerts } = await world.call('listAlerts', {}, kim.token)
  const { entries } = await world.call('readLog', { limit: 200 }, kim.token)
  expect(JSON.stringify([alerts, entries])).not.toMatch(/Checkout|thief/)
  const { offers } = await world.call('getIncident', { incidentId }, ben.token)
  expect(offers).toMatchObject([{ note: 'The thief is known' }])
  expect((await world.ask('acceptOffer', { incidentId, offerId: offers[0]?.id ?? 0 }, kim.token)).status).toBe(404)
})

story('two nodes that end one watch tell it once', async (world) => {
  const ana = await named(world, 'ana')
  const { id: incidentId } = await declare(world, ana)
  const move = { incidentId, to: 'resolution', moves: 0, reason: 'known' } as const
  await world.call('moveIncident', move, ana.token)
  const watchUntil = world.now.add({ minutes: 61 })
  await world.at(watchUntil.toString())
  const { db } = world.database
  const steps = ['one', 'two'].map((node) => incidentKind({ db, node, announce: () => undefined }))
  // Both have read that it is due before either may write.
  const both: Promise<unknown>[] = []
  await db.transaction().execute(async (tx) => {
    await lockIncident(tx, incidentId)
    both.push(...steps.map(({ step }) => step()))
    await expect.poll(() => waiting(world)).toBe(2)
  })
  await Promise.all(both)
  const told = (await saysOf(world, incidentId)).filter((says) => says.startsWith('Nothing came back'))
  expect(told).toHaveLength(1)
})

/** How many wait for a row that somebody else holds? */
async function waiting(world: World): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(world.database.db)
  return rows[0]?.count ?? 0
}
