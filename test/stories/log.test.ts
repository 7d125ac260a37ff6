// The log of a team: what it is about, who is named in it, what stands on top, and one day of it.
import { expect } from 'vitest'
import { follow } from '../../server/recall/follow.ts'
import { story, teamId, type World } from '../world.ts'
import { haveToken, tokenOf } from './everything.ts'

async function cast(world: World) {
  const ana = await haveToken(world, await world.person('ana'))
  const ben = await haveToken(world, await world.person('ben'))
  return { ana, ben }
}

const told = (world: World, name: string) =>
  world.phones
    .of(`${name}@example.com`)
    .all()
    .map(({ message }) => message.subject)

story('whoever is named in a note is told once, and nobody is told of their own', async (world) => {
  const { ana } = await cast(world)
  await world.call('writeNote', { teamId, text: '@ben and @Ben: the **bank** calls back at 15:00. @ana @nobody' }, ana)
  await world.pass({ minutes: 5 })
  expect(told(world, 'ben')).toEqual(['Ana mentioned you in the on-call log'])
  expect(told(world, 'ana')).toEqual([])
})

story('a note that is corrected tells whom it newly names, once, and nobody again', async (world) => {
  const { ana } = await cast(world)
  const cem = await haveToken(world, await world.person('cem'))
  const { id: entryId } = await world.call('writeNote', { teamId, text: '@ben the bank calls back' }, ana)
  await world.pass({ minutes: 5 })
  const correct = (version: number, text: string) => world.call('correctNote', { entryId, version, text }, ana)
  await correct(1, '@ben @cem the bank calls back at 15:00')
  await world.pass({ minutes: 5 })
  await correct(2, 'The bank calls back')
  // Long after, what was sent is forgotten; what the note said is not.
  await world.database.db.deleteFrom('notice').execute()
  await correct(3, '@ben @cem @nobody the bank called')
  await world.pass({ minutes: 5 })
  expect(told(world, 'ben')).toEqual(['Ana mentioned you in the on-call log'])
  expect(told(world, 'cem')).toEqual(['Ana mentioned you in the on-call log'])
  expect(told(world, 'ana')).toEqual([])
  expect((await world.ask('correctNote', { entryId, version: 4, text: '@ana look' }, cem)).body).toMatchObject({
    code: 'note_not_yours',
  })
  await world.call('correctNote', { entryId, version: 4, text: '@ana look' })
  await world.pass({ minutes: 5 })
  expect(told(world, 'ana')).toEqual([expect.stringMatching(/mentioned you in the on-call log$/)])
  expect(told(world, 'ana')).not.toEqual(['Ana mentioned you in the on-call log'])
})

story('a note of a private incident tells nobody who may not know of it', async (world) => {
  const { ana } = await cast(world)
  await world.person('mia', { role: 'manager' })
  const { id: incidentId } = await world.call('declareIncident', { teamId, title: 'Secret', isPrivate: true }, ana)
  await world.call('noteIncident', { incidentId, text: '@ben @mia look', key: 'once' }, ana)
  await world.call('noteIncident', { incidentId, text: '@ben @mia look', key: 'once' }, ana)
  await world.pass({ minutes: 5 })
  expect(told(world, 'ben')).toEqual([])
  expect(told(world, 'mia')).toEqual(['Ana mentioned you in the on-call log'])
})

story('a note belongs to a service of the team, and to none of another', async (world) => {
  const { ana } = await cast(world)
  const { serviceId } = await world.service('ana 5m')
  const note = await world.call('writeNote', { teamId, serviceId, text: 'The cache is cold' }, ana)
  expect(note).toMatchObject({ subject: `service:${serviceId}` })
  const ofService = await world.call('readLog', { subject: `service:${serviceId}` })
  expect(ofService.entries.map(({ says }) => says)).toContain('Ana: The cache is cold')
  const other = await world.call('createTeam', { slug: 'others', name: 'Others' })
  const wrong = await world.ask('writeNote', { teamId: other.id, serviceId, text: 'no' })
  expect(wrong.body).toMatchObject({ code: 'unknown_reference' })
})

story(
  'ten entries stand on top of the log of a team, for everybody; what is private only for whom it may',
  async (world) => {
    const { ana, ben } = await cast(world)
    const { id: incidentId } = await world.call('declareIncident', { teamId, title: 'Secret', isPrivate: true }, ana)
    const secret = await world.call('noteIncident', { incidentId, text: 'secret' }, ana)
    await world.call('pinLogEntry', { entryId: secret.id }, ana)
    expect((await world.ask('pinLogEntry', { entryId: secret.id }, ben)).status).toBe(404)
    const ids: number[] = []
    for (let at = 1; at <= 9; at++) {
      const { id } = await world.call('writeNote', { teamId, text: `note ${at}` }, ana)
      await world.call('pinLogEntry', { entryId: id }, ben)
      ids.push(id)
    }
    expect((await world.call('listLogPins', { teamId }, ana)).pinned).toHaveLength(10)
    const seen = (await world.call('listLogPins', { teamId }, ben)).pinned
    expect(seen).toHaveLength(9)
    expect(seen[0]).toMatchObject({ by: 'Ben' })
    const { id: eleventh } = await world.call('writeNote', { teamId, text: 'one more' }, ana)
    expect((await world.ask('pinLogEntry', { entryId: eleventh }, ana)).body).toMatchObject({ code: 'pins_full' })
    await world.call('unpinLogEntry', { entryId: ids[0] ?? 0 }, ana)
    await world.call('pinLogEntry', { entryId: eleventh }, ana)
    await world.call('pinLogEntry', { entryId: eleventh }, ben)
    expect((await world.call('listLogPins', { teamId }, ana)).pinned[0]).toMatchObject({ by: 'Ana' })
  },
)

story('one day of a team can be read by itself', async (world) => {
  const { ana } = await cast(world)
  for (const at of ['2026-03-02T10:00:00Z', '2026-03-03T10:00:00Z', '2026-03-04T10:00:00Z']) {
    await world.at(at)
    await world.call('writeNote', { teamId, text: at }, ana)
  }
  const day = { teamId, from: '2026-03-03T00:00:00+09:00', until: '2026-03-04T00:00:00+09:00' }
  const { entries } = await world.call('readLog', day, await tokenOf(world, 'ben'))
  expect(entries.map(({ says }) => says)).toEqual(['Ana: 2026-03-03T10:00:00Z'])
})

story('a note about an alert that calls into a private incident is of that one', async (world) => {
  const { ana } = await cast(world)
  const kim = await haveToken(world, await world.person('kim'))
  const { id: incidentId } = await world.call('declareIncident', { teamId, title: 'Secret', isPrivate: true }, ana)
  const personId = await world.person('ben')
  await world.call('callIntoIncident', { incidentId, personId, role: 'responder', isPaged: true }, ana)
  await world.settle()
  const [alert] = (await world.call('listAlerts', {}, ana)).alerts
  const text = '@kim @ben the stolen laptop of the finance office was found again'
  await world.call('writeNote', { teamId, alertId: alert?.id ?? 0, text }, ana)
  await world.pass({ minutes: 5 })
  expect(told(world, 'kim')).toEqual([])
  expect(told(world, 'ben')).toContain('Ana mentioned you in the on-call log')
  await follow(world.database.db)
  const title = 'Stolen laptop of the finance office'
  expect((await world.call('recallForText', { title }, kim)).hits).toEqual([])
  expect((await world.call('search', { text: 'finance' }, kim)).found).toEqual([])
})
