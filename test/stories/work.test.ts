// What is being worked on now, by whom, and in what state it is; and who is still paged beside whoever is on call.
import { sql } from 'kysely'
import { expect } from 'vitest'
import { mostAtWork } from '../../domain/incidents/at-work-api.ts'
import { story, teamId, type World } from '../world.ts'
import { haveToken } from './everything.ts'

async function cast(world: World) {
  const anaId = await world.person('ana')
  const benId = await world.person('ben')
  return { anaId, benId, ana: await haveToken(world, anaId), ben: await haveToken(world, benId) }
}

const work = (world: World, token?: string) => world.call('listWork', {}, token)

story('incidents are told with whoever leads, the stage, and what is done in them now', async (world) => {
  const { benId, ana, ben } = await cast(world)
  expect(await work(world)).toEqual({ incidents: [], moreIncidents: 0, alerts: [], moreAlerts: 0 })
  const { id: incidentId } = await world.call(
    'declareIncident',
    { teamId, title: 'Payments are down', priority: 'P1' },
    ana,
  )
  const { action } = await world.call('announceAction', { incidentId, text: 'Roll back 09:05' }, ana)
  await world.at('2026-03-02T09:05:00Z')
  const { tasks } = await world.call('giveTask', { incidentId, ownerId: benId, text: 'Call the bank' }, ana)
  const taskId = tasks[0]?.id ?? 0
  await world.at('2026-03-02T09:10:00Z')
  const body = '- [ ] Look\n- [ ] Drain\n'
  const { id: runbookId } = await world.call('createRunbook', { teamId, title: 'Drain a region', body }, ana)
  const { runs } = await world.call('openRunbook', { incidentId, runbookId }, ana)
  await world.call('tickStep', { incidentId, runId: runs[0]?.id ?? 0, step: 1 }, ben)
  const told = await work(world)
  expect(told.incidents).toMatchObject([
    {
      id: incidentId,
      state: 'triage',
      priority: 'P1',
      isMitigated: false,
      lead: { name: 'Ana' },
      doings: [
        { kind: 'runbook', text: 'Drain a region', by: 'Ben', ticked: 1, steps: 2 },
        { kind: 'task', text: 'Call the bank', by: 'Ben', isTaken: false },
        { kind: 'action', text: 'Roll back 09:05', by: 'Ana' },
      ],
      moreDoings: 0,
    },
  ])
  await world.call('tickStep', { incidentId, runId: runs[0]?.id ?? 0, step: 2 }, ben)
  await world.call('changeAction', { incidentId, actionId: action.id, state: 'done' }, ana)
  await world.call('changeTask', { incidentId, taskId, state: 'taken', readBack: 'I call the bank' }, ben)
  expect((await work(world)).incidents[0]?.doings).toMatchObject([{ kind: 'task', isTaken: true }])
})

story('an alert that somebody has is told by itself, until it stands in an incident', async (world) => {
  const { anaId, ana } = await cast(world)
  const { key } = await world.service('ana 5m', { grouping: 'none' })
  await world.event(key, { action: 'trigger', summary: 'Disk full', dedup: 'disk' })
  await world.event(key, { action: 'trigger', summary: 'Nobody has it', dedup: 'other' })
  await world.settle()
  const { alerts } = await world.call('listAlerts', {})
  const alertId = alerts.find(({ summary }) => summary === 'Disk full')?.id ?? 0
  await world.call('acknowledgeAlert', { alertId, lookingInto: 'the logs', backInMinutes: 20 }, ana)
  expect(await work(world)).toMatchObject({
    incidents: [],
    alerts: [
      {
        id: alertId,
        holder: { personId: anaId, name: 'Ana' },
        lookingInto: 'the logs',
        backAt: '2026-03-02T09:20:00.000Z',
      },
    ],
  })
  await world.call('declareIncident', { teamId, title: 'Disks', alertIds: [alertId] }, ana)
  expect(await work(world)).toMatchObject({ incidents: [{ title: 'Disks' }], alerts: [] })
})

story('what is private is not there for who may not know of it, and its alert stands by itself', async (world) => {
  const { ben } = await cast(world)
  const mia = await haveToken(world, await world.person('mia', { role: 'manager' }))
  const { key } = await world.service('mia 5m')
  await world.event(key, { action: 'trigger', summary: 'Logins from afar', dedup: 'x' })
  await world.settle()
  const alertId = (await world.call('listAlerts', {})).alerts[0]?.id ?? 0
  await world.call('acknowledgeAlert', { alertId }, mia)
  const secret = { teamId, title: 'Secret', isPrivate: true, alertIds: [alertId] }
  const { id: incidentId } = await world.call('declareIncident', secret, mia)
  await world.call('announceAction', { incidentId, text: 'Secret too' }, mia)
  expect(JSON.stringify(await work(world, ben))).not.toContain('Secret')
  expect(await work(world, ben)).toMatchObject({ incidents: [], moreIncidents: 0, alerts: [{ id: alertId }] })
  expect(await work(world, mia)).toMatchObject({ incidents: [{ title: 'Secret', isPrivate: true }], alerts: [] })
})

story('of much a little is told, the most urgent first, and how much more there is', async (world) => {
  const { anaId } = await cast(world)
  const { db } = world.database
  await sql`insert into alert (team_id, key, state, priority, summary, first_at, last_at, acknowledged_by, acknowledged_at)
    select ${teamId}, 'many:' || n, 'acknowledged', 1 + n % 4, 'Trouble ' || n, ${world.now}, ${world.now}, ${anaId}::uuid, ${world.now}
    from generate_series(1, 5000) n`.execute(db)
  await sql`insert into incident (team_id, title, state, priority, declared_by_name, declared_at, state_at)
    select ${teamId}, 'Old ' || n, case when n = 7 then 'triage' else 'follow_up' end, case when n = 7 then 4 else 1 end, 'Ana', ${world.now}, ${world.now}
    from generate_series(1, 40) n`.execute(db)
  const told = await work(world)
  expect([told.incidents.length, told.moreIncidents]).toEqual([mostAtWork.incidents, 40 - mostAtWork.incidents])
  // What still hurts, however little, before what is only followed up.
  expect(told.incidents[0]).toMatchObject({ title: 'Old 7', state: 'triage', priority: 'P4' })
  expect([told.alerts.length, told.moreAlerts]).toEqual([mostAtWork.alerts, 200 - mostAtWork.alerts])
  expect(told.alerts.every(({ priority }) => priority === 'P1')).toBe(true)
  const { id: otherId } = await world.call('createTeam', { slug: 'others', name: 'Others' })
  expect(await world.call('listWork', { teamId: otherId })).toMatchObject({ incidents: [], alerts: [] })
})

story('until a handover is accepted, who is on call says who is still paged beside them', async (world) => {
  const { anaId, ana, ben } = await cast(world)
  await world.at('2026-03-08T10:00:00Z')
  const people = ['ana', 'ben']
  const scheduleId = await world.schedule('payments', { people, startsOn: '2026-03-02', handsOver: true })
  const onCall = async () => (await world.call('listOnCall', { scheduleId })).onCall[0]
  await world.settle()
  expect(await onCall()).toMatchObject({ people: [{ name: 'Ana' }], handingOver: [] })
  await world.pass({ hours: 22, minutes: 30 })
  expect(await onCall()).toMatchObject({ people: [{ name: 'Ana' }], handingOver: [] })
  await world.pass({ minutes: 35 })
  const going = {
    people: [{ name: 'Ben' }],
    handingOver: [{ personId: anaId, name: 'Ana', until: '2026-03-09T10:00:00.000Z' }],
  }
  expect(await onCall()).toMatchObject(going)
  const handoverId = (await world.call('listHandovers', {})).handovers[0]?.id ?? 0
  await world.call('signHandover', { handoverId, version: 0 }, ana)
  expect(await onCall()).toMatchObject(going)
  const { mark } = await world.call('getHandover', { handoverId }, ben)
  await world.call('acceptHandover', { handoverId, mark }, ben)
  expect(await onCall()).toMatchObject({ people: [{ name: 'Ben' }], handingOver: [] })
})

story('at the valve nobody is paged beside whoever is on call, and that is said at once', async (world) => {
  await cast(world)
  await world.at('2026-03-08T10:00:00Z')
  const people = ['ana', 'ben']
  const scheduleId = await world.schedule('payments', { people, startsOn: '2026-03-02', handsOver: true })
  const onCall = async () => (await world.call('listOnCall', { scheduleId })).onCall[0]
  await world.pass({ hours: 23, minutes: 5 })
  expect(await onCall()).toMatchObject({ handingOver: [{ name: 'Ana' }] })
  // The engine has not looked yet.
  await world.at('2026-03-09T10:00:00Z')
  expect(await onCall()).toMatchObject({ people: [{ name: 'Ben' }], handingOver: [] })
})
