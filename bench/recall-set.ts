// How well is it found? `node bench/recall-set.ts [parts]`: the recall sets of test/recall as incidents in a database, asked through the
// index as the product asks it, beside plain full-text search ('simple', any of the words, ts_rank) and trigram similarity on the same rows.
import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { connect, type Db } from '../server/db/connect.ts'
import { migrate } from '../server/db/migrate.ts'
import { openHome } from '../server/home.ts'
import { recall } from '../server/recall/find.ts'
import { follow } from '../server/recall/follow.ts'
import { readSettings } from '../server/settings.ts'
import {
  caseSetOf,
  parts,
  scoreOf,
  setCases,
  type Answerer,
  type CaseSet,
  type Score,
  type SetCase,
} from '../test/recall/recall-set.ts'

/** What the plain ways search in. */
const said = sql`(title || ' ' || what || ' ' || last_steps)`

for (const set of ['first', 'fresh'] as const) {
  console.log(`${set}: ${setCases[set].length} cases`)
  await measure(set)
}

/** Each set of cases in a database of its own. */
async function measure(set: CaseSet): Promise<void> {
  const cases = setCases[set]
  const folder = await mkdtemp(path.join(tmpdir(), 'baton-bench-'))
  await chmod(folder, 0o755)
  const settings = readSettings({ BATON_DATA: folder }, { hostName: 'bench', isDemo: false })
  const home = await openHome(settings, () => {})
  await migrate(home.database)
  const { db, close } = connect(home.database, { connections: 2, name: 'bench' })
  try {
    const services = await fill(db, cases)
    const answerers: readonly (readonly [string, Answerer])[] = [
      ['Baton', batonOn(db, cases, services)],
      ['full text', fullText(db, cases)],
      ['trigrams', trigrams(db, cases)],
    ]
    const wanted = process.argv.slice(2)
    for (const part of parts.filter((one) => caseSetOf(one) === set && (wanted.length === 0 || wanted.includes(one))))
      for (const [name, answer] of answerers) console.log(line(part, name, await scoreOf(answer, part)))
  } finally {
    await close()
    await home.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

function line(part: string, name: string, { asked, first, inThree, reciprocal, nothing, nothingRight }: Score): string {
  const share = (count: number, of: number) => `${Math.round((100 * count) / of)} % (${count} of ${of})`
  return [
    `${part}, ${name}: first ${share(first, asked)}, among three ${share(inThree, asked)}`,
    `mean reciprocal rank ${reciprocal.toFixed(2)}, nothing similar said ${share(nothingRight, nothing)}`,
  ].join(', ')
}

async function fill(to: Db, cases: readonly SetCase[]): Promise<ReadonlyMap<string, string>> {
  const teamId = randomUUID()
  await to.insertInto('team').values({ id: teamId, slug: 'set', name: 'Set' }).execute()
  const policyId = randomUUID()
  const at = Temporal.Instant.from('2026-01-01T00:00:00Z')
  await to
    .insertInto('policy')
    .values({ id: policyId, slug: 'set', name: 'Set', team_id: teamId, created_at: at, updated_at: at })
    .execute()
  const services = new Map<string, string>()
  for (const [n, { service, title, text, fixed }] of cases.entries()) {
    const serviceId = services.get(service) ?? randomUUID()
    if (!services.has(service))
      await sql`insert into service (id, slug, name, team_id, policy_id, created_at)
        values (${serviceId}, ${`set-${n}`}, ${service}, ${teamId}, ${policyId}, ${at})`.execute(to)
    services.set(service, serviceId)
    await sql`
      with made as (
        insert into incident (team_id, title, state, priority, what, last_steps, declared_by_name, declared_at, state_at, resolved_at, ended_at)
        values (${teamId}, ${title}, 'closed', 2, ${text}, ${fixed}, 'Set', ${at}, ${at}, ${at}, ${at}) returning id
      ), linked as (
        insert into incident_service (incident_id, service_id) select id, ${serviceId}::uuid from made
      )
      insert into log_entry (at, team_id, kind, actor_kind, actor_name, incident_id, says)
      select ${at}, ${teamId}, 'incident_closed', 'engine', 'Baton', id, 'closed' from made`.execute(to)
  }
  await follow(to)
  return services
}

/** Incidents are numbered in the order in which the cases were written. */
function nameOf(cases: readonly SetCase[], incidentId: number | null): string {
  return cases[(incidentId ?? 0) - 1]?.name ?? ''
}

function batonOn(of: Db, cases: readonly SetCase[], services: ReadonlyMap<string, string>): Answerer {
  return async ({ title, details, service }) => {
    const serviceId = services.get(service)
    const hits = await recall(
      of,
      { kind: 'engine', node: 'bench' },
      {
        told: title,
        asked: { title, details, serviceIds: serviceId ? [serviceId] : [], alerts: [] },
        priority: null,
        itself: { incidentId: null, alertIds: [] },
      },
      10,
    )
    return hits.map(({ case: past }) => nameOf(cases, past.incidentId))
  }
}

function fullText(of: Db, cases: readonly SetCase[]): Answerer {
  return async ({ title, details }) => {
    const { rows } = await sql<{ id: number }>`
      with asked as (select to_tsquery('simple', nullif(string_agg(quote_literal(word), ' | '), '')) as query
        from unnest(tsvector_to_array(to_tsvector('simple', ${`${title} ${details}`}))) as word)
      select id from incident, asked where to_tsvector('simple', ${said}) @@ query
      order by ts_rank(to_tsvector('simple', ${said}), query) desc, id desc limit 10`.execute(of)
    return rows.map(({ id }) => nameOf(cases, id))
  }
}

function trigrams(of: Db, cases: readonly SetCase[]): Answerer {
  let isReady = false
  return async ({ title, details }) => {
    if (!isReady) await sql`create extension if not exists pg_trgm`.execute(of)
    isReady = true
    const { rows } = await sql<{ id: number }>`
      select id from incident where similarity(${said}, ${`${title} ${details}`}) > 0.1
      order by similarity(${said}, ${`${title} ${details}`}) desc, id desc limit 10`.execute(of)
    return rows.map(({ id }) => nameOf(cases, id))
  }
}
