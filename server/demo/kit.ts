// The demo's kit: what three teams keep for the night, a link that died, a runbook in its third version, and one that is half gone through.
import { sql } from 'kysely'
import type { Instant } from '../../domain/time.ts'
import { commit, said } from '../commit.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { incidentRunbookActions } from '../incidents/runbooks.ts'
import { kitActions } from '../kit/actions.ts'
import { seedCheck } from '../kit/check-store.ts'
import { runbookActions } from '../kit/runbook-actions.ts'
import { logPinActions } from '../log/pins.ts'
import { addNote, noteActions } from '../notices/notes.ts'

type Stage = {
  readonly db: Db
  readonly now: Instant
  readonly as: (email: string, at: Instant) => Context
  readonly teams: ReadonlyMap<string, string>
  readonly people: ReadonlyMap<string, { readonly id: string }>
}
type Scene = { readonly at: Instant; readonly play: () => Promise<unknown> }

const ana = 'ana@demo.example'
const ben = 'ben@demo.example'
const emma = 'emma@demo.example'
const minjun = 'minjun@demo.example'

/** What the teams have in their kits, in the order of time. */
export function kitScenes(stage: Stage): readonly Scene[] {
  const { db, now, as, teams, people } = stage
  const ago = (span: { readonly days?: number; readonly minutes?: number }) =>
    now.subtract({ hours: 24 * (span.days ?? 0), minutes: span.minutes ?? 0 })
  const cards = 'Card payments fail'
  const scene = (at: Instant, by: string, play: (ctx: Context) => Promise<unknown>): Scene => ({
    at,
    play: () => play(as(by, at)),
  })
  const ofRunbook = async () => ({ runbookId: await idOf(db, 'kit_runbook', cards) })
  const ofRun = async () => {
    const incidentId = await idOf(db, 'incident', 'Card payments of one issuer fail in Europe')
    const run = await db.selectFrom('runbook_run').select('id').where('incident_id', '=', incidentId).executeTakeFirst()
    return { incidentId, runId: run?.id ?? 0 }
  }
  const tick = incidentRunbookActions.tickStep
  return [
    { at: ago({ days: 40 }), play: () => oldBookmarks(stage, ago({ days: 40 })) },
    scene(ago({ days: 30 }), ana, async (ctx) =>
      runbookActions.createRunbook(ctx, {
        teamId: teams.get('payments') ?? '',
        serviceId: await serviceOf(db, 'checkout'),
        title: cards,
        body: bodies.first,
        tags: ['bank', 'errors'],
        ownerId: people.get(ana)?.id ?? null,
      }),
    ),
    scene(ago({ days: 18 }), ben, async (ctx) =>
      runbookActions.saveRunbook(ctx, { ...(await ofRunbook()), version: 1, body: bodies.second }),
    ),
    scene(ago({ days: 12 }), emma, async (ctx) =>
      runbookActions.createRunbook(ctx, {
        teamId: teams.get('platform') ?? '',
        serviceId: await serviceOf(db, 'postgres-main'),
        title: 'Replication lag',
        body: bodies.lag,
        tags: ['postgres'],
        ownerId: people.get(emma)?.id ?? null,
      }),
    ),
    { at: ago({ days: 9 }), play: () => koreanKit(stage, ago({ days: 9 })) },
    scene(ago({ days: 7 }), ben, async (ctx) =>
      kitActions.verifyBookmark(ctx, { bookmarkId: await idOf(db, 'kit_bookmark', 'Acquirer hotline') }),
    ),
    scene(ago({ days: 4 }), ana, async (ctx) =>
      runbookActions.saveRunbook(ctx, { ...(await ofRunbook()), version: 2, body: bodies.third }),
    ),
    scene(ago({ days: 3 }), ben, async (ctx) => runbookActions.verifyRunbook(ctx, await ofRunbook())),
    { at: ago({ days: 2 }), play: () => checks(stage, ago({ days: 2 })) },
    scene(ago({ minutes: 190 }), ben, async (ctx) => {
      const text =
        'NordBank does maintenance **tonight from 22:00**:\n\n- declines of its cards until 23:00 are expected\n- @ana has the number of their desk'
      const teamId = teams.get('payments') ?? ''
      const { id: entryId } = await noteActions.writeNote(ctx, { teamId, text })
      return logPinActions.pinLogEntry(ctx, { entryId })
    }),
    scene(ago({ minutes: 75 }), ben, (ctx) =>
      commit(ctx, async (tx) => {
        const text =
          'NordBank desk called back\n\nTheir maintenance is done. They watch until 21:00 and call @ana when it comes again.'
        await addNote(ctx, tx, { text, via: 'mail' }, { teamId: teams.get('payments') ?? null })
        return said(undefined, [], ['log'])
      }),
    ),
    scene(ago({ minutes: 6 }), ana, async (ctx) =>
      incidentRunbookActions.openRunbook(ctx, { incidentId: (await ofRun()).incidentId, ...(await ofRunbook()) }),
    ),
    scene(ago({ minutes: 5 }), ana, async (ctx) => tick(ctx, { ...(await ofRun()), step: 1 })),
    scene(ago({ minutes: 4 }), ben, async (ctx) => tick(ctx, { ...(await ofRun()), step: 2 })),
  ]
}

const around = { serviceId: null, kind: 'other' as const, url: '', note: '', tags: [], ownerId: null }

async function oldBookmarks({ db, as, teams, people }: Stage, at: Instant): Promise<void> {
  const payments = teams.get('payments') ?? ''
  const platform = teams.get('platform') ?? ''
  const gateway = await serviceOf(db, 'card-gateway')
  const checkout = await serviceOf(db, 'checkout')
  const add = kitActions.createBookmark
  await add(as(ana, at), {
    ...around,
    teamId: payments,
    serviceId: gateway,
    name: 'Acquirer hotline',
    note: '+49 30 555 0142, day and night. Have the merchant number 4711-88 ready.',
    tags: ['bank', 'phone'],
    ownerId: people.get(ana)?.id ?? null,
  })
  await add(as(ben, at), {
    ...around,
    teamId: payments,
    serviceId: gateway,
    name: 'Declines by issuer',
    url: 'https://graphs.demo.example/d/declines-by-issuer',
    kind: 'dashboard',
    note: 'Second row first: it tells whether it is one bank or all of them',
    tags: ['bank', 'errors'],
  })
  await add(as(ben, at), {
    ...around,
    teamId: payments,
    serviceId: checkout,
    name: 'Logs of checkout, errors only',
    url: 'https://logs.demo.example/q/checkout-errors',
    kind: 'logs',
    tags: ['errors'],
    ownerId: people.get(ben)?.id ?? null,
  })
  await add(as(ana, at), {
    ...around,
    teamId: payments,
    name: 'How NordBank tells of its maintenance',
    url: 'https://status.nordbank.demo.example/maintenance-calendar',
    tags: ['bank'],
  })
  await add(as(emma, at), {
    ...around,
    teamId: platform,
    serviceId: await serviceOf(db, 'postgres-main'),
    name: 'Replication and locks',
    url: 'https://graphs.demo.example/d/postgres',
    kind: 'dashboard',
    tags: ['postgres'],
    ownerId: people.get(emma)?.id ?? null,
  })
}

async function koreanKit({ db, as, teams }: Stage, at: Instant): Promise<void> {
  const teamId = teams.get('mobile') ?? ''
  const push = await serviceOf(db, 'push')
  await kitActions.createBookmark(as(minjun, at), {
    ...around,
    teamId,
    serviceId: push,
    name: '푸시 대기열 대시보드',
    url: 'https://graphs.demo.example/d/push-queue',
    kind: 'dashboard',
    note: '맨 위 그래프가 평소의 두 배를 넘으면 발송이 밀린 것입니다',
    tags: ['푸시'],
  })
  await runbookActions.createRunbook(as(minjun, at), {
    teamId,
    serviceId: push,
    title: '푸시 알림이 늦게 도착함',
    body: bodies.push,
    tags: ['푸시'],
    ownerId: null,
  })
}

/** The demo calls nobody, so what a checker would have found is written down here. */
async function checks({ db }: Stage, at: Instant): Promise<void> {
  const rows = await db.selectFrom('link_check').select('url').execute()
  for (const { url } of rows) {
    const isDead = url.includes('maintenance-calendar')
    await seedCheck(db, url, isDead ? { deadSince: at, detail: 'HTTP 404' } : { at })
  }
}

/** The number of the thing that is called so. */
async function idOf(db: Db, table: 'kit_runbook' | 'kit_bookmark' | 'incident', name: string): Promise<number> {
  const column = table === 'kit_bookmark' ? 'name' : 'title'
  const { rows } = await sql<{ id: number }>`
    select id from ${sql.table(table)} where ${sql.ref(column)} = ${name}`.execute(db)
  return rows[0]?.id ?? 0
}

async function serviceOf(db: Db, slug: string): Promise<string | null> {
  return (await db.selectFrom('service').select('id').where('slug', '=', slug).executeTakeFirst())?.id ?? null
}

const first = `# First look

- [ ] Open [declines by issuer](https://graphs.demo.example/d/declines-by-issuer): one bank, or all of them?
- [ ] Call the acquirer
`
const second = `# First look

- [ ] Open [declines by issuer](https://graphs.demo.example/d/declines-by-issuer): one bank, or all of them?
- [ ] Compare with the time of the last release
- [ ] Call the acquirer: the number stands in the kit

# If it is one bank

- [ ] [Route its cards over acquirer 1](hook:https://ops.demo.example/route?acquirer=1)
- [ ] Watch the declines for **10 minutes**
`
const bodies = {
  first,
  second,
  third: `${second}
> On 9 November we routed all cards at once, and acquirer 1 throttled us. Route one bank only.

# If it is all of them

1. [ ] Roll back the last release
2. [ ] Tell support that payments are being retried

\`\`\`sh
payctl routes list --issuer nordbank
\`\`\`

| Acquirer | Cards per second |
|---|---|
| 1 | 400 |
| 2 | 250 |
`,
  lag: `- [ ] Which query holds the standby back? \`select pid, query from pg_stat_activity order by xact_start limit 5\`
- [ ] End it, and tell whoever runs it
- [ ] Move reports to **pg-report**
`,
  push: `# 먼저 확인

- [ ] [대기열 대시보드](https://graphs.demo.example/d/push-queue)에서 밀린 건수 확인
- [ ] 최근 배포와 시각 비교

# 발송이 밀렸다면

- [ ] [발송 워커 늘리기](hook:https://ops.demo.example/push/scale?workers=12)
- [ ] 10분 동안 대기열이 줄어드는지 **지켜보기**
`,
} as const
