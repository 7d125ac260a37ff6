// Acceptance on a real database: who shares a commit, who fails alone, and when each is answered (P2, P13, C14).
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ReceivedEvent } from '../../domain/intake/event.ts'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { connect, type Database } from '../db/connect.ts'
import { makeMetrics } from '../metrics.ts'
import { newId } from '../secrets.ts'
import { SourceGone } from './accept.ts'
import { compileRules } from '../../domain/alerts/muting.ts'
import { deciding } from './accept.ts'
import { Batches, Overloaded } from './batches.ts'
import type { KnownSource } from './sources.ts'

let server: TestDatabase
let intake: Database
let other: Database
let source: KnownSource
let batches: Batches
let unpaged: number[]

beforeAll(async () => {
  server = await freshDatabase()
  intake = connect(server.config, { connections: 2, name: 'intake' })
  other = connect(server.config, { connections: 4, name: 'other' })
  source = await haveSource('monitor')
  await sql`alter table alert add constraint poison check (key not like 'poison%')`.execute(other.db)
  // Nothing is wrong with this one until the very end of its transaction.
  await sql`
    create function spoil() returns trigger language plpgsql as $$ begin raise exception 'spoiled at the commit'; end $$;
    create constraint trigger spoil after insert or update on alert deferrable initially deferred
      for each row when (new.key like 'late-poison%') execute function spoil()`.execute(other.db)
})
afterAll(async () => {
  await intake.close()
  await other.close()
  await server.drop()
})
beforeEach(async () => {
  await sql`truncate log_entry, alert cascade`.execute(other.db)
  unpaged = []
  batches = new Batches(
    intake,
    deciding(intake.db, () => compileRules([], [], 1)),
    makeMetrics(),
    (alerts) => unpaged.push(alerts.length),
  )
})

describe('a poisoned event', () => {
  test('fails alone: its neighbours in the batch are accepted', async () => {
    const outcomes = await Promise.allSettled([
      batches.accept(source, [event('one')]),
      batches.accept(source, [event('poison')]),
      batches.accept(source, [event('two'), event('three')]),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await keys()).toEqual(['one', 'three', 'two'])
    expect(unpaged).toEqual([1, 2])
    expect(await entries()).toBe(3)
  })

  test('leaves nothing of its own request', async () => {
    await expect(batches.accept(source, [event('one'), event('poison'), event('two')])).rejects.toThrow(/poison/)
    expect(await keys()).toEqual([])
    expect(await entries()).toBe(0)
  })

  test('that fails as late as the commit is not answered as accepted', async () => {
    const outcomes = await Promise.allSettled([
      batches.accept(source, [event('late-poison')]),
      batches.accept(source, [event('one')]),
      batches.accept(source, [event('late-poison-2'), event('nobody', { action: 'resolve' })]),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected'])
    expect(await keys()).toEqual(['one'])
  })

  test('does not hold up what comes after it', async () => {
    await expect(batches.accept(source, [event('poison')])).rejects.toThrow(/poison/)
    await batches.accept(source, [event('one')])
    expect(await keys()).toEqual(['one'])
  })

  test('a source that was switched off a moment ago fails alone too', async () => {
    const gone = await haveSource('gone')
    await other.db
      .updateTable('source')
      .set({ disabled_at: sql`now()` })
      .where('id', '=', gone.id)
      .execute()
    const outcomes = await Promise.allSettled([
      batches.accept(source, [event('one')]),
      batches.accept(gone, [event('two')]),
    ])
    expect(outcomes[0]).toMatchObject({ status: 'fulfilled' })
    expect(outcomes[1]).toMatchObject({ status: 'rejected', reason: expect.any(SourceGone) })
    expect(await keys()).toEqual(['one'])
  })
})

describe('what was said first happens first', () => {
  test.each<[string, ReceivedEvent['action'][], string[]]>([
    ['trigger, resolve', ['trigger', 'resolve'], ['closed x1']],
    ['resolve, trigger', ['resolve', 'trigger'], ['triggered x1']],
    ['trigger, resolve, trigger', ['trigger', 'resolve', 'trigger'], ['triggered x2']],
    ['trigger, acknowledge', ['trigger', 'acknowledge'], ['acknowledged x1']],
    ['acknowledge, trigger', ['acknowledge', 'trigger'], ['triggered x1']],
    ['repeats add up', ['trigger', 'trigger', 'trigger'], ['triggered x3']],
    ['repeats around an end', ['trigger', 'trigger', 'resolve', 'trigger', 'resolve', 'resolve'], ['closed x3']],
  ])('%s', async (_, actions, expected) => {
    await Promise.all(actions.map((action) => batches.accept(source, [event('disk', { action })])))
    const rows = await other.db.selectFrom('alert').select(['state', 'count']).orderBy('id').execute()
    expect(rows.map(({ state, count }) => `${state} x${count}`)).toEqual(expected)
  })

  test('the same key of another source is another alert', async () => {
    const second = await haveSource('second')
    await Promise.all([
      batches.accept(source, [event('disk')]),
      batches.accept(second, [event('disk', { action: 'resolve' })]),
      batches.accept(second, [event('disk')]),
    ])
    expect(await keys()).toEqual(['disk', 'disk'])
  })

  test('repeats in one commit keep the highest priority that was said', async () => {
    await Promise.all([
      batches.accept(source, [event('disk', { priority: 'P3' })]),
      batches.accept(source, [event('disk', { priority: 'P1' })]),
      batches.accept(source, [event('disk', { priority: 'P4', summary: 'newest words' })]),
    ])
    const rows = await other.db.selectFrom('alert').select(['priority', 'summary', 'count']).execute()
    expect(rows).toEqual([{ priority: 1, summary: 'newest words', count: 3 }])
  })
})

test('too much is turned away at once, and taken again when there is room', async () => {
  const flood = batches.accept(source, Array.from<ReceivedEvent>({ length: 50_000 }).fill(event('disk')))
  await expect(batches.accept(source, [event('one')])).rejects.toBeInstanceOf(Overloaded)
  await flood
  await batches.accept(source, [event('two')])
  expect(await keys()).toEqual(['disk', 'two'])
})

test('nobody is answered before the commit, nor is the engine told', async () => {
  let answered = 0
  const answers: Promise<void>[] = []
  await other.db.transaction().execute(async (tx) => {
    await sql`lock table alert in share mode`.execute(tx)
    for (const key of ['one', 'two']) {
      answers.push(batches.accept(source, [event(key)]).then(() => void answered++))
    }
    await expect.poll(() => waitingForLock('intake'), { interval: 5 }).toBe(1)
    expect([answered, unpaged]).toEqual([0, []])
  })
  await Promise.all(answers)
  expect(await keys()).toEqual(['one', 'two'])
  expect(unpaged).toEqual([2])
})

describe('the busiest table has no foreign keys, and still nothing it names goes away', () => {
  test('a service with alerts cannot be removed, whatever their state', async () => {
    const own = await haveSource('kept')
    await batches.accept(own, [event('disk')])
    await expect(other.db.deleteFrom('service').where('id', '=', own.serviceId).execute()).rejects.toThrow(/has alerts/)
    await batches.accept(own, [event('disk', { action: 'resolve' })])
    await expect(other.db.deleteFrom('service').where('id', '=', own.serviceId).execute()).rejects.toThrow(/has alerts/)
  })

  test('a removed source leaves its open alerts without one', async () => {
    const own = await haveSource('removed')
    await batches.accept(own, [event('disk')])
    await other.db.deleteFrom('source').where('id', '=', own.id).execute()
    const rows = await other.db.selectFrom('alert').select(['key', 'source_id']).execute()
    expect(rows).toEqual([{ key: 'disk', source_id: null }])
  })

  test('a removal waits for the acceptance in flight, and then does not happen', async () => {
    const own = await haveSource('raced')
    const { accepted, removal } = await other.db.transaction().execute(async (tx) => {
      // The acceptance has looked its source up, and waits for who is raising the same alert by hand.
      await sql`insert into alert (team_id, service_id, source_id, key, priority, summary, first_at, last_at, paging_due_at)
        values (${own.teamId}, ${own.serviceId}, ${own.id}, 'disk', 1, '', now(), now(), now())`.execute(tx)
      const accepted = batches.accept(own, [event('disk')])
      await expect.poll(() => waitingForLock('intake'), { interval: 5 }).toBe(1)
      const removal = other.db.transaction().execute(async (rival) => {
        await rival.deleteFrom('source').where('id', '=', own.id).execute()
        await rival.deleteFrom('service').where('id', '=', own.serviceId).execute()
      })
      removal.catch(() => {}) // looked at below
      await expect.poll(() => waitingForLock('other'), { interval: 5 }).toBe(1)
      return { accepted, removal }
    })
    await accepted
    await expect(removal).rejects.toThrow(/has alerts/)
    expect(await other.db.selectFrom('alert').select(['key', 'source_id']).execute()).toEqual([
      { key: 'disk', source_id: own.id },
    ])
  })
})

test('drained waits for what is being accepted', async () => {
  const answer = batches.accept(source, [event('one')])
  await batches.drained()
  expect(await keys()).toEqual(['one'])
  await answer
  await batches.accept(source, [])
})

async function keys(): Promise<string[]> {
  const rows = await other.db.selectFrom('alert').select('key').orderBy('key').execute()
  return rows.map(({ key }) => key)
}

async function entries(): Promise<number> {
  return (await other.db.selectFrom('log_entry').select('id').execute()).length
}

async function waitingForLock(name: 'intake' | 'other'): Promise<number> {
  const { rows } = await sql`select from pg_stat_activity where application_name = ${name} and wait_event_type = 'Lock'
    and datname = current_database()`.execute(other.db)
  return rows.length
}

function event(key: string, words: Partial<ReceivedEvent> = {}): ReceivedEvent {
  return { ...ordinary, key, ...words }
}

const ordinary: ReceivedEvent = {
  action: 'trigger',
  key: '',
  summary: 'trouble',
  from: 'monitor',
  priority: 'P2',
  labels: {},
  links: [],
  details: '',
  startsAt: null,
  endsAt: null,
  groupKey: null,
  notes: [],
}

async function haveSource(slug: string): Promise<KnownSource> {
  const [id, teamId, policyId, serviceId] = [newId(), newId(), newId(), newId()]
  const times = { created_at: sql<Temporal.Instant>`now()`, updated_at: sql<Temporal.Instant>`now()` }
  const { db } = other
  await db.insertInto('team').values({ id: teamId, slug, name: slug }).execute()
  await db
    .insertInto('policy')
    .values({ id: policyId, slug, name: slug, team_id: teamId, ...times })
    .execute()
  await db
    .insertInto('service')
    .values({
      id: serviceId,
      slug,
      name: slug,
      team_id: teamId,
      policy_id: policyId,
      grouping: 'none',
      created_at: sql`now()`,
    })
    .execute()
  const key = { key_hash: Buffer.from(slug), key_hint: '1234' }
  await db
    .insertInto('source')
    .values({ id, slug, name: slug, service_id: serviceId, dialect: 'generic', ...key, created_at: sql`now()` })
    .execute()
  return { id, slug, name: slug, serviceId, teamId, dialect: 'generic', mapping: null }
}
