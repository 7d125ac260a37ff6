// What Baton says of itself is true, and is said by somebody: no false alarm after a pause, no silence after a death.
import { expect } from 'vitest'
import { sql } from 'kysely'
import { armSelfPages } from '../../server/operations/self-pages.ts'
import { story, type World } from '../world.ts'

story('a page to itself that is wanted more often is not missing because it was wanted seldom', async (world) => {
  const { database, at, node } = world
  await world.person('ana', { role: 'admin' })
  await armSelfPages(database.db, 60)
  await node.watch.look()
  await at(world.now.add({ seconds: 11 }).toString())
  await node.watch.look()
  await looking(world, 40)
  await armSelfPages(database.db, 5)
  await at(world.now.add({ seconds: 11 }).toString())
  await node.watch.look()
  expect(await troubles(world)).not.toContain('self_page_missing')
})

story('when the database was away, the page to itself is made before it is missed', async (world) => {
  const { at, node } = world
  await world.person('ana', { role: 'admin' })
  await node.watch.look()
  await at(world.now.add({ minutes: 20 }).toString())
  await node.watch.look()
  expect(await troubles(world)).toEqual([])
  await node.watch.selfPage()
  await at(world.now.add({ seconds: 11 }).toString())
  await node.watch.look()
  expect(await troubles(world)).not.toContain('self_page_missing')
})

story('a trouble whose teller died over telling it is told by whoever looks a minute later', async (world) => {
  const { database, at, node, phone } = world
  await world.person('ana', { role: 'admin' })
  const { key } = await world.service('ben 5m')
  await world.event(key, { action: 'trigger', dedup: 'd' })
  await at(world.now.add({ seconds: 40 }).toString())
  await node.watch.look()
  phone('ana').rang('[Baton] Paging is late (40 s)')
  expect(await told(world)).toMatchObject([{ told_at: world.now, telling_until: null }])
  // As it stands when the node that looked died before it had told anybody.
  const until = world.now.add({ seconds: 60 })
  await sql`update self_trouble set told_at = null, telling_until = ${until}`.execute(database.db)
  await at(world.now.add({ seconds: 30 }).toString())
  await node.watch.look()
  phone('ana').stayedQuiet()
  await at(until.toString())
  await node.watch.look()
  phone('ana').rang('[Baton] Paging is late')
})

story('a message that waits because its provider is busy is no lateness of the engine', async (world) => {
  const { database, at, node, call } = world
  await world.raise('Payments are down', { policy: 'ana 15m' })
  await sql`update delivery set state = 'queued', sent_at = null, due_at = baton_now()`.execute(database.db)
  await node.watch.look()
  await at(world.now.add({ seconds: 45 }).toString())
  await node.watch.look()
  expect((await call('getHealth', {})).troubles).toEqual([])
  expect((await fetch(`${node.url}/readyz`)).status).toBe(200)
})

const told = async ({ database: { db } }: World) =>
  db.selectFrom('self_trouble').select(['told_at', 'telling_until']).execute()

const troubles = async ({ call }: World) => (await call('getHealth', {})).troubles.map(({ kind }) => kind)

/** Somebody looks every half minute, for so many minutes. */
async function looking({ at, node, ...world }: World, minutes: number): Promise<void> {
  const from = world.now
  for (let seconds = 30; seconds <= minutes * 60; seconds += 30) {
    await at(from.add({ seconds }).toString())
    await node.watch.look()
  }
}
