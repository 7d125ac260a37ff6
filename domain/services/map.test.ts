import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { graphOf, reachedFrom, standsOn, type Dependent } from './graph.ts'
import { echoMinutes, echoSteps, isLikelyCause, readMap, type OpenAlert } from './map.ts'

const begin = Temporal.Instant.from('2026-11-20T03:00:00Z')

/** `shop > pay > db`: the first stands on the second. */
function chain(...lines: readonly string[]): readonly Dependent[] {
  const needs = new Map<string, string[]>()
  for (const line of lines) {
    const names = line.split(' > ')
    for (const [at, name] of names.entries()) {
      const next = names[at + 1]
      needs.set(name, [...(needs.get(name) ?? []), ...(next === undefined ? [] : [next])])
    }
  }
  return [...needs].map(([id, dependsOn]) => ({ id, dependsOn }))
}

/** `db 1 +0`: a P1 on db at the beginning; `~` before it: muted. */
function open(...lines: readonly string[]): readonly OpenAlert[] {
  return lines.map((line, at) => {
    const [name = '', priority, minutes] = line.replace('~', '').split(' ')
    return {
      id: at + 1,
      serviceId: name,
      priority: Number(priority),
      at: begin.add({ seconds: Math.round(Number(minutes) * 60) }),
      isMuted: line.startsWith('~'),
    }
  })
}

const hurt = (services: readonly Dependent[], alerts: readonly OpenAlert[]) =>
  readMap(services, alerts).hurt.map(({ path, distance }) => `${distance}: ${path.join(' > ')}`)
const echoes = (services: readonly Dependent[], alerts: readonly OpenAlert[]) =>
  readMap(services, alerts).echoes.map(
    ({ alertId, ofAlertId, path, afterSeconds }) =>
      `${alertId} of ${ofAlertId} after ${afterSeconds} s: ${path.join(' > ')}`,
  )

describe('what is hurt downstream', () => {
  it.each<{ says: string; services: readonly Dependent[]; alerts: readonly OpenAlert[]; hurt: readonly string[] }>([
    { says: 'nothing is open', services: chain('shop > db'), alerts: [], hurt: [] },
    {
      says: 'over several steps, by the shortest way',
      services: chain('shop > cart > pay > db', 'shop > pay'),
      alerts: open('db 1 0'),
      hurt: ['2: shop > pay > db', '2: cart > pay > db', '1: pay > db'],
    },
    {
      says: 'the nearest counts, of equally near ones the worst',
      services: chain('shop > mail', 'shop > db', 'shop > cart > cache'),
      alerts: open('cache 1 0', 'mail 3 0', 'db 2 0'),
      hurt: ['1: shop > db', '1: cart > cache'],
    },
    {
      says: 'also what has alerts of its own',
      services: chain('shop > db'),
      alerts: open('shop 3 0', 'db 1 0'),
      hurt: ['1: shop > db'],
    },
    { says: 'what is muted hurts nobody', services: chain('shop > db'), alerts: open('~db 1 0'), hurt: [] },
    {
      says: 'in a circle each is hurt, and nobody by itself',
      services: chain('a > b > c > a'),
      alerts: open('a 1 0'),
      hurt: ['2: b > c > a', '1: c > a'],
    },
    { says: 'nobody stands on itself', services: chain('a > a'), alerts: open('a 1 0'), hurt: [] },
    {
      says: 'what is not there is stood on by nobody',
      services: [{ id: 'shop', dependsOn: ['gone'] }],
      alerts: open('gone 1 0'),
      hurt: [],
    },
  ])('$says', ({ services, alerts, hurt: expected }) => {
    expect(hurt(services, alerts)).toEqual(expected)
  })
})

describe('echoes', () => {
  it.each<{ says: string; services: readonly Dependent[]; alerts: readonly OpenAlert[]; echoes: readonly string[] }>([
    {
      says: 'after an alert of what it depends on',
      services: chain('shop > db'),
      alerts: open('db 1 0', 'shop 2 3'),
      echoes: ['2 of 1 after 180 s: shop > db'],
    },
    { says: 'not before it', services: chain('shop > db'), alerts: open('shop 2 0', 'db 1 3'), echoes: [] },
    {
      says: 'in time, to the second',
      services: chain('shop > db'),
      alerts: open('db 1 0', `shop 2 ${echoMinutes}`),
      echoes: [`2 of 1 after ${echoMinutes * 60} s: shop > db`],
    },
    {
      says: 'not a second later',
      services: chain('shop > db'),
      alerts: open('db 1 0', `shop 2 ${echoMinutes + 1 / 60}`),
      echoes: [],
    },
    {
      says: 'over several steps in between that are silent',
      services: chain('shop > cart > db'),
      alerts: open('db 1 0', 'shop 2 1'),
      echoes: ['2 of 1 after 60 s: shop > cart > db'],
    },
    {
      says: 'an echo of an echo is one of where it began, also when that is longer ago',
      services: chain('shop > pay > db'),
      alerts: open('db 1 0', 'pay 2 10', 'shop 2 20'),
      echoes: ['2 of 1 after 600 s: pay > db', '3 of 1 after 1200 s: shop > pay > db'],
    },
    {
      says: 'the nearest is the cause, of equally near ones the worst, of those the first',
      services: chain('shop > cache > db', 'shop > mail'),
      alerts: open('db 1 0', 'mail 3 1', 'cache 3 2', 'mail 2 3', 'cache 2 3.5', 'shop 2 4'),
      echoes: ['3 of 1 after 120 s: cache > db', '5 of 1 after 210 s: cache > db', '6 of 4 after 60 s: shop > mail'],
    },
    {
      says: 'what is muted on purpose may be the cause',
      services: chain('shop > db'),
      alerts: open('~db 3 0', 'shop 2 1'),
      echoes: ['2 of 1 after 60 s: shop > db'],
    },
    {
      says: 'two at the same moment: the one that was told first',
      services: chain('a > b > a'),
      alerts: open('a 2 0', 'b 2 0'),
      echoes: ['2 of 1 after 0 s: b > a'],
    },
    {
      says: 'in a circle the trouble of one service is no echo of itself',
      services: chain('a > b > a'),
      alerts: open('a 2 0', 'b 2 1', 'a 3 2'),
      echoes: ['2 of 1 after 60 s: b > a'],
    },
    { says: 'a service does not echo itself', services: chain('a > a'), alerts: open('a 1 0', 'a 2 1'), echoes: [] },
    {
      says: 'too many steps away',
      services: chain('s0 > s1 > s2 > s3 > s4 > s5'),
      alerts: open('s5 1 0', 's0 1 1', 's1 1 2'),
      echoes: ['3 of 1 after 120 s: s1 > s2 > s3 > s4 > s5'],
    },
  ])('$says', ({ services, alerts, echoes: expected }) => {
    expect(echoes(services, alerts)).toEqual(expected)
  })

  it('counts what each cause explains, the one that explains most first', () => {
    const services = chain('shop > db', 'pay > db', 'push > queue')
    const alerts = open('queue 1 0', 'db 2 0', 'shop 2 1', 'pay 2 1', 'pay 3 2', 'push 1 2')
    expect(readMap(services, alerts).causes).toEqual([
      { alertId: 2, serviceId: 'db', echoes: 3, services: 2 },
      { alertId: 1, serviceId: 'queue', echoes: 1, services: 1 },
    ])
  })
})

const anything = fc
  .record({
    size: fc.integer({ min: 1, max: 12 }),
    arrows: fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 40 }),
    alerts: fc.array(
      fc.record({
        on: fc.nat(12),
        priority: fc.integer({ min: 1, max: 4 }),
        second: fc.nat(3600),
        isMuted: fc.boolean(),
      }),
      { maxLength: 30 },
    ),
  })
  .map(({ size, arrows, alerts }) => ({
    services: Array.from({ length: size }, (_, at) => ({
      id: `s${at}`,
      dependsOn: arrows.flatMap(([from, to]) => (from === at ? [`s${to}`] : [])),
    })),
    alerts: alerts.map(({ on, priority, second, isMuted }, at) => ({
      id: at + 1,
      serviceId: `s${on}`,
      priority,
      isMuted,
      at: begin.add({ seconds: second }),
    })),
  }))

it('holds of every map, with circles and what is not there', () => {
  fc.assert(
    fc.property(anything, ({ services, alerts }) => {
      const graph = graphOf(services)
      const reading = readMap(services, alerts)
      const roots = new Set(reading.echoes.map(({ ofAlertId }) => ofAlertId))
      for (const { serviceId, of, path, distance } of reading.hurt) {
        expect(path.length).toBe(distance + 1)
        expect([path[0], path.at(-1)]).toEqual([serviceId, of])
        expect(alerts.some((alert) => alert.serviceId === of && !alert.isMuted)).toBe(true)
      }
      for (const { alertId, serviceId, ofAlertId, ofServiceId, path, afterSeconds } of reading.echoes) {
        expect(afterSeconds).toBeGreaterThanOrEqual(0)
        expect(serviceId).not.toBe(ofServiceId)
        // What others echo echoes nothing, and what echoes is echoed by nobody.
        expect(reading.echoes.some((other) => other.alertId === ofAlertId)).toBe(false)
        expect(roots.has(alertId)).toBe(false)
        expect([path[0], path.at(-1)]).toEqual([serviceId, ofServiceId])
      }
      for (const { path } of [...reading.hurt, ...reading.echoes]) {
        for (const [at, id] of path.slice(0, -1).entries())
          expect(graph.needs.get(id)).toContain(path[at + 1] ?? 'nothing')
      }
    }),
    { numRuns: 500 },
  )
})

it('reads two hundred services, two thousand arrows and a thousand alerts at once', () => {
  const services = Array.from({ length: 200 }, (_, at) => ({
    id: `s${at}`,
    dependsOn: Array.from({ length: 10 }, (__, step) => `s${(at * 7 + step * 13 + 1) % 200}`),
  }))
  const alerts = Array.from({ length: 1000 }, (_, at) => ({
    id: at + 1,
    serviceId: `s${(at * 31) % 200}`,
    priority: 1 + (at % 4),
    at: begin.add({ seconds: at }),
    isMuted: false,
  }))
  const from = performance.now()
  const reading = readMap(services, alerts)
  expect(performance.now() - from).toBeLessThan(2000)
  expect(reading.hurt.length).toBe(200)
  expect(reading.echoes.length).toBeGreaterThan(500)
})

it('goes no further than asked, and knows what stands below', () => {
  const graph = graphOf(chain('a > b > c > d', 'c > a'))
  expect(reachedFrom(graph.needs, 'a', 2).map(({ id }) => id)).toEqual(['b', 'c'])
  expect([...standsOn(graph, 'c')].toSorted()).toEqual(['a', 'b', 'c', 'd'])
  expect(echoSteps).toBe(4)
})

it.each([
  { alert: 'db 1 -30', echoed: false, isLikely: true },
  { alert: 'db 2 0', echoed: false, isLikely: true },
  { alert: 'db 1 1', echoed: false, isLikely: false },
  { alert: 'db 1 1', echoed: true, isLikely: true },
  { alert: 'db 3 -30', echoed: false, isLikely: false },
  { alert: 'db 4 -30', echoed: true, isLikely: true },
  { alert: '~db 1 -30', echoed: false, isLikely: false },
])('of trouble that began at 0, $alert is perhaps the cause: $isLikely', ({ alert, echoed, isLikely }) => {
  const [made] = open(alert)
  expect(made && isLikelyCause(made, { began: begin, echoed })).toBe(isLikely)
})
