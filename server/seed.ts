// The demo: a believable team with a past, and troubles that the real engine pages as soon as the node starts.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { sql } from 'kysely'
import type { Instant } from '../domain/time.ts'
import { entry } from './commit.ts'
import { configurationActions } from './configuration/actions.ts'
import type { Context } from './context.ts'
import { connect, type Db } from './db/connect.ts'
import { changes, notes, openTroubles, pastTroubles, type OpenTrouble, type PastTrouble } from './demo/history.ts'
import { addDemoCheckIns, addDemoSilence, silenceMinutesAgo } from './seed-intake.ts'
import { chainChanges, chainScenes, chainTroubles } from './demo/chain.ts'
import { evidenceScenes } from './demo/evidence.ts'
import { handoverScenes } from './demo/handover.ts'
import { incidentScenes } from './demo/incidents.ts'
import { kitScenes } from './demo/kit.ts'
import { addDemoLeave } from './demo/leave.ts'
import { learntScenes } from './demo/recall.ts'
import { DatabaseClock } from './engine/clock.ts'
import { addEntries, type NewEntry } from './log/store.ts'
import type { NodeParts } from './node-parts.ts'
import { hashPassword } from './people/password.ts'
import { follow } from './recall/follow.ts'
import { heldBy } from '../domain/schedules/pieces.ts'
import { coverActions } from './schedules/cover-actions.ts'
import { loadSchedules } from './schedules/store.ts'
import { newId } from './secrets.ts'

const password = 'baton-demo-1'
const signIn = [
  'Sign in as one of the demo team:',
  `  ana@demo.example      ${password}   (admin, English, Payments)`,
  `  minjun@demo.example   ${password}   (manager, 한국어, 모바일)`,
  'Nothing leaves this machine: mails are kept in the outbox, marked as not sent.',
]

/** Fills an empty database with the demo; on one that has people already it changes nothing. Answers with how to sign in. */
export async function seedDemo(parts: NodeParts, say: (line: string) => void): Promise<readonly string[]> {
  const { db, close } = connect(parts.database, { connections: 2, name: 'baton demo' })
  try {
    const { count } = await db
      .selectFrom('person')
      .select((each) => each.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    if (count > 0) return signIn
    say('Filling the demo: three teams, eight services, their past and their present ...')
    const now = await new DatabaseClock().read(db)
    // The team was set up three weeks ago, so that its log reads in the order of time.
    const ctx = contextOf(parts, db, now.subtract({ hours: 24 * 21 }))
    const yaml = await readFile(path.join(import.meta.dirname, 'demo', 'configuration.yaml'), 'utf8')
    await configurationActions.applyConfiguration(ctx, { yaml, dryRun: false })
    await db
      .updateTable('person')
      .set({ password_hash: await hashPassword(password) })
      .execute()
    // The team of the demo has tried its phones long ago.
    await sql`update contact set verified_at = created_at`.execute(db)
    await sql`update team_channel set verified_at = created_at`.execute(db)
    await db.transaction().execute(async (tx) => {
      const cast = await castOf(tx)
      const stage: Parameters<typeof incidentScenes>[0] = {
        db: tx,
        now,
        as: (email, at) => {
          const { id, name } = known(cast.people, email)
          return { ...contextOf(parts, tx, at), actor: { kind: 'person', id, name, role: 'responder', teams: {} } }
        },
        teams: cast.teams,
        people: cast.people,
      }
      const scenes = [
        {
          at: now.subtract({ hours: 3 }),
          play: () => askForCover(contextOf(parts, tx, now.subtract({ hours: 3 })), cast),
        },
        {
          at: now.subtract({ minutes: silenceMinutesAgo }),
          play: () => {
            const { id, name } = known(cast.people, 'emma@demo.example')
            const ctx = contextOf(parts, tx, now.subtract({ minutes: silenceMinutesAgo }))
            return addDemoSilence(ctx, { id, name }, known(cast.teams, 'platform'))
          },
        },
        ...pastTroubles.map((trouble) => ({ at: startOf(trouble, now), play: () => livePast(tx, cast, trouble, now) })),
        ...notes.map((note) => ({
          at: now.subtract({ hours: note.hoursAgo }),
          play: () => addEntries(tx, [noteEntry(cast, note, now)]),
        })),
        ...[...changes, ...chainChanges].map((change) => ({
          at: now.subtract({ minutes: change.minutesAgo }),
          play: () => addChange(tx, cast, change, now),
        })),
        ...[...openTroubles, ...chainTroubles].map((trouble) => ({
          at: now.subtract({ minutes: trouble.minutesAgo }),
          play: () => raiseOpen(tx, cast, trouble, now),
        })),
        ...[incidentScenes, chainScenes, evidenceScenes, kitScenes, handoverScenes, learntScenes].flatMap((scenesOf) =>
          scenesOf(stage),
        ),
      ]
      // The log is read in the order it was written.
      for (const scene of scenes.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))) await scene.play()
      await addDemoLeave(contextOf(parts, tx, now), cast.people)
      await addDemoCheckIns({ db: tx }, now)
      await sql`update source s set used_at = (select max(last_at) from alert where source_id = s.id)`.execute(tx)
    })
    // What was learnt stands in the first pages already.
    await follow(db)
    return signIn
  } finally {
    await close()
  }
}

type Source = Cast['sources'] extends ReadonlyMap<string, infer S> ? S : never
type Person = { id: string; name: string; contactId: string }

type Cast = {
  readonly sources: ReadonlyMap<
    string,
    {
      id: string
      name: string
      serviceId: string
      teamId: string
      policyId: string
      serviceName: string
      scheduleName: string
    }
  >
  readonly people: ReadonlyMap<string, Person>
  readonly teams: ReadonlyMap<string, string>
}

async function castOf(db: Db): Promise<Cast> {
  const sources = await db
    .selectFrom('source')
    .innerJoin('service', 'service.id', 'source.service_id')
    .select(['source.slug', 'source.id', 'source.name', 'service.id as serviceId', 'service.team_id as teamId'])
    .innerJoin('team', 'team.id', 'service.team_id')
    .innerJoin('schedule', (on) =>
      on.on(sql<boolean>`schedule.team_id = team.id and schedule.slug = team.slug || '-primary'`),
    )
    .select(['service.policy_id as policyId', 'service.name as serviceName', 'schedule.name as scheduleName'])
    .execute()
  const people = await db
    .selectFrom('person')
    .innerJoin('contact', 'contact.person_id', 'person.id')
    .select(['person.email', 'person.id', 'person.name', 'contact.id as contactId'])
    .where('contact.channel', '=', 'email')
    .execute()
  const teams = await db.selectFrom('team').select(['slug', 'id']).execute()
  return {
    sources: new Map(sources.map((source) => [source.slug, source])),
    people: new Map(people.map((person) => [person.email, person])),
    teams: new Map(teams.map((team) => [team.slug, team.id])),
  }
}

/** One trouble from its first event to its end, as the rows it would have left. */
async function livePast(db: Db, cast: Cast, trouble: PastTrouble, now: Instant): Promise<void> {
  const source = known(cast.sources, trouble.source)
  const by = known(cast.people, trouble.by)
  const at = startOf(trouble, now)
  const answeredAt = at.add({ seconds: Math.round(trouble.answeredAfterMinutes * 60) })
  const closedAt = at.add({ minutes: trouble.closedAfterMinutes })
  const { summary } = trouble
  const alert = await db
    .insertInto('alert')
    .values({
      ...alertColumns(source, trouble),
      state: 'closed',
      first_at: at,
      last_at: closedAt,
      acknowledged_by: by.id,
      acknowledged_at: answeredAt,
      closed_at: closedAt,
      closed_because: trouble.note || 'source',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const held = { state: 'closed', at, answeredAt, closedAt, dueAt: null } as const
  const pageId = await addPage(
    db,
    source,
    { ...by, address: trouble.by },
    { ...held, alertId: alert.id, priority: trouble.priority },
  )
  const about = { teamId: source.teamId, alertId: alert.id, pageId }
  const monitor = { kind: 'source', id: source.id, name: source.name } as const
  const person = { kind: 'person', id: by.id, name: by.name, role: 'responder', teams: {} } as const
  const engine = { kind: 'engine', node: 'demo' } as const
  const priority = `P${trouble.priority}`
  await addEntries(db, [
    entry({ actor: monitor, now: at }, 'alert_raised', { summary, priority, by: source.name }, about),
    entry(
      { actor: engine, now: at },
      'people_paged',
      { summary, people: by.name, because: `on call for ${source.serviceName}`, step: 1 },
      about,
    ),
    entry({ actor: person, now: answeredAt }, 'alert_acknowledged', { summary, via: 'link', others: 0 }, about),
    trouble.note
      ? entry({ actor: person, now: closedAt }, 'alert_closed', { summary, note: trouble.note }, about)
      : entry({ actor: monitor, now: closedAt }, 'alert_closed_by_source', { summary, by: source.name }, about),
  ])
}

function startOf(trouble: PastTrouble, now: Instant): Instant {
  const day = now.toZonedDateTimeISO('UTC').subtract({ days: trouble.daysAgo }).toPlainDate()
  return Temporal.PlainDateTime.from(`${day.toString()}T${trouble.at}`).toZonedDateTime('UTC').toInstant()
}

/** A page that one person answered, with the mail that reached them. */
async function addPage(
  db: Db,
  source: Source,
  by: Person & { readonly address: string },
  of: {
    readonly alertId: number
    readonly priority: number
    readonly state: 'closed' | 'acknowledged'
    readonly at: Instant
    readonly answeredAt: Instant
    readonly closedAt: Instant | null
    readonly dueAt: Instant | null
  },
): Promise<number> {
  const page = await db
    .insertInto('page')
    .values({
      alert_id: of.alertId,
      team_id: source.teamId,
      plan: 'policy',
      policy_id: source.policyId,
      person_id: null,
      priority: of.priority,
      state: of.state,
      due_at: of.dueAt,
      opened_at: of.at,
      acknowledged_by: by.id,
      acknowledged_at: of.answeredAt,
      closed_at: of.closedAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db.updateTable('alert').set({ page_id: page.id, paging_due_at: null }).where('id', '=', of.alertId).execute()
  const delivery = await db
    .insertInto('delivery')
    .values({
      page_id: page.id,
      turn: 1,
      loop: 0,
      step: 0,
      person_id: by.id,
      contact_id: by.contactId,
      channel: 'email',
      address: by.address,
      reason: JSON.stringify({ kind: 'on_call', schedule: source.scheduleName, until: null }),
      priority: of.priority,
      state: 'sent',
      attempts: 1,
      outcome: 'accepted by the mail server',
      created_at: of.at,
      sent_at: of.at.add({ milliseconds: 180 }),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('delivery_attempt')
    .values({
      delivery_id: delivery.id,
      number: 1,
      node: 'demo',
      started_at: of.at.add({ milliseconds: 20 }),
      ended_at: of.at.add({ milliseconds: 180 }),
      outcome: 'sent',
      detail: 'accepted by the mail server',
    })
    .execute()
  return page.id
}

/** What nobody has answered is left to the engine: it pages it when the node starts, as it would have. */
async function raiseOpen(db: Db, cast: Cast, trouble: OpenTrouble, now: Instant): Promise<void> {
  const source = known(cast.sources, trouble.source)
  const at = now.subtract({ minutes: trouble.minutesAgo })
  const holder = trouble.acknowledgedBy ? known(cast.people, trouble.acknowledgedBy) : null
  const alert = await db
    .insertInto('alert')
    .values({
      ...alertColumns(source, trouble),
      labels: JSON.stringify(trouble.labels),
      details: JSON.stringify({ summary: trouble.summary, labels: trouble.labels }, null, 2),
      state: holder ? 'acknowledged' : 'triggered',
      acknowledged_by: holder?.id ?? null,
      acknowledged_at: holder ? at.add({ minutes: 3 }) : null,
      first_at: at,
      last_at: now.subtract({ seconds: 40 }),
      paging_due_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (holder) {
    const times = { at, answeredAt: at.add({ minutes: 3 }), closedAt: null, dueAt: now.add({ minutes: 40 }) }
    const address = trouble.acknowledgedBy ?? ''
    const of = { ...times, alertId: alert.id, priority: trouble.priority, state: 'acknowledged' } as const
    await addPage(db, source, { ...holder, address }, of)
  }
  const about = { teamId: source.teamId, alertId: alert.id }
  const monitor = { kind: 'source', id: source.id, name: source.name } as const
  const facts = { summary: trouble.summary, priority: `P${trouble.priority}`, by: source.name }
  const entries: NewEntry[] = [entry({ actor: monitor, now: at }, 'alert_raised', facts, about)]
  if (holder) {
    const actor = { kind: 'person', id: holder.id, name: holder.name, role: 'responder', teams: {} } as const
    const answered = { actor, now: at.add({ minutes: 3 }) }
    entries.push(entry(answered, 'alert_acknowledged', { summary: trouble.summary, via: 'web', others: 0 }, about))
  }
  await addEntries(db, entries)
}

async function addChange(db: Db, cast: Cast, change: (typeof changes)[number], now: Instant): Promise<void> {
  const source = known(cast.sources, change.source)
  const at = now.subtract({ minutes: change.minutesAgo })
  await db
    .insertInto('change_event')
    .values({ source_id: source.id, service_id: source.serviceId, at, summary: change.summary, origin: source.name })
    .execute()
  const facts = { summary: change.summary, service: source.serviceName }
  const actor = { kind: 'source', id: source.id, name: source.name } as const
  await addEntries(db, [
    entry({ actor, now: at }, 'change_received', facts, {
      teamId: source.teamId,
      subject: `service:${source.serviceId}`,
    }),
  ])
}

/** Ben looks for somebody for the last three days of his next week, and the three others of the team are asked. */
async function askForCover(ctx: Context, cast: Cast): Promise<void> {
  const [payments] = (await loadSchedules(ctx.db)).filter(({ slug }) => slug === 'payments-primary')
  const ben = known(cast.people, 'ben@demo.example')
  const coming = { from: ctx.now.add({ hours: 48 }), to: ctx.now.add({ hours: 24 * 42 }) }
  const week = payments && heldBy(payments, ben.id, coming).at(-1)
  if (!payments || !week) throw new Error('the demo has no week of Ben on Payments primary')
  await coverActions.askCover(
    { ...ctx, actor: { kind: 'person', id: ben.id, name: ben.name, role: 'responder', teams: {} } },
    {
      scheduleId: payments.id,
      startsAt: week.endsAt.subtract({ hours: 63 }),
      endsAt: week.endsAt,
      of: ['ana@demo.example', 'carla@demo.example', 'david@demo.example'].map((email) => known(cast.people, email).id),
      note: 'My sister gets married that weekend.',
    },
  )
}

function noteEntry(cast: Cast, note: (typeof notes)[number], now: Instant): NewEntry {
  const by = known(cast.people, note.by)
  const actor = { kind: 'person', id: by.id, name: by.name, role: 'responder', teams: {} } as const
  return entry(
    { actor, now: now.subtract({ hours: note.hoursAgo }) },
    'note_written',
    { text: note.text },
    {
      teamId: known(cast.teams, note.team),
    },
  )
}

function alertColumns(
  source: { readonly id: string; readonly serviceId: string; readonly teamId: string; readonly name: string },
  trouble: { readonly summary: string; readonly priority: number; readonly count: number },
) {
  return {
    team_id: source.teamId,
    service_id: source.serviceId,
    source_id: source.id,
    key: trouble.summary,
    priority: trouble.priority,
    summary: trouble.summary,
    origin: source.name,
    count: trouble.count,
  }
}

function contextOf(parts: NodeParts, db: Db, now: Instant): Context {
  return {
    db,
    actor: { kind: 'automation', name: 'Demo', role: 'admin' },
    now,
    newId,
    settings: parts.settings,
    sealer: parts.sealer,
    announce: () => {},
    request: { address: '', agent: 'demo', sessionId: null, byToken: true },
  }
}

function known<T>(map: ReadonlyMap<string, T>, key: string): T {
  const found = map.get(key)
  if (found === undefined) throw new Error(`the demo names ${key}, which is not in its configuration`)
  return found
}
