import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  compileRules,
  decideMuting,
  mayBeMuted,
  mutesAnything,
  whyMuted,
  type Candidate,
  type Cause,
  type MutingRules,
  type StoredInhibition,
  type StoredSilence,
} from './muting.ts'
import type { Matcher } from './matchers.ts'

const now = Temporal.Instant.from('2026-03-02T09:00:00Z')
const after = (minutes: number) => now.add({ minutes })
const is = (name: string, value: string): Matcher => ({ name, value, isRegex: false, isEqual: true })
const like = (name: string, value: string): Matcher => ({ name, value, isRegex: true, isEqual: true })

const host: Candidate = {
  id: 2,
  teamId: 'ours',
  serviceId: 'checkout',
  labels: { alertname: 'HostDown', site: 'east' },
  service: 'checkout',
  source: 'prometheus',
  summary: 'Host 1 is down',
  priority: 'P2',
  key: 'host-1',
  inhibitedAt: null,
}
const silence: StoredSilence = {
  id: 'silence',
  kind: 'silence',
  teamId: null,
  matchers: [is('alertname', 'HostDown')],
  serviceIds: [],
  reason: 'Moving racks',
  startsAt: now,
  endsAt: after(60),
}
const inhibition: StoredInhibition = {
  id: 'inhibition',
  name: 'Switch down',
  teamId: 'ours',
  sourceMatchers: [is('alertname', 'SwitchDown')],
  targetMatchers: [is('alertname', 'HostDown')],
  equal: ['site'],
}
const cause: Cause = { ...host, id: 1, labels: { alertname: 'SwitchDown', site: 'east' } }

const why = (
  { silences = [], inhibitions = [] }: { silences?: StoredSilence[]; inhibitions?: StoredInhibition[] },
  { alert = host, causes = [cause], at = now }: { alert?: Candidate; causes?: Cause[]; at?: Temporal.Instant } = {},
) => whyMuted(alert, compileRules(silences, inhibitions, 1), new Map(inhibitions.map(({ id }) => [id, causes])), at)

describe('silences', () => {
  test('one that matches mutes until its end, and says why', () =>
    expect(why({ silences: [silence] })).toEqual({
      because: { kind: 'silence', id: 'silence', title: 'Moving racks', causeId: null },
      until: after(60),
      askAt: after(60),
    }))

  test.each<[string, Partial<StoredSilence>, boolean]>([
    ['of this team', { teamId: 'ours' }, true],
    ['of another team', { teamId: 'theirs' }, false],
    ['that does not match', { matchers: [is('alertname', 'DiskFull')] }, false],
    ['that begins later', { startsAt: after(1) }, false],
    ['that ends now', { endsAt: now }, false],
    ['of its service', { kind: 'maintenance', matchers: [], serviceIds: ['checkout'] }, true],
    ['of another service', { kind: 'maintenance', matchers: [], serviceIds: ['payments'] }, false],
  ])('one %s', (_, of, mutes) => expect(why({ silences: [{ ...silence, ...of }] }) !== null).toBe(mutes))

  test('of several the one that ends last counts', () => {
    const others = [{ ...silence, id: 'sooner', endsAt: after(30) }, silence, { ...silence, id: 'as late' }]
    expect(why({ silences: others })?.because.id).toBe('silence')
  })

  test('an alert without a service is in no maintenance', () =>
    expect(
      why(
        { silences: [{ ...silence, kind: 'maintenance', matchers: [], serviceIds: ['checkout'] }] },
        { alert: { ...host, serviceId: null, service: null } },
      ),
    ).toBeNull())
})

describe('inhibition', () => {
  test('an open cause mutes its echo, asked again in a minute, for 4 hours at most', () =>
    expect(why({ inhibitions: [inhibition] })).toEqual({
      because: { kind: 'inhibition', id: 'inhibition', title: 'Switch down', causeId: 1 },
      until: after(240),
      askAt: after(1),
    }))

  test.each<[string, Parameters<typeof why>[1], boolean]>([
    ['without a cause', { causes: [] }, false],
    ['whose cause is itself', { causes: [{ ...cause, id: host.id }] }, false],
    ['whose cause is elsewhere', { causes: [{ ...cause, labels: { ...cause.labels, site: 'west' } }] }, false],
    ['whose cause says no site', { causes: [{ ...cause, labels: { alertname: 'SwitchDown' } }] }, false],
    ['of another team', { alert: { ...host, teamId: 'theirs' } }, false],
    ['that is no echo', { alert: { ...host, labels: { alertname: 'DiskFull', site: 'east' } } }, false],
    ['inhibited a while ago', { alert: { ...host, inhibitedAt: after(-239) } }, true],
    ['inhibited 4 hours ago', { alert: { ...host, inhibitedAt: after(-240) } }, false],
  ])('an alert %s', (_, of, mutes) => expect(why({ inhibitions: [inhibition] }, of) !== null).toBe(mutes))

  test('it is asked for the last time when its 4 hours are over', () =>
    expect(
      why({ inhibitions: [inhibition] }, { alert: { ...host, inhibitedAt: after(-240).add({ seconds: 20 }) } })?.askAt,
    ).toEqual(now.add({ seconds: 20 })))

  test('labels that both lack are equal', () =>
    expect(why({ inhibitions: [{ ...inhibition, equal: ['rack'] }] })).not.toBeNull())

  test('of two that could each be cause and echo neither is', () => {
    const both = { ...inhibition, sourceMatchers: inhibition.targetMatchers }
    const twin: Cause = { ...host, id: 1 }
    expect(why({ inhibitions: [both] }, { causes: [twin] })).toBeNull()
  })

  test('a silence comes before it', () =>
    expect(why({ silences: [silence], inhibitions: [inhibition] })?.because.kind).toBe('silence'))
})

describe('many at once', () => {
  test('whoever is muted as an echo is no cause for the next: of a ring one stays', () => {
    const ring = ['a', 'b', 'c']
    const rules = compileRules(
      [],
      ring.map((name, i) => ({
        ...inhibition,
        id: name,
        sourceMatchers: [is('alertname', name)],
        targetMatchers: [is('alertname', ring[(i + 1) % ring.length] ?? '')],
        equal: [],
      })),
      1,
    )
    const alerts = ring.map((alertname, i) => ({ ...host, id: i + 1, labels: { alertname } }))
    const causes = new Map(ring.map((name, i) => [name, alerts.slice(i, i + 1)]))
    expect(decideMuting(alerts, rules, causes, now).size).toBeLessThan(ring.length)
    expect(decideMuting(alerts, rules, causes, now).size).toBeGreaterThan(0)
  })

  test('a cause of every inhibited alert is open and is no echo itself; nobody is muted for ever', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd')
    const rule = fc.record({ source: name, target: name, site: fc.boolean() })
    const some = fc.record({
      alertname: name,
      site: fc.constantFrom('east', 'west'),
      priority: fc.constantFrom('P1', 'P3'),
    })
    fc.assert(
      fc.property(
        fc.array(rule, { maxLength: 6 }),
        fc.array(some, { minLength: 1, maxLength: 8 }),
        (drawn, labelled) => {
          const rules = compileRules(
            [],
            drawn.map(({ source, target, site }, i) => ({
              ...inhibition,
              id: String(i),
              sourceMatchers: [is('alertname', source)],
              targetMatchers: [is('alertname', target)],
              equal: site ? ['site'] : [],
            })),
            1,
          )
          const alerts = labelled.map(({ priority, ...labels }, i): Candidate => {
            return { ...host, id: i + 1, labels, priority: priority === 'P1' ? 'P1' : 'P3' }
          })
          const causes = new Map(rules.inhibitions.map(({ id, isCause }) => [id, alerts.filter(isCause)]))
          const muted = decideMuting(alerts, rules, causes, now)
          for (const [id, { because, until, askAt }] of muted) {
            expect(because.causeId).not.toBe(id)
            expect(muted.has(because.causeId ?? 0)).toBe(false)
            expect(Temporal.Instant.compare(now, askAt)).toBeLessThan(0)
            expect(Temporal.Instant.compare(askAt, until)).toBeLessThanOrEqual(0)
          }
          // Something stays of every flood.
          expect(muted.size).toBeLessThan(alerts.length)
        },
      ),
    )
  })

  test('who may be muted is never told that it may not', () => {
    const matcher = fc.constantFrom(
      is('alertname', 'HostDown'),
      is('site', 'west'),
      like('site', '.+'),
      is('baton_priority', 'P2'),
    )
    fc.assert(
      fc.property(fc.array(matcher, { minLength: 1, maxLength: 2 }), fc.boolean(), (matchers, isSilence) => {
        const rules: MutingRules = isSilence
          ? compileRules([{ ...silence, matchers }], [], 1)
          : compileRules([], [{ ...inhibition, targetMatchers: matchers }], 1)
        const muted = whyMuted(host, rules, new Map([['inhibition', [cause]]]), now)
        if (muted) expect(mayBeMuted(host, rules)).toBe(true)
        if (muted) expect(mutesAnything(rules, now)).toBe(true)
      }),
    )
  })
})

test('what is to come or over mutes nothing', () => {
  expect(mutesAnything(compileRules([], [], 1), now)).toBe(false)
  expect(mutesAnything(compileRules([{ ...silence, startsAt: after(1) }], [], 1), now)).toBe(false)
  expect(mutesAnything(compileRules([silence], [], 1), after(60))).toBe(false)
})
