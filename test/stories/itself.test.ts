import { expect } from 'vitest'
import { sql } from 'kysely'
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
  expect((await call('listAlerts', { state: 'all' })).counts).toEqual({ triggered: 0, acknowledged: 0, snoozed: 0 })
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

async function count({ database }: World, table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(database.db)
  return rows[0]?.count ?? 0
}

const entries = (world: World) => count(world, 'log_entry')
