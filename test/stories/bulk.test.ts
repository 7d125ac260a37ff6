// Many alerts answered at once: what becomes of each, what is undone, and what came meanwhile.
import { expect } from 'vitest'
import { story, type World } from '../world.ts'
import { haveToken, tokenOf } from './everything.ts'

/** A token of this person, and the alerts that a flood of so many services has raised. */
async function flood(world: World, count: number, policy = 'ana 5m, ben 10m') {
  await world.person('ana')
  await world.person('ben')
  const ids: number[] = []
  for (let nth = 0; nth < count; nth++) ids.push((await world.raise(`Disk ${nth} is full`, { policy })).id)
  return ids
}

const stateOf = async (world: World, alertId: number) => (await world.call('getAlert', { alertId })).state
const says = async (world: World, alertId: number) =>
  (await world.call('readLog', { alertId, limit: 200 })).entries.map((entry) => entry.says)

story(
  'many are acknowledged at once: nobody else is called, the log has one line, each alert has its own',
  async (world) => {
    const ids = await flood(world, 3)
    const ana = await tokenOf(world, 'ana')
    const answer = await world.call('acknowledgeAlerts', { alertIds: ids }, ana)
    expect(answer).toMatchObject({ done: ids, others: 0, left: [] })
    await world.pass({ minutes: 6 })
    world.phone('ben').stayedQuiet()
    await world.log.says('Ana acknowledged 3 alerts at once')
    await world.log.hasNot('one of 3 at once')
    expect(await says(world, ids[1] ?? 0)).toContain('Ana acknowledged it, one of 3 at once: Disk 1 is full')
    // Acknowledged is not forgotten: each page comes back.
    await world.pass({ minutes: 60 })
    expect(await Promise.all(ids.map((id) => stateOf(world, id)))).toEqual(['triggered', 'triggered', 'triggered'])
  },
)

story('what somebody has stays theirs, what is closed stays closed, and the answer says so', async (world) => {
  const [first = 0, second = 0, third = 0, fourth = 0] = await flood(world, 4)
  const [ana, ben] = [await tokenOf(world, 'ana'), await tokenOf(world, 'ben')]
  await world.call('acknowledgeAlert', { alertId: first }, ben)
  await world.call('closeAlert', { alertId: second }, ben)
  await world.call('acknowledgeAlert', { alertId: third }, ana)
  const alertIds = [first, second, third, fourth, 99_999]
  expect(await world.call('acknowledgeAlerts', { alertIds }, ana)).toMatchObject({
    done: [fourth],
    left: [
      { alertId: first, because: 'taken', by: 'Ben' },
      { alertId: second, because: 'closed', by: null },
      { alertId: third, because: 'yours', by: null },
      { alertId: 99_999, because: 'gone', by: null },
    ],
  })
  expect(await world.call('closeAlerts', { alertIds, note: 'The rack was moved' }, ana)).toMatchObject({
    done: [third, fourth],
    left: [{ because: 'taken', by: 'Ben' }, { because: 'closed' }, { because: 'gone' }],
  })
  await world.log.says('Ana closed 2 alerts at once (The rack was moved)')
  expect(await world.call('getAlert', { alertId: fourth })).toMatchObject({
    state: 'closed',
    closedBecause: 'The rack was moved',
    closedBy: 'Ana',
    pageState: 'closed',
  })
})

story(
  'two who acknowledge the same alerts at once: each alert has one of them, and the other is told',
  async (world) => {
    const ids = await flood(world, 6)
    const [ana, ben] = [await tokenOf(world, 'ana'), await tokenOf(world, 'ben')]
    const [byAna, byBen] = await Promise.all([
      world.call('acknowledgeAlerts', { alertIds: ids }, ana),
      world.call('acknowledgeAlerts', { alertIds: ids.toReversed() }, ben),
    ])
    expect([...byAna.done, ...byBen.done].toSorted((a, b) => a - b)).toEqual(ids)
    expect(byAna.left.map(({ alertId }) => alertId).toSorted((a, b) => a - b)).toEqual(
      byBen.done.toSorted((a, b) => a - b),
    )
    for (const { by } of byAna.left) expect(by).toBe('Ben')
  },
)

story('pressed by mistake: they wait again, and whoever was called first is called again at once', async (world) => {
  const ids = await flood(world, 2, 'ana 15m')
  const [ana, ben] = [await tokenOf(world, 'ana'), await tokenOf(world, 'ben')]
  world.phone('ana').rang('Disk 0 is full')
  const { at, done } = await world.call('acknowledgeAlerts', { alertIds: ids }, ana)
  // Nobody else can take it back.
  expect((await world.call('undoAcknowledgements', { at, alertIds: done }, ben)).done).toEqual([])
  await world.pass({ seconds: 20 })
  expect(await world.call('undoAcknowledgements', { at, alertIds: done }, ana)).toMatchObject({ done: ids, left: [] })
  await world.settle()
  world.phone('ana').rang('Disk 0 is full')
  expect(await world.call('getAlert', { alertId: ids[0] ?? 0 })).toMatchObject({
    state: 'triggered',
    acknowledgedBy: null,
    pageState: 'open',
    declinedBy: [],
  })
  await world.log.says('Ana took back the acknowledgement of 2 alerts')
  // The policy goes on from there: its alarm is still to come.
  await world.pass({ minutes: 14 })
  await world.log.hasNot('Nobody answered')
  await world.pass({ minutes: 2 })
  await world.log.says('Nobody answered')
})

story('the moment is told with as many digits as a door has', async (world) => {
  await world.at('2026-03-02T09:00:00.123456Z')
  const ids = await flood(world, 1)
  const ana = await tokenOf(world, 'ana')
  for (const at of ['2026-03-02T09:00:00.123Z', '2026-03-02T09:00:00.123456Z']) {
    const { done } = await world.call('acknowledgeAlerts', { alertIds: ids }, ana)
    expect((await world.call('undoAcknowledgements', { at, alertIds: done }, ana)).done).toEqual(ids)
  }
})

story('what moved on since is not undone, and after two minutes nothing is', async (world) => {
  const [first = 0, second = 0, third = 0] = await flood(world, 3)
  const [ana, ben] = [await tokenOf(world, 'ana'), await tokenOf(world, 'ben')]
  const { at } = await world.call('acknowledgeAlerts', { alertIds: [first, second, third] }, ana)
  await world.call('takeOverAlert', { alertId: first, because: 'I know this one' }, ben)
  await world.call('closeAlert', { alertId: second }, ana)
  await world.pass({ seconds: 30 })
  const undone = await world.call('undoAcknowledgements', { at, alertIds: [first, second] }, ana)
  expect(undone).toMatchObject({ done: [], left: [{ because: 'moved_on' }, { because: 'closed' }] })
  expect(await stateOf(world, first)).toBe('acknowledged')
  // Taken again meanwhile, in earnest: that is not the one that is taken back.
  await world.call('escalateAlert', { alertId: third }, ana)
  await world.pass({ seconds: 10 })
  const again = await world.call('acknowledgeAlerts', { alertIds: [third] }, ana)
  expect((await world.call('undoAcknowledgements', { at, alertIds: [third] }, ana)).done).toEqual([])
  await world.pass({ minutes: 3 })
  expect((await world.call('undoAcknowledgements', { at: again.at, alertIds: [third] }, ana)).done).toEqual([])
})

story('all that match: what was seen, and nothing that came since', async (world) => {
  const ids = await flood(world, 3)
  const ana = await tokenOf(world, 'ana')
  const counted = await world.call('countAlerts', { search: 'Disk' }, ana)
  expect(counted).toMatchObject({ count: 3, isMore: false })
  const later = await world.raise('Disk 9 is full', { policy: 'ana 5m' })
  const matching = { search: 'Disk', upTo: counted.upTo, seen: counted.count }
  const more = await world.ask('acknowledgeAlerts', { matching: { ...matching, seen: 2 } }, ana)
  expect(more).toMatchObject({ status: 409, body: { code: 'alerts_more_than_seen' } })
  const { done } = await world.call('acknowledgeAlerts', { matching }, ana)
  expect(done.toSorted((a, b) => a - b)).toEqual(ids)
  expect(await stateOf(world, later.id)).toBe('triggered')
  expect((await world.ask('closeAlerts', { alertIds: ids, matching }, ana)).status).toBe(400)
  expect((await world.ask('closeAlerts', {}, ana)).status).toBe(400)
})

story('the page is answered as a whole, also the alert on it that nobody chose', async (world) => {
  const { key } = await world.service('ana 5m')
  await world.person('ana')
  for (const dedup of ['one', 'two', 'three']) await world.event(key, { action: 'trigger', dedup, summary: dedup })
  await world.settle()
  const { alerts } = await world.call('listAlerts', {})
  const ana = await tokenOf(world, 'ana')
  const answer = await world.call('acknowledgeAlerts', { alertIds: [alerts[0]?.id ?? 0] }, ana)
  expect(answer).toMatchObject({ others: 2 })
  expect((await world.call('listAlerts', {})).counts).toMatchObject({ triggered: 0, acknowledged: 3, snoozed: 0 })
  await world.call('undoAcknowledgements', { at: answer.at, alertIds: answer.done }, ana)
  expect((await world.call('listAlerts', {})).counts).toMatchObject({ triggered: 3, acknowledged: 0, snoozed: 0 })
})

story('who may only look answers nothing, however many', async (world) => {
  const ids = await flood(world, 2)
  const eve = await haveToken(world, await world.person('eve'), 'viewer')
  const answer = await world.call('closeAlerts', { alertIds: ids }, eve)
  expect(answer).toMatchObject({ done: [], left: [{ because: 'not_allowed' }, { because: 'not_allowed' }] })
  expect(await stateOf(world, ids[0] ?? 0)).toBe('triggered')
})

story('what its key did before, and what belongs to it', async (world) => {
  const { key } = await world.service('ana 5m', { watchMinutes: 0 })
  const ana = await tokenOf(world, 'ana')
  for (const note of ['Swapped the disk', '']) {
    await world.event(key, { action: 'trigger', dedup: 'disk', summary: 'Disk is full' })
    await world.settle()
    const alertId = (await world.call('listAlerts', {})).alerts[0]?.id ?? 0
    await world.call('acknowledgeAlert', { alertId }, ana)
    await world.pass({ minutes: 20 })
    if (note) await world.call('closeAlert', { alertId, note }, ana)
    else await world.event(key, { action: 'resolve', dedup: 'disk' })
    await world.settle()
  }
  await world.event(key, { action: 'trigger', dedup: 'disk', summary: 'Disk is full' })
  await world.event(key, { action: 'trigger', dedup: 'load', summary: 'Load is high' })
  await world.settle()
  const disk = (await world.call('listAlerts', { search: 'Disk' })).alerts[0]?.id ?? 0
  const history = await world.call('listAlertHistory', { alertId: disk, limit: 1 })
  expect(history).toMatchObject({ count: 2, isMore: false, past: [{ closedBecause: 'source', acknowledgedBy: 'Ana' }] })
  const older = await world.call('listAlertHistory', { alertId: disk, before: history.nextBefore ?? 0 })
  expect(older.past).toMatchObject([{ closedBecause: 'Swapped the disk', closedBy: 'Ana' }])
  const related = await world.call('listRelatedAlerts', { alertId: disk })
  expect(related.page).toMatchObject({ count: 1, alerts: [{ summary: 'Load is high' }] })
  expect(related.service.count).toBe(3)
  expect(related.labels.count).toBe(0)
})
