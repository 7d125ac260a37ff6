import { expect, it } from 'vitest'
import {
  between,
  echoAt,
  echoLines,
  healthOf,
  namedLike,
  readingOf,
  shortened,
  shownFor,
  worstFirst,
  type ServiceMap,
} from './reading.ts'

const place = (id: string, dependsOn: string[], more: Partial<ServiceMap['services'][number]> = {}) => ({
  id,
  slug: id,
  name: id.toUpperCase(),
  teamId: 't',
  dependsOn,
  openAlerts: 0,
  worst: null,
  ...more,
})

const map: ServiceMap = {
  services: [
    place('app', ['shop'], { teamId: 'other' }),
    place('db', [], { openAlerts: 2, worst: 'P2' }),
    place('mail', [], { openAlerts: 1, name: 'Shop mail' }),
    place('pay', ['db']),
    place('shop', ['pay'], { openAlerts: 1, worst: 'P1' }),
  ],
  alerts: [
    {
      id: 2,
      serviceId: 'shop',
      summary: 'Fails',
      priority: 'P1',
      state: 'triggered',
      firstAt: '2026-03-02T09:14:00.000Z',
      isMuted: false,
    },
    {
      id: 1,
      serviceId: 'db',
      summary: 'Slow',
      priority: 'P2',
      state: 'triggered',
      firstAt: '2026-03-02T09:11:00.000Z',
      isMuted: false,
    },
  ],
  hurt: [
    { serviceId: 'app', of: 'shop', distance: 1, path: ['app', 'shop'] },
    { serviceId: 'pay', of: 'db', distance: 1, path: ['pay', 'db'] },
    { serviceId: 'shop', of: 'db', distance: 2, path: ['shop', 'pay', 'db'] },
  ],
  echoes: [
    { alertId: 2, serviceId: 'shop', ofAlertId: 1, ofServiceId: 'db', path: ['shop', 'pay', 'db'], afterSeconds: 180 },
  ],
  causes: [{ alertId: 1, serviceId: 'db', echoes: 1, services: 1 }],
  incidents: [{ id: 7, title: 'Nobody can pay', priority: 'P1', state: 'triage', serviceIds: ['shop'] }],
  echoMinutes: 15,
}
const reading = readingOf(map)

it('says how each service does, the worst first', () => {
  expect(worstFirst(reading, map.services).map((each) => [each.id, healthOf(reading, each)])).toEqual([
    ['shop', 'hurt'],
    ['db', 'hurt'],
    ['app', 'downstream'],
    ['pay', 'downstream'],
    ['mail', 'muted'],
  ])
  expect(echoAt(reading, 'shop')?.ofServiceId).toBe('db')
  expect(echoAt(reading, 'db')).toBeUndefined()
  expect(between(reading, ['shop', 'pay', 'db'])).toBe('PAY')
  expect(reading.incidentsOf('shop').map(({ id }) => id)).toEqual([7])
  expect(reading.incidentsOf('db')).toEqual([])
})

it('draws the services of a team with what is next to them', () => {
  expect(shownFor(reading, map.services, ({ teamId }) => teamId === 'other').map(({ id }) => id)).toEqual([
    'app',
    'shop',
  ])
})

it('finds by name, what begins so first, and shortens what is long', () => {
  expect(namedLike(map.services, ' sho ').map(({ id }) => id)).toEqual(['shop', 'mail'])
  expect(namedLike(map.services, ' ')).toEqual([])
  expect(shortened('Checkout')).toBe('Checkout')
  expect(shortened('A very long name of a service')).toBe('A very long name…')
  expect(shortened('모바일 앱 결제 게이트웨이')).toBe('모바일 앱 결제 게이…')
})

it('draws the lines of all echoes while they can be followed, then those of one', () => {
  expect(echoLines(reading, null)).toEqual([['shop', 'db']])
  const many = Array.from({ length: 41 }, (_, at) => ({
    ofAlertId: 1,
    path: [],
    afterSeconds: 60,
    alertId: 100 + at,
    serviceId: `s${at}`,
    ofServiceId: at < 3 ? 'db' : 'pay',
  }))
  const web = readingOf({ ...map, echoes: many })
  expect(echoLines(web, null).map(([from]) => from)).toEqual(['s0', 's1', 's2'])
  expect(echoLines(web, 's7')).toEqual([['s7', 'pay']])
})
