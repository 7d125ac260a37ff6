// Can everybody be reached? Who cannot, and why; contacts that are proven again, stop or start; and whole policies tested in earnest.
import { expect } from 'vitest'
import { story, teamId, type World } from '../world.ts'
import { haveToken } from './everything.ts'

// The world begins on Monday, 2 March 2026, at nine in UTC.

const number = '+821012345678'

const readiness = async ({ call }: World, personId?: string) =>
  (await call('listReadiness', personId ? { personId } : {})).people
const findingsOf = async (world: World, personId: string) =>
  (await readiness(world, personId))[0]?.findings.map(({ because }) => because)
const standingsOf = async (world: World, personId: string) =>
  (await readiness(world, personId))[0]?.contacts.map(({ channel, standing }) => `${channel} ${standing}`).toSorted()

story('whom nothing reaches stands first, and of those who is on call now (C10)', async (world) => {
  await world.person('carla', { phone: false })
  await world.person('ben', { phone: false })
  await world.schedule('payments', { people: ['ana', 'ben'], startsOn: '2026-02-23' })
  await world.service('carla 5m')
  const people = await readiness(world)
  expect(people.map(({ name, reach, isOnCallNow }) => [name, reach, isOnCallNow])).toEqual([
    ['Ben', 'unreachable', true],
    ['Carla', 'unreachable', false],
    ['Ana', 'weak', false],
  ])
  expect(people[0]?.findings).toMatchObject([{ because: 'no_contact', urgency: 'urgent' }])
  expect(people[0]?.needs[0]).toMatchObject({ kind: 'on_call', name: 'Payments' })
  expect(people[2]?.findings).toMatchObject([{ because: 'one_bearer', urgency: 'soon' }])
  expect((await world.call('getHealth', {})).unreachable.map(({ name }) => name).toSorted()).toEqual(['Ben', 'Carla'])
  expect((await world.call('listReadiness', { teamId })).counts).toEqual({ unreachable: 2, weak: 1, ready: 0 })
})

story('somebody out of service whom a policy still names is told as that', async (world) => {
  await world.service('ana 5m')
  const ana = await world.person('ana')
  await world.call('changePerson', { personId: ana, isDeactivated: true })
  expect(await readiness(world)).toMatchObject([{ name: 'Ana', reach: 'unreachable' }])
  expect(await findingsOf(world, ana)).toEqual(['deactivated'])
})

story('addresses are masked for whoever may not read them', async (world) => {
  const { person, call } = world
  await world.service('ana 5m')
  const token = await haveToken(world, await person('ben'))
  const [ana] = (await call('listReadiness', { personId: await person('ana') }, token)).people
  expect(ana?.contacts[0]?.address).toBe('a***@example.com')
  const own = await haveToken(world, await person('ana'))
  expect((await call('listReadiness', { personId: await person('ana') }, own)).people[0]?.contacts[0]?.address).toBe(
    'ana@example.com',
  )
})

story('a contact whose last three messages failed is told, and one that arrives mends it', async (world) => {
  const { person, contact, phones, raise, pass } = world
  const ana = await person('ana')
  await contact('ana', ana, 'ntfy', 'ana-phone')
  phones.make('ana-phone', { giveUp: 'ntfy_topic: HTTP 403' })
  for (const summary of ['one', 'two', 'three']) await raise(summary, { policy: 'ana 15m' })
  expect(await standingsOf(world, ana)).toContain('ntfy failing')
  expect(await findingsOf(world, ana)).toEqual(['failing'])
  phones.make('ana-phone', 'well')
  await pass({ minutes: 3 }) // not one of many at one moment
  await raise('four', { policy: 'ana 15m' })
  expect(await standingsOf(world, ana)).toContain('ntfy ready')
})

story('a contact over a channel that is not set up here does not count', async (world) => {
  const ana = await world.person('ana', { phone: false })
  await world.contact('ana', ana, 'pushover', 'uQiRzpo4DXghDmr9QzzfQu27cmVRsG')
  await world.service('ana 5m')
  expect(await findingsOf(world, ana)).toEqual(['not_set_up'])
  expect((await world.call('getHealth', {})).unreachable).toMatchObject([{ name: 'Ana' }])
  // Nor for those who look ahead, so that her team is told.
  await world.schedule('payments', { people: ['ana'] })
  await world.settle()
  expect((await world.call('listTroubles', {})).troubles).toMatchObject([{ kind: 'out_of_reach', personName: 'Ana' }])
})

story('STOP switches the number off and START on again; whoever answers for the team hears of it', async (world) => {
  const { person, contact, call, telephone, log, phone, pass, database } = world
  const ana = await person('ana', { phone: false })
  await contact('ana', ana, 'sms', number)
  await person('mia', { role: 'manager' })
  await world.schedule('payments', { people: ['ana'] })
  await world.settle()
  const told = await telephone('sms', { From: number, Body: ' Stop ', MessageSid: 'SM1' })
  expect(told.body).toContain('<Response></Response>')
  await log.says('sms +82***78 of Ana wants no more messages (STOP), so it was switched off')
  expect(await standingsOf(world, ana)).toEqual(['sms stopped'])
  expect(await findingsOf(world, ana)).toEqual(['stopped'])
  await pass({ minutes: 5 })
  // On call now, so at once: the trouble finder has looked again.
  phone('mia').rang('Ana is on call for Payments, and no contact reaches them')
  // By another way: where there is none, at the address she signs in with.
  phone('ana').rang('A number no longer takes messages')
  await telephone('sms', { From: number, Body: 'STOP', MessageSid: 'SM2' })
  expect(await standingsOf(world, ana)).toEqual(['sms stopped'])
  await telephone('sms', { From: number, Body: 'START', MessageSid: 'SM3' })
  await log.says('sms +82***78 of Ana wants messages again (START)')
  expect(await standingsOf(world, ana)).toEqual(['sms ready'])
  // The same message once more is no new word of hers.
  await telephone('sms', { From: number, Body: 'STOP', MessageSid: 'SM2' })
  expect(await standingsOf(world, ana)).toEqual(['sms ready'])
  // What she switched off herself is hers: START does not touch it.
  const { id } = await database.db
    .selectFrom('contact')
    .select('id')
    .where('channel', '=', 'sms')
    .executeTakeFirstOrThrow()
  await call('changeContact', { personId: ana, contactId: id, isEnabled: false })
  await telephone('sms', { From: number, Body: 'START', MessageSid: 'SM4' })
  expect(await standingsOf(world, ana)).toEqual(['sms off'])
})

story('a number that its provider says has stopped is switched off at the first page', async (world) => {
  const { person, contact, phones, raise, log } = world
  const ana = await person('ana')
  await contact('ana', ana, 'sms', number)
  phones.make(number, { giveUp: 'phone_opted_out: 21610', ends: 'stopped' })
  await raise('Payments are down', { policy: 'ana 15m' })
  await log.says('wants no more messages (STOP)')
  expect(await standingsOf(world, ana)).toEqual(['email ready', 'sms stopped'])
})

story('before a proof lapses its person is asked by the contact itself, and one tap renews it', async (world) => {
  const { person, contact, phones, at, settle, call, ask, log } = world
  const ana = await person('ana')
  await contact('ana', ana, 'sms', number)
  await at('2026-05-17T09:00:00Z') // 76 days later, two weeks before
  await settle()
  const sms = phones.of(number)
  sms.rang('is this contact still yours?')
  const link = sms.all().at(-1)?.message.openUrl ?? ''
  const token = link.split('/').at(-1) ?? ''
  expect(link).toContain('http://baton.test/prove/')
  // A scanner that fetches the link proves nothing (P11).
  expect(await call('getProof', { token })).toMatchObject({ personName: 'Ana', channel: 'sms', address: '+82***78' })
  await at('2026-05-31T08:59:00Z')
  expect(await standingsOf(world, ana)).toEqual(['email ready', 'sms ready'])
  await call('proveContact', { token })
  await log.says('Ana confirmed sms +82***78 again')
  expect((await ask('proveContact', { token: `${token.slice(0, -1)}x` })).status).toBe(410)
  await at('2026-06-01T09:00:00Z')
  expect(await standingsOf(world, ana)).toEqual(['email lapsed', 'sms ready'])
})

story('what lapsed is shown as not proven and told by another way, and it is paged as before', async (world) => {
  const { person, contact, phones, pass, phone, log, raise, at } = world
  const ana = await person('ana', { phone: false })
  await contact('ana', ana, 'sms', number)
  await at('2026-05-15T09:00:00Z')
  for (let day = 0; day < 20; day += 1) await pass({ hours: 24 })
  await log.says('Nobody confirmed sms +82***78 of Ana within 90 days')
  expect(await findingsOf(world, ana)).toEqual(['all_lapsed', 'one_bearer'])
  // Asked twice by the contact, told once at the end; nothing more comes.
  phones.of(number).rangTimes(2)
  phone('ana').rang('This contact is no longer proven: +82***78')
  phone('ana').rangTimes(1)
  await raise('Payments are down', { policy: 'ana 15m' })
  phones.of(number).rang('Payments are down')
})

story('an answer proves the contact that it came by', async (world) => {
  const { person, at, raise, phone, call } = world
  const ana = await person('ana')
  await at('2026-05-10T09:00:00Z')
  await raise('Payments are down', { policy: 'ana 15m' })
  await call('answerPage', { token: phone('ana').answerLink().split('/').at(-1) ?? '', answer: 'acknowledge' })
  await at('2026-06-10T09:00:00Z')
  expect(await standingsOf(world, ana)).toEqual(['email ready'])
})

story('an answer from a contact that was never proven proves nothing', async (world) => {
  const { person, database, raise, phone, call } = world
  const ana = await person('ana')
  await database.db.updateTable('contact').set({ verified_at: null }).where('person_id', '=', ana).execute()
  await raise('Payments are down', { policy: 'ana 15m' })
  await call('answerPage', { token: phone('ana').answerLink().split('/').at(-1) ?? '', answer: 'acknowledge' })
  expect(await standingsOf(world, ana)).toEqual(['email unverified'])
})

story(
  'a whole policy is tested: each answers for themself, it ends by itself, and nobody is alarmed',
  async (world) => {
    const { service, call, phone, pass, log, settle, person } = world
    await person('mia', { role: 'admin' })
    await world.room('Ops', 'slack', 'C024BE91L')
    const { policyId } = await service('ana+room:Ops 30m, ben+carla 30m', { repeats: 2 })
    const { alertId, people } = await call('testPolicy', { policyId, scope: 'whole' })
    expect(people.map(({ name }) => name)).toEqual(['Ana', 'Ben', 'Carla'])
    await settle()
    phone('ana').rang('Test of the policy')
    phone('ben').stayedQuiet()
    expect((await world.ask('testPolicy', { policyId })).status).toBe(409)
    await answer(world, 'ana')
    await settle()
    // Everybody so far has answered: the next step need not wait its minute.
    phone('ben').rang('Test of the policy')
    expect(await call('getAlert', { alertId })).toMatchObject({ state: 'triggered', isTest: true })
    await pass({ seconds: 40 })
    await answer(world, 'ben')
    await answer(world, 'ben')
    await pass({ minutes: 4, seconds: 30 })
    expect(await call('getAlert', { alertId })).toMatchObject({ state: 'closed', closedBecause: 'test_over' })
    const { test } = await call('getPolicyTest', { policyId })
    expect(test).toMatchObject({ answered: 2, endedAt: expect.any(String), insteadOf: [{ name: 'Mia' }] })
    expect(test?.people.map(({ name, via, afterSeconds }) => [name, via, afterSeconds])).toEqual([
      ['Ana', 'link', 0],
      ['Ben', 'link', 40],
      ['Carla', null, null],
    ])
    await log.says('Ben answered the test of ana+room:Ops 30m, ben+carla 30m after 40 s')
    await log.says('2 of 3 answered. In earnest its end alarms Mia; a test does not')
    await pass({ hours: 3 })
    phone('mia').rangTimes(0)
    for (const name of ['ana', 'ben', 'carla']) phone(name).rangTimes(1)
    expect((await call('getHealth', {})).openAlarms).toBe(0)
  },
)

story('a test of the first step is one firing, answered by SMS and from the web too', async (world) => {
  const { service, call, phone, pass, person, contact, telephone, phones } = world
  const ana = await person('ana', { phone: false })
  await contact('ana', ana, 'sms', number)
  const { policyId } = await service('ana+ben 30m, carla 30m')
  const { alertId } = await call('testPolicy', { policyId })
  await world.settle()
  const sms = phones.of(number).all().at(-1)?.message
  const said = await telephone('sms', { From: number, Body: `1 ${sms?.replyCode}`, MessageSid: 'SM1' })
  expect(said.body).toContain('Acknowledged. You have it.')
  const ben = await haveToken(world, await person('ben'))
  expect((await call('listAlerts', { mine: true, state: 'open' }, ben)).alerts).toHaveLength(1)
  await call('acknowledgeAlert', { alertId }, ben)
  expect((await call('listAlerts', { mine: true, state: 'open' }, ben)).alerts).toHaveLength(0)
  await world.settle()
  expect(await call('getAlert', { alertId })).toMatchObject({ state: 'closed' })
  await pass({ hours: 1 })
  phone('carla').rangTimes(0)
  expect((await call('getPolicyTest', { policyId })).test).toMatchObject({ answered: 2, scope: 'first' })
})

story('a P1 test at night asks again, and only managers may begin one', async (world) => {
  const { service, person, database, ask, call } = world
  const { policyId } = await service('ana 30m')
  await database.db
    .updateTable('person')
    .set({ zone: 'America/New_York' })
    .where('id', '=', await person('ana'))
    .execute()
  expect(await ask('testPolicy', { policyId })).toMatchObject({ status: 409, body: { code: 'policy_test_at_night' } })
  expect((await ask('testPolicy', { policyId }, await haveToken(world, await person('ben')))).status).toBe(403)
  expect(await call('testPolicy', { policyId, evenAtNight: true })).toMatchObject({ people: [{ name: 'Ana' }] })
})

story('a test page to one of my contacts rings that one alone, once, and alarms nobody', async (world) => {
  const { person, contact, call, phones, phone, pass } = world
  await person('mia', { role: 'admin' })
  const ana = await person('ana')
  const sms = await contact('ana', ana, 'sms', number)
  const token = await haveToken(world, ana)
  const { alertId } = await call('pageMyself', { contactId: sms }, token)
  await world.settle()
  phones.of(number).rang('This is a test page')
  phone('ana').rangTimes(0)
  await pass({ hours: 1 })
  phones.of(number).rangTimes(1)
  phone('mia').rangTimes(0)
  expect(await call('getAlert', { alertId })).toMatchObject({ state: 'closed', closedBecause: 'test_over' })
})

async function answer({ call, phone }: World, name: string): Promise<void> {
  await call('answerPage', { token: phone(name).answerLink().split('/').at(-1) ?? '', answer: 'acknowledge' })
}
