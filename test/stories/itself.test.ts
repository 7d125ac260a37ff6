import { expect } from 'vitest'
import { sql } from 'kysely'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Client } from 'pg'
import { story, type World } from '../world.ts'

story('Baton pages itself through the whole path, and nobody is woken', async (world) => {
  const { database, call, pass, settle, node } = world
  await world.person('ana', { role: 'admin' })
  const entriesBefore = await entries(world)
  await pass({ seconds: 11 })
  expect(await node.watch.selfPage()).toBe(true)
  // On its way: a real alert, a real page, and nobody sees it.
  expect((await call('listAlerts', {})).alerts).toEqual([])
  await settle()
  const { rows } = await sql<{ plan: string; channel: string; state: string; person_id: string | null }>`
    select p.plan, d.channel, d.state, d.person_id from delivery d join page p on p.id = d.page_id`.execute(database.db)
  expect(rows).toEqual([{ plan: 'itself', channel: 'sink', state: 'sent', person_id: null }])
  expect((await call('listAlerts', { state: 'all' })).counts).toEqual({ triggered: 0, acknowledged: 0, snoozed: 0, muted: 0 })
  await pass({ seconds: 2 })
  expect(await node.watch.selfPage()).toBe(true)
  // Done: what it was made of is gone, and what is known of it stays.
  expect(await count(world, 'alert')).toBe(0)
  expect(await count(world, 'delivery')).toBe(0)
  const { selfPages } = await call('getPagingFigures', {})
  expect(selfPages).toMatchObject({ everyMinutes: 5, good: 1, late: 0, failed: 0, lastState: 'good' })
  world.phone('ana').stayedQuiet()
  expect(await entries(world)).toBe(entriesBefore)
})

story('real pages go their way while Baton pages itself, and nothing of the one is in the other', async (world) => {
  const { event, pass, settle, node, phone, call, database } = world
  const { key } = await world.service('ana 5m, ben 5m', { grouping: 'unanswered' })
  await pass({ seconds: 11 })
  await Promise.all([
    node.watch.selfPage(),
    event(key, { action: 'trigger', dedup: 'a', summary: 'Checkout is failing' }),
    event(key, { action: 'trigger', dedup: 'b', summary: 'Checkout is failing' }),
  ])
  await settle()
  phone('ana').rangTimes(1)
  expect((await call('listAlerts', {})).alerts).toHaveLength(2)
  const { rows } = await sql<{ plan: string }>`select plan from page order by plan`.execute(database.db)
  expect(rows.map(({ plan }) => plan)).toEqual(['itself', 'policy'])
  await pass({ seconds: 2 })
  await node.watch.selfPage()
  await pass({ minutes: 5 })
  phone('ben').rangTimes(1)
  expect((await call('listAlerts', {})).alerts).toHaveLength(2)
})

story(
  'a page to itself that does not go out is told to the admins past the queue, once, and that it is over',
  async (world) => {
    const { pass, at, settle, node, call, log, phone } = world
    await world.person('ana', { role: 'admin' })
    await world.person('ben')
    await pass({ seconds: 11 })
    await node.watch.selfPage()
    // Nobody opens the page and nobody sends it: the engine does nothing for a minute.
    await at(world.now.add({ seconds: 61 }).toString())
    await node.watch.selfPage()
    await lookBy(node)
    phone('ana').rang('[Baton] Its page to itself did not go out')
    phone('ben').stayedQuiet()
    await log.says('self page bad')
    expect((await call('getHealth', {})).troubles).toMatchObject([{ kind: 'self_page_bad', detail: 'failed' }])
    expect(await readyz(world)).toMatch(/^ready\ntrouble: self page bad since /)
    await pass({ seconds: 30 })
    await lookBy(node)
    phone('ana').stayedQuiet()
    await selfPageGoesWell(world)
    await lookBy(node)
    await settle()
    phone('ana').rang('[Baton] Over: Its page to itself')
    expect((await call('getHealth', {})).troubles).toEqual([])
  },
)

story('what a step is late by is told past the queue', async (world) => {
  const { node, at, phone } = world
  await world.person('ana', { role: 'admin' })
  const { key } = await world.service('ben 5m')
  await world.event(key, { action: 'trigger', dedup: 'd' })
  await at(world.now.add({ seconds: 29 }).toString())
  await lookBy(node)
  phone('ana').stayedQuiet()
  await at(world.now.add({ seconds: 10 }).toString())
  await lookBy(node)
  phone('ana').rang('[Baton] Paging is late (39 s)')
})

story('no page to itself is made while a node of an earlier release lives', async (world) => {
  const { database, pass, node } = world
  await sql`insert into node (id, name, release, started_at, seen_at)
    select 'old', 'old', '0.1.0', n, n from (select baton_now() + interval '11 seconds' as n) t`.execute(database.db)
  await pass({ seconds: 11 })
  await node.watch.selfPage()
  expect(await count(world, 'alert')).toBe(0)
  await pass({ minutes: 6 })
  await node.watch.selfPage()
  expect(await count(world, 'alert')).toBe(1)
})

story('one of two nodes makes the page, and what one lost with its process the other makes again', async (world) => {
  const { database, pass, at, node, startAnother } = world
  const other = await startAnother()
  await pass({ seconds: 11 })
  const begun = await Promise.all([node.watch.selfPage(), other.watch.selfPage()])
  expect(begun.filter(Boolean)).toHaveLength(1)
  expect(await count(world, 'alert')).toBe(1)
  // As if the node had died before its event was accepted.
  await sql`delete from alert`.execute(database.db)
  await at(world.now.add({ seconds: 16 }).toString())
  await other.watch.selfPage()
  expect(await count(world, 'alert')).toBe(1)
  await node.settle()
  await pass({ seconds: 2 })
  await node.watch.selfPage()
  const { rows } = await sql<{ state: string }>`select state from self_page where ended_at is not null`.execute(
    database.db,
  )
  expect(rows).toEqual([{ state: 'good' }])
})

story('a provider that is down is told over another, and over when something went out again', async (world) => {
  const { node, pass, at, phone, phones, call, raise } = world
  const ana = await world.person('ana', { role: 'admin' })
  const ben = await world.person('ben', { phone: false })
  await world.contact('ben', ben, 'sms', '+15551230000')
  await world.contact('ben', ben, 'email', 'ben@example.com')
  phones.make('+15551230000', { tryAgain: 'http_failing: HTTP 500' })
  for (let i = 0; i < 5; i++) await raise(`Trouble ${i}`, { policy: 'ben 60m' })
  await lookBy(node)
  expect((await call('getHealth', {})).troubles).toEqual([])
  await pass({ seconds: 130 })
  await lookBy(node)
  expect((await call('getHealth', {})).troubles).toMatchObject([{ kind: 'channel_failing', subject: 'sms' }])
  await world.settle()
  phone('ana').rang('[Baton] Nothing goes out over sms')
  // Nobody was called over it for a while: that proves nothing.
  await pass({ minutes: 12 })
  await lookBy(node)
  expect((await call('getHealth', {})).troubles).toMatchObject([{ kind: 'channel_failing' }])
  phones.make('+15551230000', 'well')
  await raise('Once more', { policy: 'ben 60m' })
  await at(world.now.add({ seconds: 11 }).toString())
  await lookBy(node)
  expect((await call('getHealth', {})).troubles).toEqual([])
  await world.settle()
  phone('ana').rang('[Baton] Over: Nothing goes out over sms')
  expect(ana).toBeTruthy()
})

story('a node that ended without a word is missed; one that said so, or came back, is not', async (world) => {
  const { database, node, at, pass, call } = world
  const seen = (id: string, name: string, secondsAgo: number) =>
    sql`insert into node (id, name, release, started_at, seen_at, pages_itself)
      select ${id}, ${name}, '1', t, t, true from (select baton_now() - make_interval(secs => ${secondsAgo}) as t) s`.execute(
      database.db,
    )
  await seen('b-1', 'b', 120)
  await seen('c-1', 'c', 120)
  await seen('c-2', 'c', 5)
  // Nobody had looked for a while: what is silent is silent at the next look.
  await lookBy(node)
  await at(world.now.add({ seconds: 11 }).toString())
  await lookBy(node)
  expect((await call('getHealth', {})).troubles).toMatchObject([{ kind: 'node_gone', subject: 'b' }])
  await seen('b-2', 'b', 0)
  await pass({ seconds: 10 })
  await lookBy(node)
  expect((await call('getHealth', {})).troubles).toEqual([])
})

story(
  'the watcher outside is told while all is well, by one node of two, and never past a late step',
  async (world) => {
    const watcher = await startWatcher()
    const heartbeatUrl = watcher.url
    const { at, pass } = world
    const node = await world.startAnother({ settings: { heartbeatUrl } })
    const other = await world.startAnother({ settings: { heartbeatUrl } })
    await lookBy(node)
    const turns = await Promise.all([node.watch.beat(), other.watch.beat()])
    expect(turns.toSorted()).toEqual(['not_due', 'sent'])
    expect(watcher.beats()).toBe(1)
    const { key } = await world.service('ana 5m')
    await world.event(key, { action: 'trigger', dedup: 'd' })
    await at(world.now.add({ seconds: 31 }).toString())
    await lookBy(node)
    expect(await node.watch.beat()).toBe('engine_late')
    await pass({ seconds: 31 })
    await lookBy(node)
    expect(await other.watch.beat()).toBe('sent')
    // Nobody looks any more: nothing is known to be well.
    await pass({ seconds: 50 })
    expect(await other.watch.beat()).toBe('not_watched')
    expect(watcher.beats()).toBe(2)
    await watcher.close()
  },
)

story('the heart does not beat while pages to itself fail', async (world) => {
  const watcher = await startWatcher()
  const { pass, at } = world
  const node = await world.startAnother({ settings: { heartbeatUrl: watcher.url } })
  await pass({ seconds: 11 })
  await node.watch.selfPage()
  await at(world.now.add({ seconds: 61 }).toString())
  await node.watch.selfPage()
  await pass({ seconds: 1 })
  await lookBy(node)
  expect(await node.watch.beat()).toBe('trouble')
  await selfPageGoesWell(world)
  await lookBy(node)
  expect(await node.watch.beat()).toBe('sent')
  await watcher.close()
})

story(
  'the database is away for two minutes: the admins are told from memory, no beat leaves, and once that it is over',
  async (world) => {
    const watcher = await startWatcher()
    let counter = 0
    await world.person('ana', { role: 'admin' })
    const node = await world.startAnother({ settings: { heartbeatUrl: watcher.url }, steady: () => counter })
    await lookBy(node)
    await node.watch.guard()
    const back = await takeAway(world)
    const passAway = async (seconds: number) => {
      counter += seconds * 1_000
      await node.watch.guard()
      await node.watch.look().catch(() => {})
      await node.watch.beat().catch(() => {})
    }
    await passAway(55)
    world.phone('ana').stayedQuiet()
    await passAway(10)
    world.phone('ana').rang('[Baton] The database does not answer')
    await passAway(55)
    world.phone('ana').stayedQuiet()
    expect(watcher.beats()).toBe(0)
    await back()
    await node.watch.guard()
    world.phone('ana').rang('[Baton] Over: The database does not answer')
    await node.watch.guard()
    world.phone('ana').stayedQuiet()
    await watcher.close()
  },
)

story('a node that was asleep looks at the database before it says that it is away', async (world) => {
  let counter = 0
  await world.person('ana', { role: 'admin' })
  const node = await world.startAnother({ steady: () => counter })
  await lookBy(node)
  counter += 600_000
  await node.watch.guard()
  world.phone('ana').stayedQuiet()
})

/** As a node does it: it says that it lives, and looks when it is its turn. */
async function lookBy({ watch }: World['node']): Promise<void> {
  await watch.guard()
  await watch.look()
}

async function selfPageGoesWell(world: World): Promise<void> {
  await world.pass({ minutes: 5 })
  await world.node.watch.selfPage()
  await world.settle()
  await world.pass({ seconds: 2 })
  await world.node.watch.selfPage()
}

async function readyz({ node }: World): Promise<string> {
  return (await fetch(`${node.url}/readyz`)).text()
}

async function startWatcher() {
  let beats = 0
  const server = createServer((_, response) => {
    beats += 1
    response.end('OK')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/ping`,
    beats: () => beats,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  }
}

/** Nobody gets to the database any more; the answer lets everybody in again. */
async function takeAway({ database }: World): Promise<() => Promise<void>> {
  const name = String(database.config.database)
  const server = new Client({ ...database.config, database: 'postgres' })
  await server.connect()
  await server.query(`alter database "${name}" with allow_connections false`)
  await server.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
  return async () => {
    await server.query(`alter database "${name}" with allow_connections true`)
    await server.end()
  }
}

async function count({ database }: World, table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(
    database.db,
  )
  return rows[0]?.count ?? 0
}

const entries = (world: World) => count(world, 'log_entry')
