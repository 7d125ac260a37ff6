// A whole Baton with a clock that tests set and phones that tests look at: real HTTP, real PostgreSQL, real engine steps.
import type { AlertSettings } from '../domain/services/service.ts'
import { usualAlertSettings } from '../domain/services/usual.ts'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pino from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import type { EndpointInput, EndpointName, EndpointOutput } from '../domain/api.ts'
import { endpoints } from '../domain/api.ts'
import type { Carrier } from '../domain/paging/channels.ts'
import type { Message } from '../domain/paging/message.ts'
import type { Retold } from '../domain/paging/news.ts'
import type { Outcome } from '../domain/paging/next-attempt.ts'
import type { RoomCarrier } from '../domain/paging/channels.ts'
import type { Channel } from '../server/channels/channel.ts'
import { phoneSignature } from '../server/channels/phone-signature.ts'
import { fakeAccount, fakeToken } from '../server/channels/testing/twilio.ts'
import { connect, type Database } from '../server/db/connect.ts'
import { looksNext, riskEnds } from '../server/engine/due-incidents.ts'
import { startNode } from '../server/node.ts'
import type { Node, NodeParts } from '../server/node-parts.ts'
import { makeSealer, newSourceKey, tokenHash } from '../server/secrets.ts'
import { readSettings, type Settings } from '../server/settings.ts'
import { freshDatabase } from './database.ts'
import { sendMail, type Written } from './mail.ts'

/** One story: who, when, what the phone did, what the log says. Every story has a world of its own. */
export function story(title: string, tell: (world: World) => Promise<void>): void {
  test(title, async () => {
    const world = await makeWorld()
    onTestFinished(() => world.end())
    await tell(world)
  })
}

export type World = Awaited<ReturnType<typeof makeWorld>>

type Rung = { readonly at: Temporal.Instant; readonly message: Message }
type Span = { readonly minutes?: number; readonly seconds?: number; readonly hours?: number }

export const mailKey = 'a-key-of-a-mail-service-in-stories'
/** The token of the environment, which belongs to no person. */
export const adminToken = 'world-admin-token-for-stories'

async function makeWorld() {
  const test = await freshDatabase()
  const database = connect(test.config, { connections: 4, name: 'world' })
  const settings = readSettings(
    {
      BATON_PORT: '0',
      BATON_ADMIN_TOKEN: adminToken,
      BATON_URL: 'http://baton.test',
      BATON_DATABASE_CONNECTIONS: '6',
      BATON_EGRESS_ALLOW: 'localhost',
      // Stories of the kit ask for it: the others know addresses that nobody may call from a test.
      BATON_LINK_CHECKS: 'no',
      BATON_PHONE_ACCOUNT: fakeAccount,
      BATON_PHONE_TOKEN: fakeToken,
      BATON_PHONE_SMS_FROM: '+15550000000',
      BATON_PHONE_VOICE_FROM: '+15550000000',
      BATON_SLACK_SIGNING_SECRET: 'a signing secret of stories',
      BATON_TELEGRAM_TOKEN: '123456:stories',
      BATON_TELEGRAM_BOT: 'story_bot',
      // Nothing listens there: what stories see of Telegram is what it calls.
      BATON_TELEGRAM_URL: 'http://localhost:9',
      BATON_MAIL_FROM: 'Baton <baton@mail.baton.test>',
      BATON_MAIL_DOMAIN: 'mail.baton.test',
      BATON_MAIL_LISTEN: '127.0.0.1:0',
      BATON_MAIL_KEY: mailKey,
    },
    { hostName: 'world', isDemo: false },
  )
  const phones = new Phones(() => now)
  const nodes: Node[] = []
  const sealer = makeSealer('a key for stories that is long enough')
  let now = Temporal.Instant.from('2026-03-02T09:00:00Z')
  const people = new Map<string, string>()
  await pin(database, now)
  await seedTeam(database)
  const startAnother = async (
    other: { readonly settings?: Partial<Settings> } & Pick<NodeParts, 'steady' | 'fetchOfSns'> = {},
  ) => {
    const node = await startNode(
      {
        settings: { ...settings, ...other.settings },
        ...(other.steady ? { steady: other.steady } : {}),
        ...(other.fetchOfSns ? { fetchOfSns: other.fetchOfSns } : {}),
        database: test.config,
        sealer,
        diagnostics: pino(
          { level: process.env['BATON_DIAGNOSTICS'] ?? 'silent' },
          pino.destination({ fd: 2, sync: true }),
        ),
        checksAnswers: true,
        recallWaitMs: 10_000,
        channels: () => ({
          channels: {
            email: phones.channel('email'),
            webhook: phones.channel('webhook'),
            ntfy: phones.channel('ntfy'),
            sms: phones.channel('sms'),
            voice: phones.channel('voice'),
            push: phones.channel('push'),
            slack: phones.channel('slack'),
            telegram: phones.channel('telegram'),
            mattermost: phones.channel('mattermost'),
            discord: phones.channel('discord'),
            browser: closedBrowser,
          },
          close: async () => {},
        }),
      },
      { loops: false },
    )
    nodes.push(node)
    return node
  }
  const node = await startAnother()

  const world = {
    database,
    sealer,
    phones,
    node,
    startAnother,
    /** The world's time now. */
    get now() {
      return now
    },
    /** Sets the time, as the database tells it to every node. */
    async at(time: string) {
      now = time.includes('[') ? Temporal.ZonedDateTime.from(time).toInstant() : Temporal.Instant.from(time)
      await pin(database, now)
    },
    /** Lets time pass, stopping at every moment at which something is due. */
    async pass(span: Span) {
      const until = now.add(span)
      await node.settle()
      for (let stop = 0; stop < 500; stop++) {
        const next = await nextDue(database)
        if (next === null || Temporal.Instant.compare(next, until) > 0) break
        if (Temporal.Instant.compare(next, now) > 0) {
          now = next
          await pin(database, now)
        }
        await node.settle()
      }
      now = until
      await pin(database, now)
      await node.settle()
    },
    settle: () => node.settle(),
    /** Somebody with a phone (an e-mail address that the world answers). */
    async person(
      name: string,
      with_: { readonly role?: 'viewer' | 'responder' | 'manager' | 'admin'; readonly phone?: boolean } = {},
    ) {
      const known = people.get(name)
      if (known) return known
      const id = randomUUID()
      await database.db
        .insertInto('person')
        .values({ id, name: capital(name), email: `${name}@example.com`, role: with_.role ?? 'responder' })
        .execute()
      await database.db.insertInto('team_member').values({ team_id: teamId, person_id: id }).execute()
      if (with_.phone !== false) await world.contact(name, id, 'email', `${name}@example.com`)
      people.set(name, id)
      return id
    },
    async contact(_name: string, personId: string, channel: Carrier, address: string) {
      const id = randomUUID()
      await database.db
        .insertInto('contact')
        .values({ id, person_id: personId, channel, address, created_at: now, verified_at: now })
        .execute()
      return id
    },
    /** Ensures people, a policy written as `ana 5m, ben 10m` and a service on it; gives the source's key. */
    async service(
      policy: string,
      options: {
        readonly repeats?: number
        readonly returnAfterMinutes?: number
      } & Partial<AlertSettings> = {},
    ) {
      const steps = await Promise.all(policy.split(',').map((step) => readStep(step, world)))
      const slug = `p-${randomUUID().slice(0, 8)}`
      const made = await world.call('createPolicy', {
        slug,
        name: policy,
        teamId,
        steps,
        repeats: options.repeats ?? 0,
        returnAfterMinutes: options.returnAfterMinutes ?? 60,
      })
      const service = await world.call('createService', {
        slug,
        name: `Service ${slug}`,
        teamId,
        policyId: made.id,
        ...alertSettingsOf(options),
      })
      const key = newSourceKey()
      await database.db
        .insertInto('source')
        .values({
          id: randomUUID(),
          slug,
          name: 'Monitor',
          service_id: service.id,
          dialect: 'pagerduty',
          key_hash: tokenHash(key),
          key_hint: key.slice(-4),
          created_at: now,
        })
        .execute()
      return { key, policyId: made.id, serviceId: service.id }
    },
    /** A channel of the team that was proven: a step names it as `room:<name>`. */
    async room(name: string, channel: RoomCarrier, address: string, language: 'en' | 'ko' = 'en') {
      const slug = `room-${name.toLowerCase()}`
      const made = await world.call('createTeamChannel', { teamId, slug, name, channel, address, language })
      const proven = { verified_at: now }
      await database.db.updateTable('team_channel').set(proven).where('id', '=', made.channel.id).execute()
      world.rooms.set(name, made.channel.id)
      return made.channel.id
    },
    rooms: new Map<string, string>(),
    schedules: new Map<string, string>(),
    /** A weekly rotation of these people, from Monday 09:00 in the zone. */
    async schedule(
      name: string,
      of: {
        readonly people: readonly string[]
        readonly zone?: string
        readonly startsOn?: string
        /** Stories about other things hand over without a word. */
        readonly handsOver?: boolean
      },
    ) {
      const ids = []
      for (const person of of.people) ids.push(await world.person(person))
      const made = await world.call('createSchedule', {
        slug: name,
        name: capital(name),
        teamId,
        zone: of.zone ?? 'UTC',
        rotations: [
          {
            unit: 'week',
            name: 'Weekly',
            layer: 0,
            role: 'primary',
            zone: of.zone ?? 'UTC',
            length: 1,
            handoverTime: '09:00',
            handoverWeekday: 1,
            startsOn: of.startsOn ?? '2026-01-05',
            endsOn: null,
            turns: ids.map((id) => [id]),
          },
        ],
      })
      const waits = { graceMinutes: 15, valveMinutes: 60 }
      await world.call('setHandoverSettings', { scheduleId: made.id, isOn: of.handsOver ?? false, ...waits })
      world.schedules.set(name, made.id)
      return made.id
    },
    /** A monitor raises (or ends) an alert over the PagerDuty door. */
    async event(
      key: string,
      event: {
        action: 'trigger' | 'acknowledge' | 'resolve'
        summary?: string
        dedup: string
        severity?: string
        /** Each of them becomes a label. */
        details?: Readonly<Record<string, string>>
      },
    ) {
      const response = await fetch(`${node.url}/v2/enqueue`, {
        method: 'POST',
        body: JSON.stringify({
          routing_key: key,
          event_action: event.action,
          dedup_key: event.dedup,
          payload: {
            summary: event.summary ?? 'trouble',
            source: 'monitor',
            severity: event.severity ?? 'critical',
            custom_details: event.details,
          },
        }),
      })
      expect(response.status, await response.text()).toBe(202)
    },
    /** Raises an alert that follows this policy, and lets what is due now happen. */
    async raise(
      summary: string,
      how: { readonly policy: string; readonly repeats?: number; readonly returnAfterMinutes?: number },
    ) {
      const { key } = await world.service(how.policy, how)
      await world.event(key, { action: 'trigger', summary, dedup: summary })
      await world.settle()
      const { id } = await database.db
        .selectFrom('alert')
        .select('id')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow()
      return {
        id,
        key,
        resolve: () => world.event(key, { action: 'resolve', dedup: summary }).then(() => world.settle()),
      }
    },
    /** Calls the API as automation, or as a person with a token. */
    async call<N extends EndpointName>(
      name: N,
      input: EndpointInput<N>,
      token = adminToken,
    ): Promise<EndpointOutput<N>> {
      const answer = await world.ask(name, input, token)
      if (!answer.ok) throw new Error(`${name}: ${answer.status} ${JSON.stringify(answer.body)}`)
      // Answers are held against their schema by the server in this world.
      return answer.body as EndpointOutput<N>
    },
    async ask(name: EndpointName, input: object, token: string | null = adminToken) {
      const row = endpoints[name]
      const rest: Record<string, unknown> = { ...input }
      const path = row.path.replace(/:(\w+)/g, (_, field: string) => {
        const value = rest[field]
        delete rest[field]
        return encodeURIComponent(inAddress(value))
      })
      const isRead = row.method === 'GET' || row.method === 'DELETE'
      const query = new URLSearchParams(
        Object.entries(rest).flatMap(([field, value]) =>
          value === undefined || value === null ? [] : [value].flat().map((each) => [field, inAddress(each)]),
        ),
      )
      const response = await fetch(`${node.url}${path}${isRead && query.size > 0 ? `?${query.toString()}` : ''}`, {
        method: row.method,
        headers: {
          'x-baton': '1',
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(isRead ? {} : { 'content-type': 'application/json' }),
        },
        ...(isRead ? {} : { body: JSON.stringify(rest) }),
      })
      return { ok: response.ok, status: response.status, body: (await response.json()) as Record<string, unknown> }
    },
    phone: (name: string) => phones.of(`${name}@example.com`),
    /** The telephone provider knocks at a door, signed over Baton's public address; and Baton does what is due. */
    async telephone(
      door: string,
      form: Readonly<Record<string, string>>,
      how: { readonly token?: string; readonly settles?: boolean } = {},
    ) {
      const path = `/phone/first/${door}`
      const signature = phoneSignature(how.token ?? fakeToken, `${settings.url}${path}`, Object.entries(form))
      const response = await fetch(`${node.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
        body: new URLSearchParams(form).toString(),
      })
      const body = await response.text()
      if (how.settles !== false) await world.settle()
      return { status: response.status, body }
    },
    /** Somebody writes a mail to Baton; and Baton does what is due. Gives the code that they are told. */
    async mail(mail: Written) {
      const code = await sendMail(node.mailPort, mail)
      await world.settle()
      return code
    },
    log: {
      /** The newest log says a sentence that holds these words. */
      async says(words: string, _cites?: { readonly cites: string }) {
        const { entries } = await world.call('readLog', { limit: 200 })
        expect(entries.map((entry) => entry.says)).toContainEqual(expect.stringContaining(words))
      },
      async hasNot(words: string) {
        const { entries } = await world.call('readLog', { limit: 200 })
        expect(entries.map((entry) => entry.says)).not.toContainEqual(expect.stringContaining(words))
      },
    },
    async end() {
      for (const each of nodes) await each.stop()
      await database.close()
      await test.drop()
    },
  }
  return world
}

export const teamId = '0190aaaa-0000-7000-8000-000000000001'

async function seedTeam({ db }: Database): Promise<void> {
  await db.insertInto('team').values({ id: teamId, slug: 'team', name: 'Team' }).execute()
}

/** Phones remember what reached them; they can be told to refuse or to hang. */
export class Phones {
  readonly #rung = new Map<string, Rung[]>()
  readonly #moods = new Map<string, (message: Message, deadline: AbortSignal) => Promise<Outcome>>()
  readonly #seen = new Map<string, { count: number }>()
  readonly #changed: { readonly address: string; readonly reference: string; readonly retold: Retold }[] = []
  readonly #changeMoods: (() => Promise<Outcome>)[] = []
  readonly #now: () => Temporal.Instant

  constructor(now: () => Temporal.Instant) {
    this.#now = now
  }

  channel(kind: Channel['kind']): Channel {
    const isTelephone = kind === 'sms' || kind === 'voice'
    return {
      kind,
      ...(isTelephone ? { receiptWithinSeconds: 60 } : {}),
      reach: async ({ address }, message, deadline) => {
        const mood = this.#moods.get(address)
        if (mood) return mood(message, deadline)
        this.#note(address, message)
        // A telephone provider names what it accepted, and tells later whether it arrived.
        return { sent: isTelephone ? `first ${message.deliveryKey}` : `phone ${address}` }
      },
      ...(changeable.includes(kind)
        ? {
            change: async ({ address }, reference, retold) => {
              const mood = this.#changeMoods.shift()
              if (mood) return mood()
              this.#changed.push({ address, reference, retold })
              return { sent: reference }
            },
          }
        : {}),
      close: async () => {},
    }
  }

  /** The next messages that are to be changed are answered so, one each. */
  refuseChanges(...outcomes: readonly (Outcome | (() => Promise<Outcome>))[]): void {
    this.#changeMoods.push(...outcomes.map((each) => (typeof each === 'function' ? each : async () => each)))
  }

  /** What was said in place of messages that had been sent there. */
  changes(address: string): readonly string[] {
    return this.#changed.filter((one) => one.address === address).map(({ retold }) => retold.says)
  }

  /** From now on this address answers so. */
  make(
    address: string,
    mood: Outcome | ((message: Message, deadline: AbortSignal) => Promise<Outcome>) | 'well',
  ): void {
    if (mood === 'well') this.#moods.delete(address)
    else this.#moods.set(address, typeof mood === 'function' ? mood : async () => mood)
  }

  of(address: string) {
    const seen = this.#seen.get(address) ?? { count: 0 }
    this.#seen.set(address, seen)
    const all = () => this.#rung.get(address) ?? []
    return {
      all,
      /** It rang with these words since it was last looked at. */
      rang: (words: string) => {
        const fresh = all().slice(seen.count)
        seen.count = all().length
        expect(fresh.map((one) => one.message.subject)).toContainEqual(expect.stringContaining(words))
      },
      rangTimes: (times: number) => expect(all().map((one) => one.message.subject)).toHaveLength(times),
      stayedQuiet: () =>
        expect(
          all()
            .slice(seen.count)
            .map((one) => one.message.subject),
        ).toEqual([]),
      answerLink: () => all().at(-1)?.message.answerUrl ?? '',
    }
  }

  #note(address: string, message: Message): void {
    this.#rung.set(address, [...(this.#rung.get(address) ?? []), { at: this.#now(), message }])
  }
}

/** The chats and pushes whose messages can be changed. */
const changeable: readonly Channel['kind'][] = ['slack', 'telegram', 'discord', 'push']

const closedBrowser = { ring: async (): Promise<Outcome> => ({ giveUp: 'browser_closed: no open browser showed it' }) }

async function pin({ db }: Database, at: Temporal.Instant): Promise<void> {
  await db.updateTable('clock').set({ pinned_at: at }).execute()
}

async function nextDue({ db }: Database): Promise<Temporal.Instant | null> {
  const { rows } = await sql<{ due: Temporal.Instant | null }>`
    select least((select min(paging_due_at) from alert), (select min(due_at) from page),
      (select min(ends_at) from alert where state <> 'closed'), (select min(due_at) from cover_request),
      (select min(due_at) from delivery where state in ('queued', 'claimed')), (select min(receipt_due_at) from delivery),
      (select min(news_due_at) from delivery where state = 'sent'), (select min(due_at) from notice), (select min(due_at) from calendar_source),
      (select min(due_at) from contact_proof), (select min(due_at) from silence), (select min(due_at) from incident),
      (select min(remind_at) from incident), (select min(due_at) from incident_evidence), (select min(due_at) from runbook_call),
      (select min(due_at) from link_check),
      (select min(due_at) from handover), (select min(passes_at) from handover), (select min(due_at) from handover_setting),
      ${riskEnds}, ${looksNext},
      (select min(h.due_at) from heartbeat h join source s on s.id = h.source_id and s.disabled_at is null)) as due`.execute(
    db,
  )
  return rows[0]?.due ?? null
}

/** `ana 5m`, `schedule:night 10m` or `room:ops 2m`, several targets joined by `+`. */
async function readStep(
  text: string,
  {
    person,
    schedules,
    rooms,
  }: {
    readonly person: (name: string) => Promise<string>
    readonly schedules: ReadonlyMap<string, string>
    readonly rooms: ReadonlyMap<string, string>
  },
): Promise<EndpointInput<'createPolicy'>['steps'][number]> {
  const [who = '', wait = '5m'] = text.trim().split(/\s+/)
  const targets: EndpointInput<'createPolicy'>['steps'][number]['targets'] = []
  for (const name of who.split('+')) {
    const [kind, of = ''] = name.split(':')
    const [scheduleId, channelId] = [schedules.get(of), rooms.get(of)]
    if (kind === 'schedule' && scheduleId) targets.push({ kind: 'schedule', scheduleId })
    else if (kind === 'room' && channelId) targets.push({ kind: 'channel', channelId })
    else targets.push({ kind: 'person', personId: await person(name) })
  }
  return { targets, waitMinutes: Number.parseInt(wait, 10) }
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

function inAddress(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** How alerts of a service become pages, as far as a story says it. */
function alertSettingsOf(options: Partial<AlertSettings>): Partial<AlertSettings> {
  return Object.fromEntries(Object.entries(options).filter(([name]) => name in usualAlertSettings))
}
