// What was learnt is found again: past cases beside what happens now, in the page itself, and the search over everything.
import { sql } from 'kysely'
import { expect } from 'vitest'
import { follow } from '../../server/recall/follow.ts'
import { story, teamId, type World } from '../world.ts'
import { haveToken } from './everything.ts'

async function named(world: World, name: string, role: 'viewer' | 'responder' | 'manager' = 'responder') {
  const id = await world.person(name, { role })
  return { id, token: await haveToken(world, id) }
}

/** Transactions of other stories, on the same server, may hold the index up for a moment. */
async function followed({ database: { db } }: World): Promise<void> {
  const left = async () => {
    await follow(db)
    const { rows } = await sql<{ left: number }>`
      select count(*)::int as left from log_entry, recall_progress where tx >= indexed_before`.execute(db)
    return rows[0]?.left
  }
  await expect.poll(left, { interval: 5, timeout: 20_000 }).toBe(0)
}

/** An incident of the past, with what fixed it. */
async function past(
  world: World,
  of: { title: string; what?: string; fixed: string; serviceIds?: string[]; isPrivate?: boolean },
) {
  const { title, what = '', fixed, serviceIds = [], isPrivate = false } = of
  const { id: incidentId } = await world.call('declareIncident', { teamId, title, what, serviceIds, isPrivate })
  await world.call('describeIncident', { incidentId, lastSteps: fixed })
  return incidentId
}

story('a new alert shows what was like it, why, what is different, and what fixed it then', async (world) => {
  const { key, serviceId } = await world.service('ana 5m')
  const incidentId = await past(world, {
    title: 'Replica of orders-db is far behind',
    what: 'A bulk update wrote more WAL than the follower could replay',
    fixed: 'Paused the bulk update until the follower had caught up',
    serviceIds: [serviceId],
  })
  await past(world, { title: 'Button has the wrong colour', fixed: 'Changed the stylesheet' })
  await followed(world)
  await world.event(key, { action: 'trigger', dedup: 'lag', summary: '주문 DB 복제 지연 300초' })
  await world.settle()
  const [alert] = (await world.call('listAlerts', {})).alerts
  const { hits } = await world.call('recallForAlert', { alertId: alert?.id ?? 0 })
  expect(hits).toMatchObject([
    {
      case: { kind: 'incident', incidentId, fixed: 'Paused the bulk update until the follower had caught up' },
      because: { key: false, service: true, words: expect.arrayContaining(['복제 지연']) },
      differs: { services: null, priority: { now: 'P1', before: 'P3' } },
    },
  ])
})

story('what comes back under its key stands first, with how often it came and what was noted', async (world) => {
  const ana = await named(world, 'ana')
  const first = await world.raise('Disk full on db-1', { policy: 'ana 5m' })
  const closed = { alertId: first.id, note: 'Deleted old WAL segments' }
  await world.call('closeAlert', closed, ana.token)
  await followed(world)
  expect((await world.call('recallForAlert', { alertId: first.id })).hits).toEqual([])
  await world.pass({ hours: 12 })
  await world.event(first.key, { action: 'trigger', dedup: 'Disk full on db-1', summary: 'Something else' })
  await world.settle()
  const [again] = (await world.call('listAlerts', {})).alerts
  const { hits } = await world.call('recallForAlert', { alertId: again?.id ?? 0 })
  expect(hits[0]).toMatchObject({
    case: { kind: 'alert', alertId: first.id, times: 1, fixed: 'Deleted old WAL segments', isVerified: true },
    because: { key: true },
  })
})

story('the page itself says that it was seen before and what helped; a program is not kept waiting', async (world) => {
  await past(world, { title: 'Checkout answers 502', what: 'TLS handshake', fixed: 'Pinned the old CA bundle' })
  await followed(world)
  await world.raise('결제 체크아웃 502 TLS 핸드셰이크 오류', { policy: 'ana 5m' })
  const text = world.phone('ana').all().at(-1)?.message.text
  expect(text).toContain('Seen before:\n- 2026-03-02 Checkout answers 502 · What helped: Pinned the old CA bundle')
})

story('where nothing is similar, the page and the answer say nothing', async (world) => {
  await past(world, { title: 'Checkout answers 502', fixed: 'Pinned the old CA bundle' })
  await followed(world)
  const { id } = await world.raise('Greenhouse humidity sensor reports 140%', { policy: 'ana 5m' })
  expect(world.phone('ana').all().at(-1)?.message.text).not.toContain('Seen before')
  expect(await world.call('recallForAlert', { alertId: id })).toEqual({ hits: [], kit: [], isBehind: false })
})

story('what is private is found by those alone who may know of it, and stands in no page', async (world) => {
  const [ana, eve] = [await named(world, 'ana'), await named(world, 'eve', 'manager')]
  const incidentId = await past(world, {
    title: 'Signing keys of the checkout were leaked',
    fixed: 'Rotated the signing keys',
    isPrivate: true,
  })
  await followed(world)
  const { id: alertId } = await world.raise('Signing keys of the checkout leaked', { policy: 'ben 5m' })
  expect(world.phone('ben').all().at(-1)?.message.text).not.toContain('Seen before')
  const title = 'Signing keys of the checkout leaked'
  const asks = async (token: string) => [
    (await world.call('recallForAlert', { alertId }, token)).hits,
    (await world.call('recallForText', { title }, token)).hits,
    (await world.call('search', { text: 'rotated' }, token)).found,
  ]
  expect(await asks(ana.token)).toEqual([[], [], []])
  expect((await asks(eve.token)).map((found) => found.length > 0)).toEqual([true, true, true])
  const [hit] = (await world.call('recallForAlert', { alertId }, eve.token)).hits
  const caseId = hit?.case.id ?? 0
  expect((await world.ask('voteOnAlertRecall', { alertId, caseId, vote: 'helped' }, ana.token)).status).toBe(404)
  expect((await world.ask('recallForIncident', { incidentId }, ana.token)).status).toBe(404)
  // The log of an alert is everybody's: it does not name what is private.
  await world.call('voteOnAlertRecall', { alertId, caseId, vote: 'helped' }, eve.token)
  await world.log.says('Eve said that a past case helped')
  await world.log.hasNot('helped: Signing')
})

story('what helped rises, what did not sinks; a vote is one for each person and can be taken back', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const one = await past(world, { title: 'Kafka consumer lag', fixed: 'Skipped the poison message' })
  const two = await past(world, { title: 'Kafka consumer lag', fixed: 'Added partitions' })
  await followed(world)
  const { id: incidentId } = await world.call('declareIncident', { teamId, title: 'Kafka consumer lag' })
  const order = async (token: string) => {
    const { hits } = await world.call('recallForIncident', { incidentId }, token)
    return hits.map(({ case: { incidentId: id, helped, didNot }, vote }) => ({ id, helped, didNot, vote }))
  }
  const before = await order(ana.token)
  expect(before.map(({ id }) => id)).toEqual([two, one])
  const caseId =
    (await world.call('recallForIncident', { incidentId })).hits.find((hit) => hit.case.incidentId === one)?.case.id ??
    0
  await world.call('voteOnIncidentRecall', { incidentId, caseId, vote: 'helped' }, ana.token)
  await world.call('voteOnIncidentRecall', { incidentId, caseId, vote: 'helped' }, ana.token)
  await world.call('voteOnIncidentRecall', { incidentId, caseId, vote: 'did_not' }, ben.token)
  await world.call('voteOnIncidentRecall', { incidentId, caseId, vote: 'helped' }, ben.token)
  expect((await order(ben.token))[0]).toEqual({ id: one, helped: 2, didNot: 0, vote: 'helped' })
  await world.call('rebuildRecall', {})
  await followed(world)
  expect((await order(ben.token))[0]).toEqual({ id: one, helped: 2, didNot: 0, vote: 'helped' })
  const again =
    (await world.call('recallForIncident', { incidentId })).hits.find((hit) => hit.case.incidentId === one)?.case.id ??
    0
  await world.call('voteOnIncidentRecall', { incidentId, caseId: again, vote: null }, ana.token)
  expect((await order(ana.token)).find(({ id }) => id === one)).toEqual({ id: one, helped: 1, didNot: 0, vote: null })
  const automation = await world.ask('voteOnIncidentRecall', { incidentId, caseId: again, vote: 'helped' })
  expect(automation.body['code']).toBe('vote_needs_person')
})

story(
  'one search finds incidents, alerts, notes and the log, across the two languages, page by page',
  async (world) => {
    const ana = await named(world, 'ana')
    const { id: alertId } = await world.raise('Replication lag on orders-db', { policy: 'ana 5m' })
    await world.call('closeAlert', { alertId, note: 'It was the backup' }, ana.token)
    const incidentId = await past(world, { title: '주문 DB 복제 지연', fixed: '배치를 멈춤' })
    await world.call('writeNote', { teamId, text: 'The replica needs a bigger disk before the sale begins' }, ana.token)
    await followed(world)
    const { found } = await world.call('search', { text: '복제' })
    expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(['incident', 'alert', 'note', 'log']))
    expect(found.find(({ kind }) => kind === 'incident')).toMatchObject({ incidentId, marks: { title: [6, 8] } })
    expect((await world.call('search', { text: 'replication', kind: 'incident' })).found).toMatchObject([
      { incidentId },
    ])
    expect((await world.call('search', { text: 'repl', kind: 'alert' })).found).toMatchObject([{ alertId }])
    expect((await world.call('search', { text: 'replica sale' })).found.map(({ kind }) => kind)).toEqual(['note'])
    expect((await world.call('search', { text: 'zebra' })).found).toEqual([])
    const mine = await world.call('search', { kind: 'note', personId: ana.id })
    expect(mine.found.map(({ who }) => who)).toEqual(['Ana'])
    const pages: string[] = []
    let before: string | undefined
    do {
      const page = await world.call('search', { text: 'replication', limit: 1, before })
      pages.push(...page.found.map(({ kind, entryId, incidentId: i, alertId: a }) => `${kind} ${entryId ?? i ?? a}`))
      before = page.nextBefore ?? undefined
    } while (before)
    const all = await world.call('search', { text: 'replication' })
    expect(pages).toEqual(
      all.found.map(({ kind, entryId, incidentId: i, alertId: a }) => `${kind} ${entryId ?? i ?? a}`),
    )
    expect((await world.ask('search', { text: 'x', before: 'nowhere' })).body['code']).toBe('search_place_unknown')
  },
)

story('an incident that is merged, dismissed or corrected is told as it stands', async (world) => {
  const one = await past(world, {
    title: 'Invoices are printed twice by the warehouse',
    fixed: 'Restarted the print server',
  })
  const two = await past(world, { title: 'Invoices are printed twice by the warehouse', fixed: 'Emptied the queue' })
  await followed(world)
  const recalled = async () =>
    (await world.call('recallForText', { title: 'Invoices printed twice' })).hits.map(
      ({ case: { incidentId, stands } }) => [incidentId, stands],
    )
  expect(await recalled()).toEqual([
    [two, 'open'],
    [one, 'open'],
  ])
  await world.call('mergeIncident', { incidentId: two, into: one })
  const { moves } = await world.call('getIncident', { incidentId: one })
  await world.call('moveIncident', { incidentId: one, to: 'dismissed', moves, reason: 'It was a test' })
  await followed(world)
  expect(await recalled()).toEqual([[one, 'false_alarm']])
})

story(
  'a runbook and a bookmark of the kit that fit stand beside it and are found; what is removed is not',
  async (world) => {
    const ana = await named(world, 'ana', 'manager')
    const { key, serviceId } = await world.service('ana 5m')
    const body = '- [ ] Look at pg_stat_replication\n- [ ] Pause the bulk update'
    const runbook = await world.call(
      'createRunbook',
      { teamId, serviceId, title: 'Replica falls behind', body },
      ana.token,
    )
    const bookmark = await world.call(
      'createBookmark',
      { teamId, name: '복제 지연 대시보드', url: 'https://grafana.example/d/replication' },
      ana.token,
    )
    await world.call('createBookmark', { teamId, name: 'Canteen menu', note: 'Second floor' }, ana.token)
    await followed(world)
    await world.event(key, { action: 'trigger', dedup: 'lag', summary: '주문 DB 복제 지연 300초' })
    await world.settle()
    const [alert] = (await world.call('listAlerts', {})).alerts
    const asked = async () => (await world.call('recallForAlert', { alertId: alert?.id ?? 0 })).kit
    expect(await asked()).toMatchObject([
      { kind: 'runbook', id: runbook.id, title: 'Replica falls behind', url: '', because: { service: true } },
      { kind: 'bookmark', id: bookmark.id, url: 'https://grafana.example/d/replication' },
    ])
    const { hits } = await world.call('recallForAlert', { alertId: alert?.id ?? 0 })
    expect(hits).toEqual([])
    const found = async () =>
      (await world.call('search', { text: 'replication', kind: 'kit' })).found.map(
        ({ kind, kitId }) => `${kind} ${kitId}`,
      )
    expect((await found()).toSorted()).toEqual([`bookmark ${bookmark.id}`, `runbook ${runbook.id}`])
    await world.call('removeBookmark', { bookmarkId: bookmark.id }, ana.token)
    await world.call('removeRunbook', { runbookId: runbook.id }, ana.token)
    // The index has not heard of it yet, and it is no longer offered all the same.
    expect(await asked()).toEqual([])
    await followed(world)
    expect(await found()).toEqual([])
  },
)

story('nobody votes on what lies in the kit, and a page tells what happened, not what lies there', async (world) => {
  const ana = await named(world, 'ana', 'manager')
  await world.call('createRunbook', { teamId, title: 'Checkout answers 502', body: '- [ ] Look at TLS' }, ana.token)
  await followed(world)
  const { id: alertId } = await world.raise('Checkout answers 502, TLS handshake', { policy: 'ana 5m' })
  expect(world.phone('ana').all().at(-1)?.message.text).not.toContain('Seen before')
  const { rows } = await sql<{ id: number }>`select id from recall_case where kind = 'runbook'`.execute(
    world.database.db,
  )
  const vote = { alertId, caseId: rows[0]?.id ?? 0, vote: 'helped' } as const
  expect((await world.ask('voteOnAlertRecall', vote, ana.token)).status).toBe(404)
})

story('what was taken out of a note is found no more, also where next to nothing is left of it', async (world) => {
  const ana = await named(world, 'ana')
  const text = 'The passphrase of the replica vault is hunter2 swordfish'
  const note = await world.call('writeNote', { teamId, text }, ana.token)
  await followed(world)
  const asks = async () => [
    ...(await world.call('recallForText', { title: 'passphrase of the replica vault' })).hits,
    ...(await world.call('search', { text: 'swordfish' })).found,
  ]
  expect(await asks()).toHaveLength(2)
  await world.call('correctNote', { entryId: note.id, version: 1, text: '-' }, ana.token)
  await followed(world)
  expect(await asks()).toEqual([])
})
