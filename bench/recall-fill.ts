// A long past for the benchmarks of recall and search: incidents, what was closed, and a log of many entries, in two languages, with
// varied words. `BENCH_DATA` names a folder that is kept and used again; with `DATABASE_URL` the database is.
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { connect, type Db } from '../server/db/connect.ts'
import { migrate } from '../server/db/migrate.ts'
import { openHome } from '../server/home.ts'
import { followOnce } from '../server/recall/follow.ts'
import { readSettings } from '../server/settings.ts'

export type Long = { readonly entries: number; readonly incidents: number }

/** A database with a past of this length, taken in by the index; filled only where it is not yet. */
export async function openLongPast(of: Long): Promise<{ readonly db: Db; readonly close: () => Promise<void> }> {
  const given = process.env['BENCH_DATA']
  const folder = given ?? (await mkdtemp(path.join(tmpdir(), 'baton-bench-')))
  await mkdir(folder, { recursive: true })
  await chmod(folder, 0o755)
  const url = process.env['DATABASE_URL']
  const settings = readSettings(
    { BATON_DATA: folder, ...(url ? { DATABASE_URL: url } : {}) },
    { hostName: 'bench', isDemo: false },
  )
  const home = await openHome(settings, () => {})
  await migrate(home.database)
  const { db, close } = connect(home.database, { connections: 8, name: 'bench' })
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from incident`.execute(db)
  if ((rows[0]?.count ?? 0) < of.incidents) await fill(db, of)
  await takeIn(db)
  return {
    db,
    close: async () => {
      await close()
      await home.stop()
      if (given === undefined) await rm(folder, { recursive: true, force: true })
    },
  }
}

async function takeIn(db: Db): Promise<void> {
  const began = performance.now()
  let taken = 0
  for (let some = await followOnce(db); some > 0; some = await followOnce(db)) taken += some
  if (taken === 0) return
  const seconds = (performance.now() - began) / 1000
  console.log(`taken into the index: ${taken} entries in ${seconds.toFixed(0)} s, ${Math.round(taken / seconds)}/s`)
  await sql`vacuum analyze recall_case, recall_entry, recall_mark, recall_word, log_entry, incident`.execute(db)
  const sizes = await sql<{ name: string; size: string }>`
    select c.relname as name, pg_size_pretty(pg_total_relation_size(c.oid)) as size from pg_class c
    where c.relname in ('recall_case', 'recall_entry', 'recall_mark', 'recall_word', 'log_entry', 'incident')`.execute(
    db,
  )
  console.log(sizes.rows.map(({ name, size }) => `${name} ${size}`).join(', '))
}

const atOnce = 1_000

async function fill(db: Db, { entries, incidents }: Long): Promise<void> {
  const chance = chanceFrom(7)
  const [teamId, services] = await addServices(db)
  const day = 86_400_000
  const begin = Temporal.Instant.from('2016-01-01T00:00:00Z')
  const at = (part: number) => begin.add({ milliseconds: Math.floor(part * 10 * 365 * day) })
  for (let from = 0; from < incidents; from += atOnce) {
    const made = Array.from({ length: Math.min(atOnce, incidents - from) }, (_, n) => ({
      ...trouble(chance),
      at: at((from + n) / incidents),
      service: services[Math.floor(chance() * services.length)] ?? '',
    }))
    await sql`
      with made as (
        insert into incident (team_id, title, state, priority, what, fix, last_steps, declared_by_name, declared_at, state_at, resolved_at, ended_at)
        select ${teamId}, title, 'closed', 1 + (n % 4), what, '', fixed, 'Bench', at, at, at + interval '40 minutes', at + interval '2 days'
        from unnest(${made.map((m) => m.title)}::text[], ${made.map((m) => m.what)}::text[], ${made.map((m) => m.fixed)}::text[],
          ${made.map((m) => m.at.toString())}::timestamptz[]) with ordinality as t(title, what, fixed, at, n)
        returning id, team_id, title, declared_at
      ), numbered as (select *, row_number() over (order by id) as n from made
      ), linked as (
        insert into incident_service (incident_id, service_id) select id, s from numbered
        join unnest(${made.map((m) => m.service)}::uuid[]) with ordinality as u(s, n) using (n)
      )
      insert into log_entry (at, team_id, kind, actor_kind, actor_name, incident_id, facts, says)
      select declared_at, team_id, 'incident_declared', 'automation', 'Bench', id, '{}', 'Bench declared an incident, P2: ' || title from made`.execute(
      db,
    )
  }
  for (let from = 0; from < entries - incidents; from += atOnce) {
    const made = Array.from({ length: Math.min(atOnce, entries - incidents - from) }, (_, n) => {
      const { title, what, fixed } = trouble(chance)
      const isNote = chance() < 0.1
      const says = isNote ? `${what}. ${fixed}` : `${pick(people, chance)} ${pick(acts, chance)}: ${title}`
      return { says, kind: isNote ? 'note_written' : 'alert_acknowledged', at: at((from + n) / (entries - incidents)) }
    })
    await sql`
      insert into log_entry (at, team_id, kind, actor_kind, actor_name, facts, says)
      select at, ${teamId}, kind, 'person', 'Bench', case when kind = 'note_written' then jsonb_build_object('text', says) else '{}' end, says
      from unnest(${made.map((m) => m.at.toString())}::timestamptz[], ${made.map((m) => m.kind)}::text[], ${made.map((m) => m.says)}::text[]) as t(at, kind, says)`.execute(
      db,
    )
  }
}

async function addServices(db: Db): Promise<readonly [string, readonly string[]]> {
  const { rows } = await sql<{ team_id: string; id: string }>`
    with team as (insert into team (id, slug, name) values (gen_random_uuid(), 'bench', 'Bench') returning id),
    policy as (insert into policy (id, slug, name, team_id, created_at, updated_at)
      select gen_random_uuid(), 'bench', 'Bench', id, now(), now() from team returning id, team_id)
    insert into service (id, slug, name, team_id, policy_id, created_at)
    select gen_random_uuid(), 'bench-' || n, 'Bench ' || n, team_id, id, now() from policy, generate_series(1, 200) n
    returning id, team_id`.execute(db)
  return [rows[0]?.team_id ?? '', rows.map(({ id }) => id)]
}

/** What went wrong this time: a thing, a sign, a place and a cause, a third of it in Korean, and a word that is rare. */
export function trouble(chance: () => number): { title: string; what: string; fixed: string } {
  const words = chance() < 0.33 ? korean : english
  const name = `${pick(syllables, chance)}${pick(syllables, chance)}${pick(syllables, chance)}`
  const [thing, sign, cause, cure] = [words.things, words.signs, words.causes, words.cures].map((some) =>
    pick(some, chance),
  )
  const title = words === korean ? `${name} ${thing} ${sign}` : `${thing} of ${name} ${sign}`
  return {
    title,
    what: `${cause}: ${pick(syllables, chance)}${pick(syllables, chance)} ${pick(words.things, chance)}`,
    fixed: `${cure} (${name})`,
  }
}

export function pick<T>(some: readonly T[], chance: () => number): T {
  // Some come often, and most seldom, as in life.
  return some[Math.floor(chance() ** 1.8 * some.length)] ?? (some[0] as T)
}

export function chanceFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const split = (text: string) => text.split(',').map((part) => part.trim())
const syllables = split('ka,ro,ti,ve,lo,na,shi,ba,den,mu,or,pex,qui,zan,fel,gor,hin,jul,wex,yon,tra,sto,plu,cri,bra')
const people = split('Ana Ruiz,Ben Hughes,김민준,이서연,Carla Rossi,Grace Lin,Felix Kern,박지훈')
const acts = split('acknowledged,closed,snoozed until 09:00,looks at,cannot take it,took it over')
const english = {
  things: split(
    'Replica,Checkout,Disk,Certificate,Kafka consumer,Search cluster,Login,Payment gateway,Mail queue,Redis cache,Postgres primary,Ingress,DNS resolver,Node pool,Backup,Webhook,Invoice job,Image registry,Load balancer,Session store,Feature flag service,Report worker,Inventory,Recommendation model,Video stream',
  ),
  signs: split(
    'is far behind,answers 502,is almost full,expires in 3 days,lag above 1M,is red,fails for everybody,times out,piles up,evicts keys,does not answer,drops connections,cannot resolve names,is not ready,is older than a day,is refused,did not run,rejects pushes,closes idle connections,logs users out,shows old figures,uses too much memory,is out of file descriptors',
  ),
  causes: split(
    'A bulk update wrote too much,The release changed a default,Somebody rotated the key,The provider had an outage,A query held every connection,The firewall was changed,Retries without backoff,A poison message,The cron job was suspended,Memory leaks in a library,The volume was resized too late,A typo in the configuration,The clock drifted,Traffic from a campaign',
  ),
  cures: split(
    'Rolled back the release,Restarted the workers,Raised the limit,Dropped the slot,Renewed the certificate,Moved traffic away,Killed the session,Skipped the message,Added nodes,Turned the flag off,Restored the permission,Purged the cache',
  ),
}
const korean = {
  things: split(
    '결제,주문 DB,로그인,정산 배치,카프카 컨슈머,검색 서버,인증서,디스크,레디스 캐시,메일 발송,푸시 알림,쿠버네티스 파드,네트워크 회선,백업,상품 이미지,쿠폰,포인트,회원 서비스,배송 조회,세션 저장소',
  ),
  signs: split(
    '복제 지연,응답 시간 초과,용량 부족,만료 임박,적체 10만 건,접속 불가,오류율 급증,중복 발생,재시작 반복,메모리 초과,연결 끊김,데이터 불일치,처리 멈춤,권한 거부,느려짐',
  ),
  causes: split(
    '배포로 설정이 바뀜,외부 업체 장애,대량 삭제 배치,커넥션 풀 고갈,방화벽 차단,키 교체 누락,스키마 변경,트래픽 급증,무한 재시도,오타',
  ),
  cures: split(
    '이전 버전으로 롤백,워커 재시작,한도 상향,세션 강제 종료,인증서 갱신,볼륨 증설,트래픽 우회,캐시 비움,권한 복구,배치 중단',
  ),
}
