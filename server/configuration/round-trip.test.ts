import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { diff } from '../../domain/configuration/diff.ts'
import { sortedKit } from '../../domain/configuration/kit-text.ts'
import { heartbeatKey } from '../../domain/configuration/heartbeat-text.ts'
import { readConfiguration } from '../../domain/configuration/read.ts'
import { sortedContacts, sortedCalendars, sortedRotations, sortedRules } from '../../domain/configuration/settle.ts'
import {
  compare,
  contactKey,
  overrideKey,
  sortedBy,
  type WholeConfiguration,
} from '../../domain/configuration/whole.ts'
import { writeMatchers } from '../../domain/alerts/matchers.ts'
import { groupings } from '../../domain/services/grouping.ts'
import { linkKinds } from '../../domain/services/link.ts'
import { tiers } from '../../domain/services/tier.ts'
import { onCallRoles, teamParts } from '../../domain/escalation/whom.ts'
import { everyText, handoverText, weekdays } from '../../domain/configuration/words.ts'
import { roomCarriers } from '../../domain/paging/channels.ts'
import { writeMatcher } from '../../domain/alerts/matchers.ts'
import { writeConfiguration } from './write-yaml.ts'
import { parseYaml } from '../yaml.ts'

const now = Temporal.Instant.from('2026-03-01T12:00:00Z')
const empty: WholeConfiguration = {
  teams: new Map(),
  people: new Map(),
  schedules: new Map(),
  channels: new Map(),
  policies: new Map(),
  services: new Map(),
  sources: new Map(),
  inhibitions: new Map(),
  heartbeats: new Map(),
  routes: new Map(),
  incidentRules: new Map(),
  kit: new Map(),
}

test('whatever is configured is read from its file as it was written', () => {
  fc.assert(
    fc.property(configuration(), (whole) => {
      const yaml = writeConfiguration(whole)
      const parsed = parseYaml(yaml)
      expect(parsed.problems).toEqual([])
      const { configuration, problems } = readConfiguration(parsed.value ?? {})
      expect(problems).toEqual([])
      const onNothing = diff(empty, configuration, now)
      for (const section of [
        'teams',
        'people',
        'schedules',
        'policies',
        'services',
        'sources',
        'inhibitions',
        'heartbeats',
        'routes',
        'incidentRules',
        'kit',
      ] as const) {
        expect(onNothing[section].map(({ after }) => after)).toEqual(
          sortedBy([...whole[section]], ([key]) => key).map(([, thing]) => thing),
        )
        expect(diff(whole, configuration, now)[section].filter(({ change }) => change.does !== 'none')).toEqual([])
      }
    }),
    { numRuns: 200 },
  )
})

test('devices and chats with the bot are in no file, and applying one leaves them and their rules as they are', () => {
  const email = 'ana@example.com'
  const device = {
    channel: 'push',
    address: 'https://push.example.com/send/abc',
    label: 'Phone',
    enabled: true,
  } as const
  const mail = { channel: 'email', address: email, label: '', enabled: true } as const
  const ana = {
    email,
    name: 'Ana',
    zone: 'UTC',
    language: 'en',
    holidays: null,
    role: 'responder',
    deactivated: false,
    quiet: null,
    skills: [],
    contacts: sortedContacts([mail, device]),
    rules: sortedRules([
      { priority: 'P1', contact: contactKey(device), afterMinutes: 0 },
      { priority: 'P1', contact: contactKey(mail), afterMinutes: 5 },
    ]),
  } as const
  const whole = { ...empty, people: new Map([[email, ana]]) }
  const yaml = writeConfiguration(whole)
  expect(yaml).not.toContain('push.example.com')
  const { configuration, problems } = readConfiguration(parseYaml(yaml).value ?? {})
  expect(problems).toEqual([])
  const [planned] = diff(whole, configuration, now).people
  expect(planned?.change.does).toBe('none')
  expect(planned?.after).toEqual(ana)
  expect(diff(empty, configuration, now).people[0]?.after.contacts).toEqual([mail])
})

// Text as people and machines write it: quotes, colons, hashes, line ends, other scripts, what looks like another type.
const line = fc
  .oneof(
    fc.constantFrom(
      'yes',
      'null',
      '~',
      '0x1F',
      '1e3',
      '09:00',
      '2026-01-05',
      '- a',
      'a: b',
      '#1',
      '*x',
      '&x',
      '!x',
      '%',
      '@',
      '`',
      '{',
      "it's",
      '"',
      '|',
      '> x',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }).filter((text) => !text.includes('\0')), // none is stored
  )
  .map((text) => text.trim())
  .filter((text) => text !== '' && text.length <= 100)
const lines = fc
  .array(fc.oneof(line, fc.constantFrom('', '  indented', 'tab\tinside', '\r', ' ')))
  .map((all) => all.join('\n'))
const slug = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,10}$/)
const person = slug.map((text) => `${text.replaceAll('-', 'x')}@example.com`)
const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Seoul', 'Australia/Lord_Howe', 'America/New_York')
const role = fc.constantFrom('viewer', 'responder', 'manager', 'admin' as const)
const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const moment = fc
  .date({ min: new Date('2027-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => date.toTemporalInstant().toString())

const contact = fc.oneof(
  fc.record({
    channel: fc.constant('browser' as const),
    address: fc.constant('browser'),
    label: line,
    enabled: fc.boolean(),
  }),
  fc.record({
    channel: fc.constantFrom('email', 'webhook', 'ntfy' as const),
    address: line,
    label: fc.oneof(fc.constant(''), line),
    enabled: fc.boolean(),
  }),
)
const contacts = fc.uniqueArray(contact, { selector: contactKey, minLength: 1, maxLength: 4 })

const time = fc.constantFrom('00:00', '09:00', '23:59')
const inWeek = fc
  .record({ weekday: fc.integer({ min: 1, max: 7 }), time })
  .map((bound) => handoverText({ ...bound, day: null }))
const restriction = fc.oneof(
  fc.record({ days: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }), from: time, to: time }),
  fc.record({ from: inWeek, to: inWeek }),
)
const windows = fc.array(restriction, { minLength: 1, maxLength: 2 })
const quiet = fc.record({
  within: windows,
  priorities: fc.subarray(['P2', 'P3', 'P4'] as const, { minLength: 1 }).map((each) => [...each]),
})

const skill = fc.constantFrom('postgres', 'kafka', '결제', 'c++', 'k8s networking')
const people = contacts.chain((contacts) =>
  fc.record({
    email: person,
    name: line,
    zone,
    language: fc.constantFrom('en', 'ko' as const),
    // Norway, which careless readers of YAML take for a no.
    holidays: fc.constantFrom(null, 'NO', 'KR', 'DE-BY', 'GB-SCT'),
    role,
    deactivated: fc.boolean(),
    contacts: fc.constant(sortedContacts(contacts)),
    rules: fc
      .uniqueArray(
        fc.record(
          {
            priority: fc.constantFrom('P1', 'P2', 'P3', 'P4' as const),
            contact: fc.constantFrom(...contacts.map(contactKey)),
            afterMinutes: fc.integer({ min: 0, max: 1440 }),
            within: windows,
          },
          { requiredKeys: ['priority', 'contact', 'afterMinutes'] },
        ),
        { selector: ({ priority, contact, within }) => JSON.stringify([priority, contact, within]), maxLength: 4 },
      )
      .map(sortedRules),
    quiet: fc.option(quiet),
    skills: fc.uniqueArray(skill, { maxLength: 3 }).map((skills) => skills.toSorted()),
  }),
)

const rhythm = fc.oneof(
  fc.record({
    unit: fc.constant('hour' as const),
    length: fc.integer({ min: 1, max: 366 }),
    weekday: fc.constant(null),
    day: fc.constant(null),
  }),
  fc.record({
    unit: fc.constant('month' as const),
    length: fc.integer({ min: 1, max: 12 }),
    weekday: fc.constant(null),
    day: fc.integer({ min: 1, max: 31 }),
  }),
  fc.record({
    unit: fc.constant('day' as const),
    length: fc.integer({ min: 1, max: 366 }),
    weekday: fc.constant(null),
    day: fc.constant(null),
  }),
  fc.record({
    unit: fc.constant('week' as const),
    length: fc.integer({ min: 1, max: 52 }),
    weekday: fc.integer({ min: 1, max: 7 }),
    day: fc.constant(null),
  }),
)
const onCallRole = fc.constantFrom('primary', 'secondary', 'shadow' as const)
const rotation = fc
  .record({
    name: line,
    layer: fc.integer({ min: 0, max: 99 }),
    role: onCallRole,
    zone,
    rhythm,
    time,
    starts: day,
    ends: fc.option(day),
    turns: fc.array(fc.uniqueArray(person, { minLength: 1, maxLength: 3 }), { maxLength: 4 }),
    startsWithTurn: fc.integer({ min: 1, max: 4 }),
    restrictions: fc.array(restriction, { maxLength: 3 }),
  })
  .map(({ rhythm, time, ...rest }) => ({
    ...rest,
    every: everyText(rhythm),
    handover: handoverText({ time, weekday: rhythm.weekday, day: rhythm.day }),
  }))
const override = fc
  .record({
    person,
    how: fc.oneof(
      fc.record({ replaces: fc.option(person) }),
      fc.record({ beside: onCallRole }),
      fc.record({ takenOff: fc.constant(true) }),
    ),
    from: moment,
    until: moment,
    reason: fc.oneof(fc.constant(''), line),
  })
  .map(({ how, ...rest }) => ({ replaces: null, beside: null, takenOff: false, ...how, ...rest }))
const temporary = fc.record({
  name: line,
  from: moment,
  until: moment,
  shifts: fc.array(fc.record({ person, role: onCallRole, from: moment, until: moment }), { maxLength: 3 }),
})

const calendar = fc.record({
  name: line,
  layer: fc.integer({ min: 0, max: 99 }),
  role: onCallRole,
  people: fc.array(fc.record({ text: line, person }), { maxLength: 2 }),
})

const schedule = fc.record({
  slug,
  name: line,
  team: slug,
  zone,
  rotations: fc.array(rotation, { maxLength: 3 }).map((rotations) => sortedRotations(rotations)),
  overrides: fc.uniqueArray(override, { selector: overrideKey, maxLength: 3 }),
  temporaries: fc.array(temporary, { maxLength: 2 }),
  calendars: fc.array(calendar, { maxLength: 2 }).map((calendars) => sortedCalendars(calendars)),
  handsOver: fc.oneof(fc.constant(false as const), fc.constantFrom({ grace: 15, valve: 60 }, { grace: 5, valve: 5 })),
})

const channel = fc.record({
  slug,
  name: line,
  team: slug,
  channel: fc.constantFrom(...roomCarriers),
  address: line,
  language: fc.constantFrom('en', 'ko' as const),
  zone,
})

const target = fc.oneof(
  fc.record({ schedule: slug, role: fc.constantFrom(...onCallRoles) }, { requiredKeys: ['schedule'] }),
  fc.record({ person }),
  fc.record({ team: slug, part: fc.constantFrom(...teamParts) }),
  fc.record({ channel: slug }),
)
const named = fc.record({ policy: slug }).map((each) => [each])
const minutes = fc.integer({ min: 1, max: 1440 })
const step = fc.record(
  {
    wait: minutes,
    targets: fc.array(target, { minLength: 1, maxLength: 3 }),
    inTurn: fc.constant(true),
    mustAnswer: fc.integer({ min: 2, max: 5 }),
    priorities: fc.subarray(['P1', 'P2', 'P3', 'P4'] as const, { minLength: 1 }).map((each) => [...each]),
    hours: fc.record({
      zone: fc.constantFrom('UTC', 'Asia/Seoul'),
      within: fc.array(restriction, { minLength: 1, maxLength: 3 }),
    }),
  },
  { requiredKeys: ['wait', 'targets'] },
)
const naming = fc.record({ wait: minutes, targets: named })
const policy = fc.record(
  {
    slug,
    name: line,
    team: slug,
    steps: fc
      .array(fc.oneof(step, naming), { minLength: 1, maxLength: 3 })
      .map((steps) => [...steps, { wait: 5, targets: [{ policy: 'p' }] }]),
    repeats: fc.integer({ min: 0, max: 9 }),
    returnAfterMinutes: fc.integer({ min: 5, max: 1440 }),
    mayWaitFrom: fc.constantFrom('P2', 'P3', 'P4'),
  },
  { requiredKeys: ['slug', 'name', 'team', 'steps', 'repeats', 'returnAfterMinutes'] },
)

const source = fc.record({
  slug,
  name: line,
  service: slug,
  dialect: fc.constantFrom('pagerduty', 'generic' as const),
  floodLimit: fc.integer({ min: 0, max: 10_000_000 }),
  mailRules: fc.option(
    fc.record({
      alertBy: fc.constantFrom('mail', 'subject'),
      usualWords: fc.boolean(),
      priorities: fc.array(
        fc.record({
          in: fc.constantFrom('subject', 'body'),
          pattern: fc.constantFrom('^OK: ', 'a: "b"', '(?i)disk # 7', '\\d+'),
          priority: fc.constantFrom('P1', 'P4'),
        }),
        { maxLength: 2 },
      ),
      senders: fc.array(fc.constantFrom('@example.com', 'ops@example.com'), { maxLength: 2 }),
    }),
  ),
  mapping: fc.option(
    fc.record({
      key: fc.constantFrom('$.a', '{{a}}/{{b.c[0]}}', 'fixed: text'),
      labels: fc.dictionary(
        line.filter((key) => key !== '__proto__'),
        fc.constantFrom('$.a', 'yes'),
        { maxKeys: 3 },
      ),
    }),
  ),
  enabled: fc.boolean(),
})

const matcherLine = fc
  .record({
    name: line,
    value: line.filter((text) => text !== ''),
    isRegex: fc.constant(false),
    isEqual: fc.constant(true),
  })
  .map(writeMatcher)
const matcherLines = fc.array(matcherLine, { minLength: 1, maxLength: 3 })
const inhibition = fc.record({
  slug,
  name: line,
  team: slug,
  sourceMatchers: matcherLines,
  targetMatchers: matcherLines,
  equal: fc.array(line, { maxLength: 2 }),
})

const short = (most: number) => line.filter((text) => text.length <= most)
const heartbeat = fc
  .record({
    source: slug,
    slug: fc.constantFrom('backup', '0_dump', '-', '123', 'no'),
    name: line,
    description: fc.oneof(fc.constant(''), lines),
    when: fc.oneof(
      fc.record({ every: fc.integer({ min: 1, max: 527_040 }), cron: fc.constant(null) }),
      fc.record({ every: fc.constant(null), cron: fc.constantFrom('0 3 * * *', '@daily', '*/5 9-17 * * MON-FRI') }),
    ),
    zone,
    grace: fc.integer({ min: 0, max: 527_040 }),
    priority: fc.constantFrom('P1', 'P2', 'P3', 'P4' as const),
    message: fc.oneof(fc.constant(''), line),
    tags: fc.array(short(50), { maxLength: 3 }),
    failWords: fc.array(short(100), { maxLength: 3 }),
    paused: fc.boolean(),
  })
  .map(({ when, ...rest }) => ({ ...rest, ...when }))

const labelText = fc.oneof(
  line,
  fc.string({ minLength: 1, maxLength: 8 }).filter((text) => !text.includes('\0')),
)
const matcher = fc.record({
  name: labelText,
  value: fc.oneof(line, lines).filter((text) => text.length < 500),
  isRegex: fc.constant(false),
  isEqual: fc.boolean(),
})
const pattern = fc.record({
  name: labelText,
  value: fc.constantFrom('db-\\d+', 'a|b', '.+', ''),
  isRegex: fc.constant(true),
  isEqual: fc.boolean(),
})
const route = fc
  .record({
    name: line,
    when: fc.array(fc.oneof(matcher, pattern), { minLength: 1, maxLength: 3 }).map(writeMatchers),
    service: fc.option(slug),
    policy: fc.option(slug),
    atLeast: fc.option(fc.constantFrom('P2' as const, 'P3' as const)),
    atMost: fc.option(fc.constantFrom('P1' as const, 'P2' as const)),
    group: fc.option(
      fc.record({ by: fc.array(labelText, { maxLength: 3 }), minutes: fc.integer({ min: 0, max: 1440 }) }),
    ),
    enabled: fc.boolean(),
  })
  .map(({ group, ...rest }) => ({ ...rest, groupBy: group && group.by, groupMinutes: group?.minutes ?? 0 }))
const routes = fc.record({ team: slug, inOrder: fc.array(route, { minLength: 1, maxLength: 3 }) })

const incidentRule = fc
  .record({
    name: line,
    when: fc.option(fc.array(fc.oneof(matcher, pattern), { minLength: 1, maxLength: 3 }).map(writeMatchers)),
    service: fc.option(slug),
    source: fc.option(slug),
    atLeast: fc.option(fc.constantFrom('P1' as const, 'P2' as const)),
    afterAlerts: fc.integer({ min: 1, max: 1000 }),
    withinMinutes: fc.integer({ min: 1, max: 1440 }),
    unacknowledgedMinutes: fc.integer({ min: 0, max: 1440 }),
    does: fc.constantFrom('declare' as const, 'join' as const),
    groupBy: fc.array(labelText, { maxLength: 3 }),
    title: fc.constantFrom('{summary}', '{service}: {labels.pod} ({count})', 'It burns'),
    priority: fc.option(fc.constantFrom('P1' as const, 'P3' as const)),
    private: fc.boolean(),
    call: fc.oneof(
      fc.record({ calls: fc.constantFrom('nobody' as const, 'on_call' as const), policy: fc.constant(null) }),
      fc.record({ calls: fc.constant('policy' as const), policy: slug }),
    ),
    mostPerHour: fc.integer({ min: 1, max: 100 }),
    enabled: fc.boolean(),
  })
  .map(({ call, ...rest }) => ({ ...rest, ...call }))
const incidentRules = fc.record({ team: slug, inOrder: fc.array(incidentRule, { minLength: 1, maxLength: 3 }) })

const around = {
  service: fc.option(slug),
  tags: fc.uniqueArray(fc.constantFrom('errors', 'first look', '결제'), { maxLength: 3 }),
  owner: fc.option(person),
}
const kit = fc
  .record({
    team: slug,
    bookmarks: fc.array(
      fc.record({
        name: line,
        url: fc.constantFrom('https://a.example.com', 'http://b.example.com/x?y=z:#-'),
        kind: fc.constantFrom(...linkKinds),
        note: lines.map((text) => text.trim()),
        ...around,
      }),
      { minLength: 1, maxLength: 4 },
    ),
    runbooks: fc.array(fc.record({ title: line, text: lines, ...around }), { maxLength: 3 }),
  })
  .map(({ team, bookmarks, runbooks }) => ({
    team,
    bookmarks: sortedKit(bookmarks),
    runbooks: sortedKit(runbooks),
  }))

function configuration(): fc.Arbitrary<WholeConfiguration> {
  const team = fc.record({
    slug,
    name: line,
    members: fc
      .uniqueArray(fc.record({ email: person, role }), { selector: ({ email }) => email, maxLength: 3 })
      .map((members) => sortedBy(members, ({ email }) => email)),
  })
  const span = fc.integer({ min: 0, max: 1440 })
  const how = lines.map((text) => text.trim())
  const evidence = fc.oneof(
    fc.record({ name: line, how, kind: fc.constant('upload' as const), address: fc.constant('') }),
    fc.record({
      name: line,
      how,
      kind: fc.constant('link' as const),
      address: fc.constant('https://graph.example/{since}'),
    }),
  )
  const service = fc.record({
    slug,
    name: line,
    description: lines,
    team: slug,
    policy: slug,
    grouping: fc.constantFrom(...groupings),
    groupBy: fc.array(labelText, { maxLength: 3 }),
    groupMinutes: span,
    watchMinutes: span,
    floodLimit: fc.integer({ min: 0, max: 1_000_000 }),
    evidence: fc.uniqueArray(evidence, { maxLength: 3, selector: (each) => each.name }),
    dependsOn: fc.uniqueArray(slug, { maxLength: 3 }).map((slugs) => slugs.toSorted(compare)),
    tier: fc.constantFrom(null, ...tiers),
    links: fc.array(
      fc.record({
        name: line,
        url: fc.constantFrom('https://a.example.com', 'http://b.example.com:8080/x?y=z: {1}#- #2'.replace(/ /g, '%20')),
        kind: fc.constantFrom(...linkKinds),
      }),
      { maxLength: 3 },
    ),
    experts: fc.array(fc.oneof(fc.record({ person }), fc.record({ skill })), { maxLength: 3 }),
  })
  return fc.record({
    teams: by(team, ({ slug }) => slug),
    people: by(people, ({ email }) => email),
    schedules: by(schedule, ({ slug }) => slug),
    channels: by(channel, ({ slug }) => slug),
    policies: by(policy, ({ slug }) => slug),
    services: by(service, ({ slug }) => slug),
    sources: by(source, ({ slug }) => slug),
    inhibitions: by(inhibition, ({ slug }) => slug),
    heartbeats: by(heartbeat, heartbeatKey),
    routes: by(routes, ({ team }) => team),
    incidentRules: by(incidentRules, ({ team }) => team),
    kit: by(kit, ({ team }) => team),
  })
}

function by<T>(thing: fc.Arbitrary<T>, key: (thing: T) => string): fc.Arbitrary<ReadonlyMap<string, T>> {
  return fc
    .uniqueArray(thing, { selector: key, maxLength: 3 })
    .map((things) => new Map(things.map((each) => [key(each), each])))
}
