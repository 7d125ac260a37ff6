import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../test/database.ts'
import { connect } from '../db/connect.ts'
import { latenessMs } from './readiness.ts'
import { whatIsDue } from '../engine/due.ts'

test('what is less urgent is seen to be late behind what is more urgent and in time (C3)', async () => {
  const server = await freshDatabase()
  const { db, close } = connect(server.config, { connections: 1, name: 'due' })
  await sql`insert into team (id, slug, name) values (gen_random_uuid(), 'team', 'Team')`.execute(db)
  await sql`
    insert into alert (team_id, key, priority, summary, first_at, last_at, paging_due_at)
    select id, 'of ' || priority, priority, 'Disk', now(), now(), now() - make_interval(secs => late)
    from team, (values (1, -60), (3, 40)) as a(priority, late)`.execute(db)
  expect(await latenessMs(db)).toBeGreaterThanOrEqual(40_000)
  expect((await whatIsDue(db)())['alerts']).toBeLessThanOrEqual(-40_000)
  await close()
  await server.drop()
})
