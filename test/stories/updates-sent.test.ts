// An update goes to whoever wants to hear: who that is, how it reads, what became of it, and what is not told to whom.
import { expect } from 'vitest'
import type { EndpointInput } from '../../domain/api.ts'
import { story, teamId, type World } from '../world.ts'
import { haveToken } from './everything.ts'

type Named = { readonly id: string; readonly token: string }

async function named(
  world: World,
  name: string,
  role: 'viewer' | 'responder' | 'manager' = 'responder',
): Promise<Named> {
  const id = await world.person(name, { role })
  return { id, token: await haveToken(world, id) }
}

const declare = (world: World, { token }: Named, draft: Partial<EndpointInput<'declareIncident'>> = {}) =>
  world.call('declareIncident', { teamId, title: 'Checkout answers 500', priority: 'P2', ...draft }, token)

async function tell(
  world: World,
  { token }: Named,
  update: Omit<EndpointInput<'postUpdate'>, 'audience'> & Partial<Pick<EndpointInput<'postUpdate'>, 'audience'>>,
) {
  const told = await world.call('postUpdate', { audience: 'stakeholders', ...update }, token)
  await world.settle()
  return told
}

const sentOf = async (world: World, incidentId: number) =>
  (await world.call('listSent', { incidentId })).updates.map(({ sent, waiting, failed, dropped }) => ({
    sent,
    waiting,
    failed,
    dropped,
  }))

const roomOf = (world: World, address: string) => world.phones.of(address)

story(
  'an update reaches its followers and the channels of its team, once each, in one thread and their own words',
  async (world) => {
    const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben', 'viewer')]
    await world.database.db
      .updateTable('person')
      .set({ language: 'ko', zone: 'Asia/Seoul' })
      .where('id', '=', ben.id)
      .execute()
    const channelId = await world.room('Status', 'slack', 'C024BE91L')
    const loud = await world.room('Loud', 'ntfy', 'loud')
    await world.call('subscribe', { teamId, channelId, priority: 'P3' })
    await world.call('subscribe', { teamId, channelId: loud, priority: 'P1' })
    const { id: incidentId } = await declare(world, ana)
    await world.call('followIncident', { incidentId }, ben.token)
    const heard = await world.call('whoHears', { incidentId, audience: 'stakeholders' }, ana.token)
    expect([...heard.channels, ...heard.people].map(({ name, because }) => [name, because])).toEqual([
      ['Status', 'team'],
      ['Ben', 'incident'],
    ])
    await tell(world, ana, { incidentId, text: 'We roll back.', nextInMinutes: 15 })
    await tell(world, ana, { incidentId, text: 'It is rolled back.' })
    const [first, second] = world
      .phone('ben')
      .all()
      .map(({ message }) => message)
    expect(first?.subject).toBe('장애 #1: Checkout answers 500')
    expect(first?.text).toContain('P2 · 무엇이 문제인지 확인하고 있습니다')
    expect(first?.text).toContain('다음 소식: 2026-03-02(월) 18:15 +09:00 Asia/Seoul까지')
    expect(first?.text).toContain('We roll back.')
    expect(second?.subject).toBe(first?.subject)
    expect(second?.thread).toEqual({ name: 'incident.1', follows: { email: 'phone ben@example.com' } })
    expect(second?.deliveryKey).not.toBe(first?.deliveryKey)
    expect(roomOf(world, 'C024BE91L').all().at(-1)?.message).toMatchObject({
      subject: 'Incident #1: Checkout answers 500',
      thread: { follows: { slack: 'phone C024BE91L' } },
    })
    expect(roomOf(world, 'C024BE91L').all().at(-1)?.message.leaveUrl).toBeUndefined()
    roomOf(world, 'loud').stayedQuiet()
    world.phone('ana').stayedQuiet()
    expect(await sentOf(world, incidentId)).toEqual([
      { sent: 2, waiting: 0, failed: 0, dropped: 0 },
      { sent: 2, waiting: 0, failed: 0, dropped: 0 },
    ])
    await world.log.says('The update for the stakeholders arrived at 2 of 2')
  },
)

story(
  'who works on it hears what is for responders, with the way into the call; stakeholders do not get that',
  async (world) => {
    const [ana, ben, mia] = [await named(world, 'ana'), await named(world, 'ben'), await named(world, 'mia')]
    await world.call('setTeamRoom', { teamId, room: 'https://meet.example.com/incident-{incident}' })
    const { id: incidentId, room } = await declare(world, ana)
    expect(room).toEqual({ url: 'https://meet.example.com/incident-1', channel: null, isOwn: false })
    await world.call('joinIncident', { incidentId }, ben.token)
    await world.call('followIncident', { incidentId }, mia.token)
    await tell(world, ana, { incidentId, audience: 'responders', text: 'The pool is full.' })
    expect(world.phone('ben').all().at(-1)?.message.text).toContain(
      'Join the call: https://meet.example.com/incident-1',
    )
    world.phone('mia').stayedQuiet()
    await tell(world, ana, { incidentId, text: 'We work on it.' })
    expect(world.phone('mia').all().at(-1)?.message.text).not.toContain('meet.example.com')
    const wrong = await world.ask('setIncidentRoom', { incidentId, url: 'http://meet.example.com' }, ana.token)
    expect(wrong.body['code']).toBe('room_not_https')
    await world.call('callIntoIncident', { incidentId, personId: mia.id }, ana.token)
    await world.settle()
    expect(world.phone('mia').all().at(-1)?.message.text).toContain('https://meet.example.com/incident-1')
  },
)

story('whoever writes it hears nothing, and a room of its own hears what is for responders', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const channelId = await world.room('War', 'slack', 'C0WARROOM')
  const { id: incidentId } = await declare(world, ana)
  for (const { token } of [ana, ben]) await world.call('followIncident', { incidentId }, token)
  await world.call('setIncidentRoom', { incidentId, url: null, channelId }, ana.token)
  await tell(world, ana, { incidentId, text: 'We roll back.' })
  world.phone('ana').stayedQuiet()
  roomOf(world, 'C0WARROOM').stayedQuiet()
  await tell(world, ana, { incidentId, audience: 'responders', text: 'The pool is full.' })
  roomOf(world, 'C0WARROOM').rang('Checkout answers 500')
  // Private: only once somebody says that the room may know.
  await world.call('describeIncident', { incidentId, isPrivate: true }, ana.token)
  expect((await world.call('whoHears', { incidentId, audience: 'responders' }, ana.token)).channels).toEqual([])
  await tell(world, ana, { incidentId, audience: 'responders', text: 'A key leaked.' })
  roomOf(world, 'C0WARROOM').stayedQuiet()
  await world.call('addFollower', { incidentId, channelId, isPrivateMeant: true }, ana.token)
  await tell(world, ana, { incidentId, audience: 'responders', text: 'It is rotated.' })
  roomOf(world, 'C0WARROOM').rang('Checkout answers 500')
})

story('the same update sent twice over a bad line tells nobody twice', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const { id: incidentId } = await declare(world, ana)
  await world.call('followIncident', { incidentId }, ben.token)
  const update = { incidentId, text: 'We roll back.', key: 'a-key' }
  await Promise.all([tell(world, ana, update), tell(world, ana, update)])
  await world.settle()
  world.phone('ben').rangTimes(1)
  expect((await world.call('getIncident', { incidentId })).updates).toHaveLength(1)
  const { entries } = await world.call('readTimeline', { incidentId })
  expect(entries.filter(({ kind }) => kind === 'update_posted')).toHaveLength(1)
})

story(
  'a node dies after it sent and before it wrote that down: it is sent once more, with the same key',
  async (world) => {
    const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
    const { id: incidentId } = await declare(world, ana)
    await world.call('followIncident', { incidentId }, ben.token)
    await world.call('postUpdate', { incidentId, audience: 'stakeholders', text: 'We roll back.' }, ana.token)
    // Taken by a node that is gone.
    const taken = { state: 'sending', attempts: 1, epoch: 1, due_at: world.now.add({ seconds: 60 }) } as const
    await world.database.db.updateTable('notice').set(taken).where('kind', '=', 'incident_update').execute()
    await world.settle()
    world.phone('ben').rangTimes(0)
    await world.pass({ minutes: 2 })
    world.phone('ben').rangTimes(1)
    expect(world.phone('ben').all()[0]?.message.deliveryKey).toMatch(/^notice\//)
  },
)

story(
  'a channel that is archived is seen on the update, with what to do; the others hear all the same',
  async (world) => {
    const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
    const channelId = await world.room('Status', 'slack', 'C024BE91L')
    const { id: incidentId } = await declare(world, ana)
    await world.call('addFollower', { incidentId, channelId }, ana.token)
    await world.call('followIncident', { incidentId }, ben.token)
    world.phones.make('C024BE91L', { giveUp: 'chat_refused: is_archived' })
    await tell(world, ana, { incidentId, text: 'We roll back.' })
    const [update] = (await world.call('listSent', { incidentId })).updates
    expect(update).toMatchObject({ sent: 1, failed: 1 })
    expect(update?.receivers.find(({ name }) => name === 'Status')).toMatchObject({
      kind: 'channel',
      state: 'failed',
      advice: 'unarchive',
    })
    await world.log.says('The update for the stakeholders arrived at 1 of 2; not at Status')
  },
)

story('a channel that is removed while its message waits has failed, and says why', async (world) => {
  const ana = await named(world, 'ana')
  const channelId = await world.room('Status', 'slack', 'C024BE91L')
  const { id: incidentId } = await declare(world, ana)
  await world.call('addFollower', { incidentId, channelId }, ana.token)
  world.phones.make('C024BE91L', { tryAgain: 'http_busy: HTTP 429' })
  await tell(world, ana, { incidentId, text: 'We roll back.' })
  expect(await sentOf(world, incidentId)).toEqual([{ sent: 0, waiting: 1, failed: 0, dropped: 0 }])
  await world.call('removeTeamChannel', { channelId })
  await world.pass({ minutes: 2 })
  const [update] = (await world.call('listSent', { incidentId })).updates
  expect(update?.receivers).toMatchObject([{ name: 'Status', state: 'failed', advice: 'choose_channel' }])
})

story('what fails is tried again after growing waits, to an end; what came later overtakes it', async (world) => {
  const [ana, ben, mia] = [await named(world, 'ana'), await named(world, 'ben'), await named(world, 'mia')]
  const { id: incidentId } = await declare(world, ana)
  for (const { token } of [ben, mia]) await world.call('followIncident', { incidentId }, token)
  for (const name of ['ben', 'mia'])
    world.phones.make(`${name}@example.com`, { tryAgain: 'email_refused_for_now: 450' })
  await tell(world, ana, { incidentId, text: 'We look into it.' })
  expect(await sentOf(world, incidentId)).toEqual([{ sent: 0, waiting: 2, failed: 0, dropped: 0 }])
  world.phones.make('ben@example.com', 'well')
  await tell(world, ana, { incidentId, text: 'It is resolved.' })
  await world.pass({ hours: 2, minutes: 30 })
  expect(
    world
      .phone('ben')
      .all()
      .map(({ message }) => message.text.includes('resolved')),
  ).toEqual([true])
  const [second, first] = await sentOf(world, incidentId)
  expect(first).toEqual({ sent: 0, waiting: 0, failed: 0, dropped: 2 })
  expect(second).toEqual({ sent: 1, waiting: 0, failed: 1, dropped: 0 })
})

story(
  'a private incident is told to those who may see it, and to a channel only when somebody says so',
  async (world) => {
    const [ana, ben, mia] = [await named(world, 'ana'), await named(world, 'ben'), await named(world, 'mia')]
    const channelId = await world.room('Status', 'slack', 'C024BE91L')
    for (const who of [{ channelId }, { personId: ben.id }, { personId: mia.id }])
      await world.call('subscribe', { teamId, ...who })
    const { id: incidentId } = await declare(world, ana, { isPrivate: true, title: 'A key leaked' })
    await world.call('callIntoIncident', { incidentId, personId: mia.id, isPaged: false }, ana.token)
    expect((await world.ask('followIncident', { incidentId }, ben.token)).status).toBe(404)
    const stranger = await world.ask('addFollower', { incidentId, personId: ben.id }, ana.token)
    expect(stranger.body['code']).toBe('receiver_may_not_know')
    expect((await world.ask('addFollower', { incidentId, channelId }, ana.token)).body['code']).toBe(
      'receiver_may_not_know',
    )
    await tell(world, ana, { incidentId, text: 'We rotate it.' })
    world.phone('mia').rang('A key leaked')
    world.phone('ben').stayedQuiet()
    roomOf(world, 'C024BE91L').stayedQuiet()
    await world.call('addFollower', { incidentId, channelId, isPrivateMeant: true }, ana.token)
    await tell(world, ana, { incidentId, text: 'It is rotated.' })
    roomOf(world, 'C024BE91L').rang('A key leaked')
    const { entries } = await world.call('readLog', { limit: 200 }, ben.token)
    expect(entries.filter(({ says }) => /Status hear of this|A key leaked|arrived at/.test(says))).toEqual([])
  },
)

story('it becomes private while messages wait: who may not see it gets none', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const channelId = await world.room('Status', 'slack', 'C024BE91L')
  const { id: incidentId } = await declare(world, ana)
  await world.call('followIncident', { incidentId }, ben.token)
  await world.call('addFollower', { incidentId, channelId }, ana.token)
  await world.call('postUpdate', { incidentId, audience: 'stakeholders', text: 'We roll back.' }, ana.token)
  await world.call('describeIncident', { incidentId, isPrivate: true }, ana.token)
  expect(await world.call('whoHears', { incidentId, audience: 'stakeholders' })).toEqual({ people: [], channels: [] })
  await world.settle()
  world.phone('ben').rangTimes(0)
  roomOf(world, 'C024BE91L').rangTimes(0)
  expect(await sentOf(world, incidentId)).toEqual([{ sent: 0, waiting: 0, failed: 0, dropped: 2 }])
})

story(
  'the link in the mail ends it by one press, twice is harmless, and it says nothing to a stranger',
  async (world) => {
    const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
    await world.call('subscribe', { teamId, personId: ben.id })
    const { id: incidentId } = await declare(world, ana)
    await tell(world, ana, { incidentId, text: 'We roll back.' })
    const url = world.phone('ben').all()[0]?.message.leaveUrl ?? ''
    expect(url).toMatch(/^http:\/\/baton\.test\/unfollow\/[\w-]+$/)
    const token = url.split('/').at(-1) ?? ''
    expect(await world.call('getUnfollow', { token }, '')).toMatchObject({
      incidentId,
      person: 'Ben',
      isFollowing: true,
    })
    const press = () =>
      fetch(`${world.node.url}/unfollow/${token}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'List-Unsubscribe=One-Click',
      })
    expect([(await press()).status, (await press()).status]).toEqual([200, 200])
    expect((await fetch(`${world.node.url}/unfollow/${token.slice(0, -1)}z`, { method: 'POST' })).status).toBe(410)
    expect((await world.call('whoHears', { incidentId, audience: 'stakeholders' })).people).toEqual([])
    await tell(world, ana, { incidentId, text: 'It is rolled back.' })
    world.phone('ben').rangTimes(1)
    await world.log.says('Ben does not follow it any more')
    const { entries } = await world.call('readTimeline', { incidentId })
    expect(entries.filter(({ kind }) => kind === 'unfollowed')).toHaveLength(1)
    // Another of the same team is heard again: only this one was ended.
    const { id: other } = await declare(world, ana, { title: 'Another' })
    const forged = `${token.slice(0, -1)}${other.toString(36)}`
    expect((await world.ask('unfollowByLink', { token: forged }, null)).body['code']).toBe('link_expired')
    await tell(world, ana, { incidentId: other, text: 'We look into it.' })
    world.phone('ben').rang('Another')
  },
)

story('who is out of service hears nothing, and is not counted as reached', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const { id: incidentId } = await declare(world, ana)
  await world.call('followIncident', { incidentId }, ben.token)
  await world.call('postUpdate', { incidentId, audience: 'stakeholders', text: 'We roll back.' }, ana.token)
  await world.database.db.updateTable('person').set({ deactivated_at: world.now }).where('id', '=', ben.id).execute()
  await world.settle()
  world.phone('ben').rangTimes(0)
  await world.log.says('The update for the stakeholders arrived at 0 of 0')
  expect((await world.call('whoHears', { incidentId, audience: 'stakeholders' })).people).toEqual([])
})

story('a text is at most 20,000 letters, and markup in it is only shown', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const { id: incidentId } = await declare(world, ana, { title: '<img src=x onerror=alert(1)>' })
  await world.call('followIncident', { incidentId }, ben.token)
  const endless = { incidentId, audience: 'stakeholders', text: '<b>'.repeat(33_334) }
  expect((await world.ask('postUpdate', endless, ana.token)).body['code']).toBe('bad_input')
  const text = `<script>alert(1)</script>\n${'가'.repeat(19_000)} the end`
  await tell(world, ana, { incidentId, text })
  const message = world.phone('ben').all()[0]?.message
  expect(message?.text).toContain('the end')
  expect(message?.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(message?.html).not.toMatch(/<script|<img/)
  expect(JSON.stringify(message?.event).length).toBeLessThan(20_000)
})

story('a crowd hears in portions', async (world) => {
  const ana = await named(world, 'ana')
  const { id: incidentId } = await declare(world, ana)
  const { db } = world.database
  const crowd = Array.from({ length: 100 }, (_, at) => ({
    id: `0190bbbb-0000-7000-8000-${String(at).padStart(12, '0')}`,
    name: `Reader ${at}`,
    email: `reader-${at}@example.com`,
  }))
  await db.insertInto('person').values(crowd).execute()
  const follows = crowd.map(({ id }) => ({
    id,
    team_id: null,
    service_id: null,
    incident_id: incidentId,
    person_id: id,
    channel_id: null,
    audience: 'stakeholders' as const,
    by_name: 'Ana',
    created_at: world.now,
  }))
  await db.insertInto('incident_subscription').values(follows).execute()
  await tell(world, ana, { incidentId, text: 'We roll back.' })
  expect(await sentOf(world, incidentId)).toMatchObject([{ sent: 40, waiting: 60 }])
  await world.pass({ seconds: 20 })
  expect(await sentOf(world, incidentId)).toMatchObject([{ sent: 100, waiting: 0 }])
})

story('still working: said in one tap, in the words of each reader', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  await world.database.db.updateTable('person').set({ language: 'ko' }).where('id', '=', ben.id).execute()
  const { id: incidentId } = await declare(world, ana)
  await world.call('followIncident', { incidentId }, ben.token)
  await tell(world, ana, { incidentId, isStill: true })
  expect(world.phone('ben').all()[0]?.message.text).toContain('계속 조치하고 있습니다.')
  expect((await world.call('getIncident', { incidentId })).updates[0]).toMatchObject({ isStill: true })
  const empty = await world.ask('postUpdate', { incidentId, audience: 'stakeholders' }, ana.token)
  expect(empty.body['code']).toBe('bad_input')
})

story('what is seen before is what arrives', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const { id: incidentId } = await declare(world, ana)
  await world.call('followIncident', { incidentId }, ben.token)
  const draft = { incidentId, audience: 'stakeholders', text: 'We roll back.', nextInMinutes: 15 } as const
  const preview = await world.call('previewUpdate', draft, ana.token)
  await tell(world, ana, draft)
  const message = world.phone('ben').all()[0]?.message
  const body = (text = '') => text.split('\n').filter((line) => !line.includes('/unfollow/'))
  expect(preview.subject).toBe(message?.subject)
  expect(body(preview.text)).toEqual(body(message?.text))
})

story('subscriptions of a team: everybody their own, those of others whoever manages the team', async (world) => {
  const [ben, mia] = [await named(world, 'ben'), await named(world, 'mia')]
  const boss = await named(world, 'boss', 'manager')
  await world.call('subscribe', { teamId, personId: ben.id, priority: 'P2' }, ben.token)
  expect((await world.ask('subscribe', { teamId, personId: mia.id }, ben.token)).status).toBe(403)
  await world.call('subscribe', { teamId, personId: mia.id }, boss.token)
  const { subscriptions } = await world.call('getTeamHearing', { teamId }, ben.token)
  expect(subscriptions.map(({ receiver, priority }) => [receiver.name, priority])).toEqual([
    ['Ben', 'P2'],
    ['Mia', 'P4'],
  ])
  const [own, other] = subscriptions.map(({ id }) => id)
  expect((await world.ask('unsubscribe', { subscriptionId: other ?? '' }, ben.token)).status).toBe(403)
  await world.call('unsubscribe', { subscriptionId: own ?? '' }, ben.token)
  await world.log.says('Ben no longer hears of all incidents of Team')
})

story(
  'what was promised outside holds when it moves or is rated, and nobody is reminded twice of one update',
  async (world) => {
    const ana = await named(world, 'ana')
    const { id: incidentId } = await declare(world, ana)
    const { updateDueAt } = await tell(world, ana, {
      incidentId,
      audience: 'users',
      text: 'We know',
      nextInMinutes: 240,
    })
    const moved = await world.call(
      'moveIncident',
      { incidentId, to: 'coordination', moves: 0, reason: 'known' },
      ana.token,
    )
    expect(moved.updateDueAt).toBe(updateDueAt)
    const urgent = await world.call('rateIncident', { incidentId, priority: 'P1' }, ana.token)
    expect(urgent.updateDueAt).not.toBe(updateDueAt)
    await world.pass({ minutes: 45 })
    const reminded = world.phone('ana').all().length
    await world.call('moveIncident', { incidentId, to: 'mitigation', moves: 1, reason: 'known' }, ana.token)
    await world.call('rateIncident', { incidentId, priority: 'P1' }, ana.token)
    await world.pass({ minutes: 1 })
    expect(world.phone('ana').all()).toHaveLength(reminded)
  },
)
