// A brief of five thousand things is read, and told whole on demand.
import { sql } from 'kysely'
import { expect } from 'vitest'
import { findHandovers, handoversAsked } from '../../server/handover/store.ts'
import { story, teamId } from '../world.ts'
import { haveToken } from './everything.ts'

story(
  'with 5,000 open alerts the brief can be read, says how many lie where, and is whole on demand',
  async (world) => {
    await world.at('2026-03-08T10:00:00Z')
    await world.schedule('payments', { people: ['ana', 'ben'], startsOn: '2026-03-02', handsOver: true })
    const [anaId, benId] = [await world.person('ana'), await world.person('ben')]
    const [ana, ben] = [await haveToken(world, anaId), await haveToken(world, benId)]
    await sql`
    insert into alert (team_id, key, state, priority, summary, first_at, last_at, acknowledged_by, acknowledged_at)
    select ${teamId}, 'many:' || n, 'acknowledged', 1 + n % 4, 'Trouble ' || n, ${world.now}, ${world.now},
      case when n <= 2000 then ${anaId}::uuid else ${benId}::uuid end, ${world.now} from generate_series(1, 5000) n`.execute(
      world.database.db,
    )
    await world.at('2026-03-09T08:30:00Z')
    await world.settle()
    const [handover] = (await world.call('listHandovers', {})).handovers
    const handoverId = handover?.id ?? 0
    await world.call('signHandover', { handoverId, version: 0 }, ana)
    const { brief, mark } = await world.call('getHandover', { handoverId }, ben)
    expect(brief).toMatchObject([{ section: 'alerts', total: 5_000, rest: [{ place: '', count: 4_960 }] }])
    expect(brief[0]?.items).toHaveLength(40)
    const keys = new Set<string>()
    for (let offset = 0; offset < 5_000; offset += 500) {
      const { items, total } = await world.call(
        'listBriefItems',
        { handoverId, section: 'alerts', offset, limit: 500 },
        ben,
      )
      expect(total).toBe(5_000)
      for (const { key } of items) keys.add(key)
    }
    expect(keys.size).toBe(5_000)
    // Two thousand of them change hands at once, with one entry each.
    await world.call('acceptHandover', { handoverId, mark }, ben)
    const { rows } = await sql<{ theirs: number; told: number }>`
    select (select count(*)::int from alert where acknowledged_by = ${benId}) as theirs,
      (select count(*)::int from log_entry where kind = 'alert_handed_over') as told`.execute(world.database.db)
    expect(rows).toEqual([{ theirs: 5_000, told: 2_000 }])
    // What is read afterwards is what was accepted, whatever became of it since.
    await sql`update alert set summary = 'Another since'`.execute(world.database.db)
    const asked = { handoverId, section: 'alerts', offset: 0, limit: 500 } as const
    const kept = await world.call('listBriefItems', asked, ben)
    expect([kept.total, kept.items]).toEqual([40, brief[0]?.items])
    expect((await world.call('listBriefItems', { ...asked, offset: 40 }, ben)).items).toEqual([])
    expect((await world.call('listBriefItems', { ...asked, section: 'tasks' }, ben)).total).toBe(0)
  },
)

story('the few handovers that are open are found without the thousands that are done', async (world) => {
  const { db } = world.database
  await world.at('2026-03-08T10:00:00Z')
  const scheduleId = await world.schedule('payments', {
    people: ['ana', 'ben'],
    startsOn: '2026-03-02',
    handsOver: true,
  })
  await world.settle()
  await sql`
    insert into handover (schedule_id, to_id, ends_at, begins_at, state, accepted_at, grace_at, valve_at, created_at)
    select ${scheduleId}, ${await world.person('ana')}, at, at, 'accepted', at, at, at, at
    from generate_series(1, 5000) n, lateral (select ${world.now}::timestamptz - n * interval '1 hour' as at) t`.execute(
    db,
  )
  await sql`analyze handover`.execute(db)
  for (const query of [{ state: 'open' }, { state: 'open', teamId }, { state: 'open', scheduleId }] as const) {
    expect(await findHandovers(db, query)).toHaveLength(1)
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${handoversAsked(db, query)}`.execute(db)
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    expect(plan).toContain('handover_open')
    expect(plan).not.toContain('Seq Scan on handover ')
  }
})
