import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testContext } from '../../test/context.ts'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { connect, type Database } from '../db/connect.ts'
import { Refusal } from '../refusal.ts'
import { configurationActions } from './actions.ts'
import { richYaml } from './rich.test-support.ts'

const { applyConfiguration, exportConfiguration } = configurationActions
const now = Temporal.Instant.from('2026-03-01T12:00:00Z')
const root = path.join(import.meta.dirname, '../..')

let home: TestDatabase
let database: Database
beforeEach(async () => {
  home = await freshDatabase()
  database = connect(home.config, { connections: 3, name: 'configuration' })
})
afterEach(async () => {
  await database.close()
  await home.drop()
})

describe('a round trip', () => {
  test('export, apply to an empty database, export: the same text', async () => {
    await apply(richYaml)
    expect(await exported()).toBe(richYaml)
  })

  test('on itself it changes nothing, says nothing and logs nothing', async () => {
    await apply(richYaml)
    const entries = await log()
    const again = await apply(richYaml)
    expect(again.changes.map(({ does }) => does)).toEqual(again.changes.map(() => 'none'))
    expect(again.changes).toHaveLength(21)
    expect(again.announced).toEqual([])
    expect(await log()).toEqual(entries)
  })

  test('the overrides of a file that overlap win in its order, on any database', async () => {
    await apply(richYaml)
    const { rows } = await sql<{ email: string }>`
      select email from schedule_override join person on person.id = person_id order by schedule_override.created_at`.execute(
      database.db,
    )
    expect(rows.map((row) => row.email)).toEqual([
      'cho@example.com',
      'ana@example.com',
      'ben+oncall@example.com',
      'ana@example.com',
    ])
  })

  test('an override that has ended is history: it is neither added nor exported nor refused', async () => {
    await apply(richYaml)
    const later = Temporal.Instant.from('2026-04-01T00:00:00Z')
    const again = await apply(richYaml, { now: later })
    expect(again.changes.filter(({ does }) => does !== 'none')).toEqual([])
    expect(await exported(later)).not.toContain('overrides')
  })
})

describe('the examples', () => {
  test.each(['docs/example.yaml', 'server/demo/configuration.yaml'])(
    '%s is applied to an empty database, and is then the whole of it',
    async (file) => {
      const yaml = await readFile(path.join(root, file), 'utf8')
      const first = await apply(yaml)
      expect(new Set(first.changes.map(({ does }) => does))).toEqual(new Set(['create']))
      expect(first.keys.every(({ key }) => /^[A-Za-z0-9]{32}$/.test(key))).toBe(true)
      expect(changed(await apply(yaml))).toEqual([])
      expect(changed(await apply(await exported()))).toEqual([])
    },
  )
})

describe('the place whose holidays somebody keeps', () => {
  const file = (holidays: string) => `
people:
  - email: ana@example.com
    name: Ana Ruiz
    holidays: ${holidays}
`
  test('is changed, left alone, and taken away again', async () => {
    await apply(richYaml)
    const fieldsOf = async (holidays: string) => changed(await apply(file(holidays))).flatMap(({ fields }) => fields)
    expect(await fieldsOf('NO')).toEqual([{ field: 'holidays', before: 'DE-BY', after: 'NO' }])
    expect(await exported()).toContain("holidays: 'NO'")
    expect(changed(await apply(await exported()))).toEqual([])
    expect(await fieldsOf('null')).toEqual([{ field: 'holidays', before: 'NO', after: null }])
    expect(await exported()).not.toContain('holidays')
  })

  test('is refused by its line when nobody knows it', async () => {
    await apply(richYaml)
    expect(await refusal(file('DE-BX'))).toEqual([
      'baton.yaml:5:5 people.0.holidays: No holidays are known of "DE-BX". Did you mean "DE-BB"? Name a country or a part of one',
    ])
    expect(await refusal(file('Bavaria'))).toEqual([
      'baton.yaml:5:5 people.0.holidays: Name a country or a part of one, for example DE, DE-BY or KR',
    ])
  })
})

describe('a file that names only some things', () => {
  test('leaves the others, and what it leaves out, as they are', async () => {
    await apply(richYaml)
    const before = await exported()
    const { changes } = await apply(`
teams:
  - slug: payments
    name: 결제 "Payments"
    members:
      - email: cho@example.com
people:
  - email: ANA@example.com
    name: Ana Ruiz
schedules:
  - slug: primary
    name: Primary
    team: payments
    zone: Europe/Berlin
services:
  - slug: checkout
    name: Checkout
    team: payments
    policy: payments
`)
    expect(changed({ changes })).toEqual([
      {
        kind: 'team',
        slug: 'payments',
        does: 'change',
        fields: [{ field: 'members.cho@example.com', before: null, after: 'responder' }],
      },
    ])
    const member = '      - email: cho@example.com\n        role: responder\n'
    expect(await exported()).toBe(before.replace('        role: viewer\n', `        role: viewer\n${member}`))
  })

  test('somebody new gets mail and the browser, no password and no invitation', async () => {
    await apply('people:\n  - { email: Dana@example.com, name: Dana }\n')
    const { rows } = await sql`
      select email, zone, language, role, password_hash, (select count(*) from invitation) as invitations,
        (select array_agg(channel || ' ' || address order by channel) from contact) as contacts from person`.execute(
      database.db,
    )
    expect(rows).toEqual([
      {
        email: 'dana@example.com',
        zone: 'UTC',
        language: 'en',
        role: 'responder',
        password_hash: null,
        invitations: 0,
        contacts: ['browser browser', 'email dana@example.com'],
      },
    ])
  })

  test('a rotation keeps its id while its role and layer stay', async () => {
    await apply(richYaml)
    const before = await rotationIds()
    await apply(richYaml.replace('handover: monday 09:00', 'handover: monday 10:00'))
    expect(await rotationIds()).toEqual(before)
  })

  test('an admin hands over to another in one file, whoever stands first', async () => {
    await apply(richYaml)
    const swapped = richYaml
      .replace('role: admin', 'role: viewer')
      .replace('language: en\n    role: responder', 'language: en\n    role: admin')
    const { changes } = await apply(swapped)
    expect(changed({ changes }).map(({ slug, fields }) => [slug, fields[0]?.after])).toEqual([
      ['ana@example.com', 'viewer'],
      ['ben+oncall@example.com', 'admin'],
    ])
    expect(await exported()).toBe(swapped)
  })
})

describe('all or nothing', () => {
  test('a dry run says what would change, and changes and announces nothing', async () => {
    const dry = await apply(richYaml, { dryRun: true })
    expect(dry).toMatchObject({ isApplied: false, keys: [], announced: [] })
    expect(await exported()).not.toContain('\nteams')
    expect(await log()).toEqual([])
    const real = await apply(richYaml)
    expect(real.changes).toEqual(dry.changes)
    expect(real.isApplied).toBe(true)
  })

  test('a refusal in the last step takes everything back', async () => {
    await apply('people:\n  - { email: ana@example.com, name: Ana, role: admin }\n')
    const before = await log()
    const refused = await refusal(
      'teams:\n  - { slug: new, name: New }\npeople:\n  - { email: ana@example.com, name: Ana, role: viewer }\n',
    )
    expect(refused).toEqual(['baton.yaml:4:5 people.0: This is the last admin. Make somebody else an admin first.'])
    expect(await exported()).not.toContain('new')
    expect(await log()).toEqual(before)
  })

  test('everything is announced once, after it is there', async () => {
    const seen: number[] = []
    const ctx = testContext(database.db, { now })
    const announcements: string[][] = []
    let counting: Promise<void> = Promise.resolve()
    await applyConfiguration(
      {
        ...ctx,
        announce: (topics) => {
          announcements.push([...topics])
          counting = database.db
            .selectFrom('source')
            .select('id')
            .execute()
            .then((rows) => void seen.push(rows.length))
        },
      },
      { yaml: richYaml, dryRun: false },
    )
    await counting
    expect(announcements.map((topics) => topics.toSorted())).toEqual([
      [
        'alerts',
        'contacts',
        'handovers',
        'heartbeats',
        'incidents',
        'kit',
        'log',
        'pages',
        'people',
        'policies',
        'schedules',
        'services',
        'silences',
        'sources',
        'teams',
      ],
    ])
    expect(seen).toEqual([3])
  })

  test('each change is in the log, and the file itself last', async () => {
    await apply(richYaml)
    const says = await log()
    expect(says.at(-1)).toBe('test applied a configuration: 21 created, 0 changed')
    for (const sentence of [
      '조은 🙂 joined as manager',
      'test made Ana Ruiz manager in 결제 "Payments"',
      'test changed how Ana Ruiz is reached',
      'test wrote the schedule Primary',
      'test wrote the policy Payments',
      'test added the service Checkout',
      'test added the source Checks for Checkout',
      'test switched the source Checks off',
      'test took 조은 🙂 out of service',
    ]) {
      expect(says).toContain(sentence)
    }
  })

  test('the signing secret of a new webhook is shown this once', async () => {
    const { keys } = await apply(richYaml)
    expect(keys.map(({ slug, key }) => [slug, key.slice(0, 6).replace(/^[A-Za-z0-9]{6}$/, 'key')])).toEqual([
      ['ana@example.com webhook https://93.184.215.14/hook?a=1&b=[2]', 'whsec_'],
      ['by-hand', 'key'],
      ['checks', 'key'],
      ['metrics', 'key'],
    ])
  })
})

describe('what is wrong', () => {
  test('is told all at once, with lines', async () => {
    expect(
      await refusal(`teams:
  - slug: payments
    name: Payments
    nmae: Payments
  - slug: Payments!
    name: 5
people:
  - email: ana@example.com
    name: Ana
    zone: Europe/Brlin
    contacts:
      - channel: ntfy
        address: with a space
      - channel: pager
        address: "5"
    rules:
      - { priority: P1, contact: email ana@exmple.com }
schedules:
  - slug: primary
    name: Primary
    team: paymnts
    zone: Europe/Berlin
    rotations:
      - name: Weeks
        every: week
        handover: monday 09:00
        starts: 2026-01-06
        turns: [bob@example.com]
      - name: Days
        every: fortnight
        handover: 9:00
        starts: 2026-02-30
        turns: [ana@example.com]
policies:
  - slug: payments
    name: Payments
    team: payments
    steps:
      - targets: [{ schedule: primry }]
        wait: 2.5
      - wait: 5
        wait: 6
        targets: [{ schedule: primary, person: ana@example.com }]
servises: []
`),
    ).toEqual([
      'baton.yaml:4:5 teams.0.nmae: "nmae" is not known here; did you mean "name"?',
      'baton.yaml:5:5 teams.1.slug: Use small letters, digits and hyphens, starting with a letter or digit',
      'baton.yaml:6:5 teams.1.name: Expected text (put it in quotes when it looks like a number)',
      'baton.yaml:10:5 people.0.zone: Name a time zone such as Europe/Berlin or Asia/Seoul',
      'baton.yaml:14:9 people.0.contacts.1.channel: Write email, webhook, ntfy, sms, voice, push, slack, teams, mattermost, telegram, discord, pushover or browser',
      expect.stringContaining('baton.yaml:30:9 schedules.0.rotations.1.every: '),
      expect.stringContaining('baton.yaml:31:9 schedules.0.rotations.1.handover: '),
      'baton.yaml:32:9 schedules.0.rotations.1.starts: Write the date as YYYY-MM-DD, for example 2026-03-29',
      'baton.yaml:40:9 policies.0.steps.0.wait: Expected a whole number of minutes, at least 1',
      'baton.yaml:42:9 policies.0.steps.1.wait: "wait" stands twice in the same map',
      'baton.yaml:43:19 policies.0.steps.1.targets.0: Name one of a schedule, a person, a team, a channel and a policy',
      'baton.yaml:44:1 servises: "servises" is not known here; did you mean "services"?',
    ])
  })

  test('policies that would lead back to themselves are told by their lines', async () => {
    const refused = await refusal(`teams:
  - { slug: payments, name: Payments }
policies:
  - { slug: a, name: A, team: payments, steps: [{ wait: 5, targets: [{ policy: b }] }] }
  - { slug: b, name: B, team: payments, steps: [{ wait: 5, targets: [{ policy: a }] }] }
  - { slug: c, name: C, team: payments, steps: [{ wait: 5, targets: [{ policy: a }] }] }
`)
    expect(refused).toEqual([
      'baton.yaml:4:72 policies.0.steps.0.targets.0.policy: "b" leads back to "a"',
      'baton.yaml:5:72 policies.1.steps.0.targets.0.policy: "a" leads back to "b"',
    ])
  })

  test('names that lead nowhere are found together with shapes that do not fit', async () => {
    expect(
      await refusal(`teams:
  - { slug: payments, name: Payments, members: [{ email: bne@example.com }, { email: ben@example.com }, { email: BEN@example.com }] }
  - { slug: payments, name: Again }
people:
  - email: ben@example.com
    name: Ben
    contacts: [{ channel: ntfy, address: with a space }]
    rules: [{ priority: P1, contact: email ben@example.com }]
schedules:
  - slug: primary
    name: Primary
    team: paymnts
    zone: Europe/Berlin
    rotations:
      - { name: W, every: week, handover: monday 09:00, starts: 2026-01-06, turns: [bob@example.com, []] }
      - { name: D, every: day, handover: '09:00', starts: 2026-01-06, ends: 2026-01-06, turns: [ben@example.com] }
    overrides:
      - { person: ben@example.com, from: 2026-04-02T00:00:00Z, until: 2026-04-01T00:00:00Z }
policies:
  - { slug: payments, name: Payments, team: payments, steps: [{ wait: 5, targets: [{ schedule: primry }] }] }
services:
  - { slug: checkout, name: Checkout, team: payments, policy: payment }
sources:
  - { slug: checks, name: Checks, service: chekout, dialect: generic, mapping: { key: '{{a', keys: b } }
  - { slug: other, name: Other, service: chekout, dialect: generic }
`),
    ).toEqual([
      'baton.yaml:2:51 teams.0.members.0.email: There is no person "bne@example.com"; did you mean "ben@example.com"?',
      'baton.yaml:2:107 teams.0.members.2.email: "ben@example.com" stands here a second time; the first is teams.0.members.1',
      'baton.yaml:3:7 teams.1.slug: "payments" stands here a second time; the first is teams.0',
      'baton.yaml:7:33 people.0.contacts.0.address: A topic has 1 to 64 letters, digits, hyphens and underscores.',
      'baton.yaml:8:29 people.0.rules.0.contact: "email ben@example.com" is no contact of this person; there are ntfy with a space',
      'baton.yaml:12:5 schedules.0.team: There is no team "paymnts"; did you mean "payments"?',
      'baton.yaml:15:57 schedules.0.rotations.0.starts: The first day is not the weekday of the handover. Choose a day on that weekday.',
      'baton.yaml:15:85 schedules.0.rotations.0.turns.0.0: There is no person "bob@example.com"',
      'baton.yaml:15:102 schedules.0.rotations.0.turns.1: Name who takes this turn.',
      'baton.yaml:16:71 schedules.0.rotations.1.ends: The rotation ends before its first handover. Choose a later end.',
      'baton.yaml:18:64 schedules.0.overrides.0.until: The override ends before it begins. Choose a later end.',
      'baton.yaml:20:86 policies.0.steps.0.targets.0.schedule: There is no schedule "primry"; did you mean "primary"?',
      'baton.yaml:22:55 services.0.policy: There is no policy "payment"; did you mean "payments"?',
      'baton.yaml:24:82 sources.0.mapping.key: Write a path such as $.labels.host, a template such as {{host}}/{{check}}, or fixed text',
      'baton.yaml:24:94 sources.0.mapping.keys: "keys" is not known here; did you mean "key"?',
      'baton.yaml:25:33 sources.1.service: There is no service "chekout"; did you mean "checkout"?',
    ])
  })

  test('what stays with its team or service cannot be moved by a file', async () => {
    await apply(richYaml)
    const moved = richYaml
      .replace(
        "name: 'null'\n    description: ''\n    team: 0-day",
        "name: 'null'\n    description: ''\n    team: payments",
      )
      .replace('service: checkout\n    dialect: prometheus', 'service: null-service\n    dialect: alertmanager')
    expect((await refusal(moved)).map((line) => line.replace(/^\S+ /, ''))).toEqual([
      'services.1.team: This is "0-day" and cannot be changed. Choose another slug for a new one',
      'sources.2.service: This is "checkout" and cannot be changed. Choose another slug for a new one',
      'sources.2.dialect: This is "prometheus" and cannot be changed. Choose another slug for a new one',
    ])
  })

  test.each([
    [
      '',
      'baton.yaml:1:1: Expected sections: teams, people, schedules, channels, policies, services, sources, inhibitions, heartbeats, routes, incidentRules, kit',
    ],
    [
      '- a',
      'baton.yaml:1:1: Expected sections: teams, people, schedules, channels, policies, services, sources, inhibitions, heartbeats, routes, incidentRules, kit',
    ],
    ['teams: 5', 'baton.yaml:1:1 teams: Expected a list: start each entry with "- "'],
    ['teams: [null]', 'baton.yaml:1:9 teams.0: Expected a map of names and values'],
    ['teams:\n\t- slug: a', 'baton.yaml:2:1: Indent with spaces, not with tabs'],
    ['teams: *all', 'baton.yaml:1:8 teams: Nothing above is named &all'],
  ])('%j', async (yaml, line) => {
    expect(await refusal(yaml)).toEqual([line])
  })

  test('a second file waits for the first, and not for ever', async () => {
    const other = connect(home.config, { connections: 1, name: 'the second' })
    try {
      await sql`set lock_timeout = 50`.execute(other.db)
      await database.db.transaction().execute(async (tx) => {
        await tx.selectFrom('installation').select('one').forUpdate().execute()
        const applying = applyConfiguration(testContext(other.db, { now }), { yaml: richYaml, dryRun: false })
        await expect(applying).rejects.toMatchObject({
          body: {
            code: 'configuration_invalid',
            errors: [{ path: 'baton.yaml:1:1', say: 'Another file is being applied. Try again when it is done' }],
          },
        })
      })
      await applyConfiguration(testContext(other.db, { now }), { yaml: richYaml, dryRun: false })
    } finally {
      await other.close()
    }
  })

  test('a change made meanwhile by somebody else is not overwritten', async () => {
    await apply(richYaml)
    const other = connect(home.config, { connections: 1, name: 'somebody else' })
    try {
      const blocked = other.db.transaction().execute(async (tx) => {
        await tx.updateTable('policy').set({ version: 7, name: 'Theirs' }).execute()
        const applying = apply(richYaml.replace('repeats: 9', 'repeats: 8')).then(
          () => 'applied',
          (error: unknown) => (error instanceof Refusal ? error.body.errors : error),
        )
        await untilWaiting(database)
        return { applying }
      })
      expect(await (await blocked).applying).toEqual([
        {
          path: expect.stringMatching(/^baton\.yaml:\d+:5 policies\.\d+$/),
          say: 'Somebody changed this in the meantime. Load it again, then repeat your change.',
        },
      ])
    } finally {
      await other.close()
    }
  })
})

async function apply(yaml: string, { dryRun = false, now: at = now } = {}) {
  const ctx = testContext(database.db, { now: at })
  const result = await applyConfiguration(ctx, { yaml, dryRun })
  return { ...result, announced: ctx.announced }
}

async function exported(at = now): Promise<string> {
  return (await exportConfiguration(testContext(database.db, { now: at }), {})).yaml
}

/** The lines of a refusal, each as a terminal shows it. */
async function refusal(yaml: string): Promise<string[]> {
  const error: unknown = await apply(yaml).then(
    () => new Error('it was applied'),
    (error: unknown) => error,
  )
  if (!(error instanceof Refusal)) throw error
  expect(error.body.code).toBe('configuration_invalid')
  return (error.body.errors ?? []).map(({ path, say }) => `${path}: ${say}`)
}

function changed<C extends { readonly does: string }>({ changes }: { readonly changes: readonly C[] }): C[] {
  return changes.filter(({ does }) => does !== 'none')
}

async function log(): Promise<string[]> {
  const rows = await database.db.selectFrom('log_entry').select('says').orderBy('id').execute()
  return rows.map((row) => row.says)
}

async function rotationIds() {
  return database.db.selectFrom('rotation').select(['id', 'role', 'layer']).orderBy('id').execute()
}

/** Until a connection of this database waits for a row that another holds. */
async function untilWaiting({ db }: Database): Promise<void> {
  for (let i = 0; i < 2_000; i += 1) {
    const { rows } =
      await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
        db,
      )
    if (rows.length > 0) return
  }
  throw new Error('nobody waits')
}
