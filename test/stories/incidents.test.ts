// Incidents: the known trouble at night, the alarm that was none, what comes back, two who decide at once, and what is private.
import { expect } from 'vitest'
import type { EndpointInput } from '../../domain/api.ts'
import { story, teamId, type World } from '../world.ts'
import { haveToken } from './everything.ts'

type Draft = Partial<EndpointInput<'declareIncident'>>
type Named = { readonly id: string; readonly token: string }

async function named(world: World, name: string, how: { readonly role?: 'viewer' | 'responder' } = {}): Promise<Named> {
  const id = await world.person(name, how)
  return { id, token: await haveToken(world, id) }
}

const declare = (world: World, { token }: Named, draft: Draft = {}) =>
  world.call('declareIncident', { teamId, title: 'Checkout answers 500', ...draft }, token)

/** Moves it as somebody who has just looked. */
async function move(
  world: World,
  { token }: Named,
  incidentId: number,
  to: EndpointInput<'moveIncident'>['to'],
  reason = '',
) {
  const { moves } = await world.call('getIncident', { incidentId }, token)
  return world.call('moveIncident', { incidentId, to, moves, reason }, token)
}

const saysOf = async (world: World, incidentId: number) =>
  (await world.call('readTimeline', { incidentId })).entries.map(({ says }) => says)

story('the known trouble at 03:00: straight to mitigation, watched, and closed', async (world) => {
  await world.at('2026-03-03T03:00:00Z')
  const ana = await named(world, 'ana')
  const alert = await world.raise('Checkout answers 500', { policy: 'ana 5m' })
  await world.call('acknowledgeAlert', { alertId: alert.id }, ana.token)
  const { id } = await declare(world, ana, { alertIds: [alert.id], priority: 'P3' })
  const skipped = await move(world, ana, id, 'mitigation', 'The runbook knows it')
  expect(skipped).toMatchObject({ state: 'mitigation', moves: 1, lead: { name: 'Ana' }, openAlerts: 1 })
  const { action } = await world.call('announceAction', { incidentId: id, text: 'Restart the pods' }, ana.token)
  await world.call('changeAction', { incidentId: id, actionId: action.id, state: 'done', effect: 'helped' }, ana.token)
  await world.call('mitigateIncident', { incidentId: id, isMitigated: true }, ana.token)
  await alert.resolve()
  expect(await move(world, ana, id, 'resolution')).toMatchObject({ state: 'resolution', openAlerts: 0 })
  const early = await world.ask('moveIncident', { incidentId: id, to: 'closed', moves: 2 }, ana.token)
  expect(early).toMatchObject({ status: 422, body: { code: 'incident_reason_missing' } })
  expect(early.body['facts']).toMatchObject({ leaves: ['fix', 'last_steps', 'watch'] })
  const fix = { fix: 'More memory for the pods', lastSteps: 'kubectl rollout restart' }
  await world.call('describeIncident', { incidentId: id, ...fix }, ana.token)
  await world.pass({ minutes: 61 })
  expect(await move(world, ana, id, 'closed')).toMatchObject({ state: 'closed' })
  expect((await saysOf(world, id)).toReversed()).toEqual(
    expect.arrayContaining([
      'Ana declared an incident, P3: Checkout answers 500',
      expect.stringContaining('moved it on from triage to mitigation (The runbook knows it); left open: what, impact'),
      'Ana is about to: Restart the pods',
      'Ana did: Restart the pods',
      'Ana: helped: Restart the pods',
      'Nothing came back while it was watched: Checkout answers 500',
      'Ana closed the incident',
    ]),
  )
})

story('the alarm that was none is dismissed with a reason, and can be opened again', async (world) => {
  const ana = await named(world, 'ana')
  const { id } = await declare(world, ana)
  const silent = await world.ask('moveIncident', { incidentId: id, to: 'dismissed', moves: 0 }, ana.token)
  expect(silent).toMatchObject({ status: 422, body: { code: 'incident_reason_missing' } })
  await move(world, ana, id, 'dismissed', 'A test of the load balancer')
  expect((await world.call('listIncidents', {})).incidents).toEqual([])
  const late = await world.ask('rateIncident', { incidentId: id, priority: 'P1' }, ana.token)
  expect(late.body['code']).toBe('incident_is_over')
  expect(await move(world, ana, id, 'triage', 'It was real')).toMatchObject({ state: 'triage', endedAt: null })
})

story('what is mitigated stays so while it moves on, and not when it goes back', async (world) => {
  const ana = await named(world, 'ana')
  const { id } = await declare(world, ana)
  const at = '2026-03-02T08:50:00.000Z'
  await world.call('mitigateIncident', { incidentId: id, isMitigated: true, at }, ana.token)
  for (const to of ['coordination', 'mitigation', 'resolution', 'follow_up'] as const)
    expect(await move(world, ana, id, to, 'known')).toMatchObject({ state: to, mitigatedAt: at })
  expect(await move(world, ana, id, 'mitigation', 'It hurts again')).toMatchObject({ mitigatedAt: null })
})

story('what comes back while it is watched opens the same incident, in mitigation', async (world) => {
  const ana = await named(world, 'ana')
  const alert = await world.raise('Disk is full', { policy: 'ana 5m' })
  const { id } = await declare(world, ana, { alertIds: [alert.id] })
  await move(world, ana, id, 'mitigation', 'known')
  await world.call('mitigateIncident', { incidentId: id, isMitigated: true }, ana.token)
  await alert.resolve()
  await move(world, ana, id, 'resolution', 'known')
  await world.pass({ minutes: 5 })
  await world.event(alert.key, { action: 'trigger', summary: 'Disk is full', dedup: 'Disk is full' })
  await world.settle()
  const again = await world.call('getIncident', { incidentId: id })
  expect(again).toMatchObject({ state: 'mitigation', mitigatedAt: null, resolvedAt: null, openAlerts: 1 })
  await world.log.says('It came back while it was watched, so it is open again in mitigation: Disk is full')
})

story('of two who move it at once one wins, and the other hears who and where to', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const { id, moves } = await declare(world, ana)
  const answers = await Promise.all([
    world.ask('moveIncident', { incidentId: id, to: 'coordination', moves, reason: 'now' }, ana.token),
    world.ask('moveIncident', { incidentId: id, to: 'mitigation', moves, reason: 'now' }, ben.token),
  ])
  const [won, lost] = answers.toSorted((a, b) => a.status - b.status)
  expect([won?.status, lost?.status]).toEqual([200, 409])
  const winner = answers[0]?.ok ? 'Ana' : 'Ben'
  const facts = { by: winner, to: won?.body['state'], moves: 1 }
  expect(lost?.body).toMatchObject({ code: 'incident_moved', facts })
})

story('two commanders at once: one has it, and taking over is told to the other', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const { id } = await declare(world, ana, { priority: 'P1' })
  await Promise.all(
    [ana, ben].map(({ token }) => world.call('joinIncident', { incidentId: id, role: 'commander' }, token)),
  )
  const { people } = await world.call('getIncident', { incidentId: id })
  const commanders = people.filter(({ role }) => role === 'commander')
  expect(commanders.map(({ engagement }) => engagement).toSorted()).toEqual(['accepted', 'stood_down'])
  const [has, had] = commanders
  await world.log.says(`${has?.name} took over as commander from ${had?.name}`)
})

story('who is called is paged, takes part by answering, and is stood down', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const { id } = await declare(world, ana)
  await world.call(
    'callIntoIncident',
    { incidentId: id, personId: ben.id, role: 'expert', note: 'You know it' },
    ana.token,
  )
  await world.settle()
  world.phone('ben').rang('Ana asks you to help with an incident: Checkout answers 500')
  const parts = async () =>
    (await world.call('getIncident', { incidentId: id })).people.map(({ name, engagement }) => [name, engagement])
  expect(await parts()).toEqual([
    ['Ana', 'accepted'],
    ['Ben', 'asked'],
  ])
  const token = world.phone('ben').answerLink().split('/').at(-1) ?? ''
  await world.call('answerPage', { token, answer: 'acknowledge' })
  await world.settle()
  expect(await parts()).toEqual([
    ['Ana', 'accepted'],
    ['Ben', 'accepted'],
  ])
  expect((await world.call('listAlerts', {})).alerts).toEqual([])
  await world.call('standDownFromIncident', { incidentId: id, personId: ben.id }, ana.token)
  await world.log.says('Ana stood Ben down')
  await world.call('callIntoIncident', { incidentId: id, personId: ben.id, role: 'expert' }, ana.token)
  await world.call('standDownFromIncident', { incidentId: id, personId: ben.id, because: 'We found it' }, ana.token)
  await world.pass({ minutes: 30 })
  world.phone('ben').rangTimes(2)
})

story('two who aim at one service hear of each other', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  await world.service('ana 5m')
  const { services } = await world.call('listServices', {})
  const serviceId = services[0]?.id ?? ''
  const { id } = await declare(world, ana)
  const announce = (who: Named, text: string) =>
    world.call('announceAction', { incidentId: id, text, serviceId }, who.token)
  expect((await announce(ana, 'Roll back')).clashes).toEqual([])
  expect((await announce(ben, 'Add nodes')).clashes).toMatchObject([{ text: 'Roll back', by: 'Ana' }])
  expect((await announce(ana, 'Restart')).clashes).toMatchObject([{ text: 'Add nodes', by: 'Ben' }])
})

story('a private incident is not there for who does not take part', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const eve = await named(world, 'eve', { role: 'viewer' })
  const alert = await world.raise('Odd sign-ins', { policy: 'ana 5m' })
  const made = await declare(world, ana, { title: 'Stolen laptop', isPrivate: true, alertIds: [alert.id] })
  const incidentId = made.id
  await world.call('noteIncident', { incidentId, text: 'The thief is known' }, ana.token)
  for (const { token } of [ben, eve]) {
    expect((await world.call('listIncidents', { state: 'all' }, token)).incidents).toEqual([])
    expect((await world.call('alikeIncidents', { title: 'Stolen laptop' }, token)).alike).toEqual([])
    for (const name of ['getIncident', 'readTimeline'] as const)
      expect((await world.ask(name, { incidentId }, token)).status, name).toBe(404)
    expect((await world.ask('noteIncident', { incidentId, text: 'Hm' }, token)).status).toBe(404)
    for (const search of ['laptop', 'thief', 'Odd'])
      expect(
        (await world.call('readLog', { search, limit: 200 }, token)).entries.map(({ incidentId: of }) => of),
      ).not.toContain(incidentId)
    expect((await world.call('getAlert', { alertId: alert.id }, token)).incident).toBeNull()
    const { entries } = await world.call('readLog', { alertId: alert.id, limit: 200 }, token)
    expect(entries.map(({ says }) => says).join(' ')).not.toContain('laptop')
  }
  expect((await world.call('readLog', { search: 'thief' }, ana.token)).entries).toHaveLength(1)
  expect((await world.call('getAlert', { alertId: alert.id }, ana.token)).incident?.title).toBe('Stolen laptop')
  await world.call('callIntoIncident', { incidentId, personId: ben.id, isPaged: false }, ana.token)
  expect((await world.call('getIncident', { incidentId }, ben.token)).title).toBe('Stolen laptop')
  expect((await world.ask('getIncident', { incidentId }, eve.token)).status).toBe(404)
})

story(
  'whoever is called into a private incident is paged, and neither the alert nor the log tells others what it is',
  async (world) => {
    const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
    const eve = await named(world, 'eve')
    const { id: incidentId } = await declare(world, ana, { title: 'Stolen laptop', isPrivate: true })
    await world.call('callIntoIncident', { incidentId, personId: ben.id, note: 'The thief is known' }, ana.token)
    await world.settle()
    world.phone('ben').rang('Ana asks you to help with a private incident')
    const { alerts } = await world.call('listAlerts', {}, eve.token)
    expect(alerts.map(({ summary }) => summary)).toEqual(['Ana asks you to help with a private incident'])
    const alert = await world.call('getAlert', { alertId: alerts[0]?.id ?? 0 }, eve.token)
    const { entries } = await world.call('readLog', { limit: 200 }, eve.token)
    expect(JSON.stringify([alert, entries])).not.toMatch(/laptop|thief/)
    const called = (await world.call('readTimeline', { incidentId }, ben.token)).entries.map(({ says }) => says)
    expect(called).toContain('Ana called Ben as responder (The thief is known)')
  },
)

story('what is about to be done in a private incident is told to nobody who does not take part', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  await world.service('ana 5m')
  const serviceId = (await world.call('listServices', {})).services[0]?.id ?? ''
  const hidden = await declare(world, ana, { title: 'Stolen laptop', isPrivate: true })
  const open = await declare(world, ben)
  const announce = (who: Named, incidentId: number, text: string) =>
    world.call('announceAction', { incidentId, text, serviceId }, who.token)
  await announce(ana, hidden.id, 'Lock the accounts of the thief')
  expect((await announce(ben, open.id, 'Restart')).clashes).toEqual([])
  await world.call('callIntoIncident', { incidentId: hidden.id, personId: ben.id, isPaged: false }, ana.token)
  expect((await announce(ben, open.id, 'Roll back')).clashes).toMatchObject([{ by: 'Ana' }])
})

story('a note is written once, however often it is sent, and an alert belongs to one incident', async (world) => {
  const ana = await named(world, 'ana')
  const alert = await world.raise('Disk is full', { policy: 'ana 5m' })
  const first = await declare(world, ana, { alertIds: [alert.id] })
  const text = `<script>alert(1)</script> ${'x'.repeat(99_000)}`
  for (let time = 0; time < 3; time++)
    await world.call('noteIncident', { incidentId: first.id, text, key: 'phone-1' }, ana.token)
  expect((await saysOf(world, first.id)).filter((says) => says.includes('<script>'))).toHaveLength(1)
  const other = await world.ask('declareIncident', { teamId, title: 'Another', alertIds: [alert.id] }, ana.token)
  expect(other).toMatchObject({ status: 409, body: { code: 'alert_in_incident' } })
  expect((await world.call('listIncidents', { state: 'all' })).incidents.map(({ title }) => title)).toEqual([
    'Checkout answers 500',
  ])
  await world.call('detachAlert', { incidentId: first.id, alertId: alert.id }, ana.token)
  expect((await declare(world, ana, { title: 'Another', alertIds: [alert.id] })).alerts).toHaveLength(1)
})

story('what is alike is shown before declaring', async (world) => {
  const ana = await named(world, 'ana')
  const { id } = await declare(world, ana)
  const { alike } = await world.call('alikeIncidents', { title: 'checkout 500 again' }, ana.token)
  expect(alike.map(({ incident, because }) => [incident.id, because])).toEqual([[id, 'words']])
})

story('the big one: a P1 with its commander, its updates, and follow-ups that must be done', async (world) => {
  await world.at('2026-03-03T10:00:00Z')
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const { id: incidentId } = await declare(world, ana, { priority: 'P1', impact: 'Nobody can pay' })
  await world.call('joinIncident', { incidentId, role: 'commander' }, ben.token)
  await world.pass({ minutes: 29 })
  await world.log.hasNot('An update is due')
  await world.pass({ minutes: 2 })
  await world.log.says('An update is due, and Ana was reminded: Checkout answers 500')
  await world.pass({ minutes: 10 })
  await world.log.says('An update is due, and Ben was reminded')
  const draft = { incidentId, audience: 'users', language: 'ko' } as const
  expect((await world.call('draftUpdate', draft)).text).toBe(
    'Checkout answers 500\n상황을 확인하고 있습니다.\n영향: Nobody can pay\n다음 소식은 30분 안에 전하겠습니다.',
  )
  const told = await world.call('postUpdate', { incidentId, audience: 'users', text: 'We know of it.' }, ana.token)
  expect(told).toMatchObject({ updateDueAt: '2026-03-03T11:11:00.000Z', audiences: [{ audience: 'users' }] })
  await world.call('addFollowUp', { incidentId, text: 'No metric for refunds', isDraft: true }, ana.token)
  await world.call('addHypothesis', { incidentId, text: 'The new release', test: 'Roll back one node' }, ben.token)
  const [hypothesis] = (await world.call('getIncident', { incidentId })).hypotheses
  const decided = { incidentId, hypothesisId: hypothesis?.id ?? 0, outcome: 'confirmed' } as const
  await world.call('decideHypothesis', decided, ben.token)
  await world.call('giveTask', { incidentId, text: 'Call the bank', ownerId: ben.id, minutes: 5 }, ana.token)
  const [task] = (await world.call('getIncident', { incidentId })).tasks
  const readBack = { incidentId, taskId: task?.id ?? 0, state: 'taken', readBack: 'I phone their on-call' } as const
  expect((await world.call('changeTask', readBack, ben.token)).tasks).toMatchObject([{ state: 'taken', owner: 'Ben' }])
  await move(world, ana, incidentId, 'follow_up', 'All of it is in the chat of the team')
  const early = await world.ask('moveIncident', { incidentId, to: 'closed', moves: 1, reason: 'done' }, ana.token)
  expect(early).toMatchObject({ status: 409, body: { code: 'follow_ups_open' } })
  const [followUp] = (await world.call('getIncident', { incidentId })).followUps
  const drop = { incidentId, followUpId: followUp?.id ?? 0, state: 'dropped' } as const
  expect((await world.ask('changeFollowUp', drop, ana.token)).body['code']).toBe('incident_reason_missing')
  await world.call('changeFollowUp', { ...drop, state: 'open', ownerId: ben.id, dueOn: '2026-04-01' }, ana.token)
  const risk = { incidentId, until: '2026-04-01', because: 'After the migration' } as const
  expect((await world.ask('acceptRisk', risk, ana.token)).status).toBe(403)
  expect((await world.ask('acceptRisk', { ...risk, until: '2026-03-02' })).body['code']).toBe('risk_in_past')
  await world.call('changeFollowUp', { ...drop, state: 'done' }, ben.token)
  expect(await move(world, ana, incidentId, 'closed')).toMatchObject({ state: 'closed', updateDueAt: null })
})

story('one that is another ends as merged, and its alerts and people go on there', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const alert = await world.raise('Disk is full', { policy: 'ana 5m' })
  const first = await declare(world, ana)
  const second = await declare(world, ben, { title: 'Cart is empty', alertIds: [alert.id] })
  const merged = await world.call('mergeIncident', { incidentId: second.id, into: first.id }, ana.token)
  expect(merged).toMatchObject({ state: 'merged', mergedInto: first.id, alerts: [] })
  const on = await world.call('getIncident', { incidentId: first.id })
  expect(on.alerts.map(({ id }) => id)).toEqual([alert.id])
  expect(on.people.map(({ name, role }) => [name, role])).toEqual([
    ['Ana', 'lead'],
    ['Ben', 'responder'],
  ])
  const late = await world.ask('mergeIncident', { incidentId: second.id, into: first.id }, ana.token)
  expect(late.body['code']).toBe('incident_merged')
  const hidden = await declare(world, ana, { title: 'Stolen laptop', isPrivate: true })
  expect((await world.ask('mergeIncident', { incidentId: first.id, into: hidden.id }, ben.token)).body['code']).toBe(
    'unknown_reference',
  )
})

story(
  'a risk is accepted until a day, and counts no longer than that day lasts where its manager is',
  async (world) => {
    await world.at('2026-03-03T10:00:00Z')
    const ana = await named(world, 'ana')
    const { id: incidentId } = await declare(world, ana, { priority: 'P1' })
    await world.call('addFollowUp', { incidentId, text: 'Limit the retries' }, ana.token)
    await move(world, ana, incidentId, 'follow_up', 'It is all in the chat of the team')
    const closing = { incidentId, to: 'closed', moves: 1, reason: 'done' } as const
    expect((await world.ask('moveIncident', closing, ana.token)).body['code']).toBe('follow_ups_open')
    await world.call('acceptRisk', { incidentId, until: '2026-03-05', because: 'After the migration' })
    const owed = async () => (await world.call('getIncident', { incidentId })).owed.follow_up
    await world.at('2026-03-05T23:59:00Z')
    expect(await owed()).toMatchObject([{ isPaid: true }, { debt: 'follow_ups_done', isPaid: true }])
    await world.at('2026-03-06T00:01:00Z')
    expect(await owed()).toMatchObject([{ isPaid: true }, { debt: 'follow_ups_done', isPaid: false }])
    expect((await world.ask('moveIncident', closing, ana.token)).body['code']).toBe('follow_ups_open')
    await world.call('acceptRisk', { incidentId, until: '2026-03-20', because: 'It took longer' })
    expect(await move(world, ana, incidentId, 'closed', 'done')).toMatchObject({
      state: 'closed',
      risk: { isOver: false },
    })
  },
)

story(
  'three services fail at once: one incident, a commander, and nobody works blindly beside another',
  async (world) => {
    await world.at('2026-03-03T02:00:00Z')
    const people = [
      await named(world, 'ana'),
      await named(world, 'ben'),
      await named(world, 'cleo'),
      await named(world, 'dan'),
    ]
    const [ana, ben, cleo, dan] = people as [Named, Named, Named, Named]
    const database = await world.service('ana 5m')
    const payments = await world.service('ben 5m')
    const checkout = await world.service('cleo 5m')
    const troubles = [
      [database.key, 'The database refuses connections', ana],
      [payments.key, 'Payments time out', ben],
      [checkout.key, 'Checkout answers 500', cleo],
    ] as const
    for (const [key, summary] of troubles) await world.event(key, { action: 'trigger', summary, dedup: summary })
    await world.settle()
    const { alerts } = await world.call('listAlerts', {})
    expect(alerts.length).toBe(3)
    const alertOf = (summary: string) => alerts.find((alert) => alert.summary === summary)?.id ?? 0
    for (const [, summary, { token }] of troubles) {
      await world.call('acknowledgeAlert', { alertId: alertOf(summary) }, token)
    }
    // The first of them declares it; the second finds it before declaring another, and joins with their alert.
    const serviceIds = [database.serviceId]
    const draft = { title: 'Nobody can pay', serviceIds, alertIds: [alertOf('The database refuses connections')] }
    const { id: incidentId } = await declare(world, ana, { ...draft, priority: 'P1' })
    const { alike } = await world.call('alikeIncidents', { title: 'Nobody can pay', serviceIds }, ben.token)
    expect(alike.map(({ incident }) => incident.id)).toEqual([incidentId])
    await world.call('joinIncident', { incidentId, role: 'responder' }, ben.token)
    await world.call('attachAlerts', { incidentId, alertIds: [alertOf('Payments time out')] }, ben.token)
    await world.call('attachAlerts', { incidentId, alertIds: [alertOf('Checkout answers 500')] }, cleo.token)
    const told = { what: 'The database is full', impact: 'All who pay', since: '2026-03-03T01:55:00Z' } as const
    const all = [database.serviceId, payments.serviceId, checkout.serviceId]
    const described = await world.call('describeIncident', { incidentId, ...told, serviceIds: all }, ana.token)
    expect(described).toMatchObject({ openAlerts: 3, services: [{}, {}, {}] })
    await move(world, ana, incidentId, 'coordination')
    // A commander is owed, is called by a page as for any trouble, and takes the command by answering.
    const owes = (await world.call('getIncident', { incidentId })).owed.coordination
    expect(owes).toContainEqual({ debt: 'commander', isPaid: false })
    const call = { incidentId, personId: dan.id, role: 'commander', isPaged: true, note: 'Three services' } as const
    await world.call('callIntoIncident', call, ana.token)
    await world.settle()
    const page = (await world.call('listAlerts', {})).alerts.find(({ summary }) => summary.includes('Nobody can pay'))
    await world.call('acknowledgeAlert', { alertId: page?.id ?? 0 }, dan.token)
    await world.settle()
    expect(await world.call('getIncident', { incidentId })).toMatchObject({ lead: { name: 'Dan' }, responders: 3 })
    for (const audience of ['responders', 'stakeholders'] as const) {
      await world.call('postUpdate', { incidentId, audience, text: 'The database is full; we make room.' }, dan.token)
    }
    await world.call('tellAudience', { incidentId, audience: 'users', notNeededBecause: 'The page says it' }, dan.token)
    await move(world, dan, incidentId, 'mitigation')
    // Two aim at one service: the second is told of the first, and holds still.
    const first = { incidentId, serviceId: database.serviceId, text: 'Delete the old exports' }
    const { action } = await world.call('announceAction', first, ana.token)
    const second = { incidentId, serviceId: database.serviceId, text: 'Restart the database' }
    const { action: other, clashes } = await world.call('announceAction', second, ben.token)
    expect(clashes).toMatchObject([{ text: 'Delete the old exports', by: 'Ana' }])
    await world.call('changeAction', { incidentId, actionId: other.id, state: 'called_off' }, ben.token)
    const done = { incidentId, actionId: action.id, state: 'done', effect: 'helped' } as const
    await world.call('changeAction', done, ana.token)
    await world.call('mitigateIncident', { incidentId, isMitigated: true }, dan.token)
    for (const [key, summary] of troubles) await world.event(key, { action: 'resolve', dedup: summary })
    await world.settle()
    expect(await move(world, dan, incidentId, 'resolution')).toMatchObject({ state: 'resolution', openAlerts: 0 })
    // One of the three comes back while it is watched: the same incident, in mitigation again.
    await world.pass({ minutes: 20 })
    const back = { action: 'trigger', summary: 'Payments time out', dedup: 'Payments time out' } as const
    await world.event(payments.key, back)
    await world.settle()
    const again = await world.call('getIncident', { incidentId })
    expect(again).toMatchObject({ state: 'mitigation', mitigatedAt: null, openAlerts: 1 })
    await world.log.says('came back')
    expect((await world.call('listIncidents', { state: 'open' })).incidents.map(({ id }) => id)).toEqual([incidentId])
  },
)
