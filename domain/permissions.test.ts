import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  can,
  canFor,
  permissions,
  rank,
  roleOf,
  roles,
  sightOf,
  type Actor,
  type PermissionName,
  type Role,
  type Sight,
} from './permissions.ts'

/** The matrix as a person would write it: what each role may do that the one before it may not. */
const gains: Readonly<Record<Role, readonly PermissionName[]>> = {
  viewer: [
    'self',
    'people.read',
    'services.read',
    'kit.read',
    'schedules.read',
    'policies.read',
    'alerts.read',
    'incidents.read',
    'log.read',
    'operations.read',
  ],
  responder: [
    'schedules.override',
    'alerts.respond',
    'incidents.respond',
    'silences.manage',
    'pages.raise',
    'log.write',
    'kit.write',
    'sources.read',
  ],
  manager: [
    'incidents.manage',
    'inhibitions.manage',
    'teams.manage',
    'services.manage',
    'schedules.manage',
    'absences.manage',
    'policies.manage',
    'sources.manage',
    'outbox.read',
    'configuration.read',
  ],
  admin: ['people.manage', 'teams.create', 'configuration.apply'],
}

const names = Object.keys(permissions) as PermissionName[]
const matrix = roles.flatMap((role) => names.map((name) => [role, name] as const))

function may(role: Role, name: PermissionName): boolean {
  return name === 'open' || roles.slice(0, rank(role) + 1).some((lower) => gains[lower].includes(name))
}

function person(words: { readonly role?: Role; readonly inPayments?: Role; readonly atMost?: Role } = {}): Actor {
  const { role = 'viewer', inPayments, atMost } = words
  const teams = inPayments ? { payments: inPayments } : {}
  return { kind: 'person', id: 'ana', name: 'Ana', role, teams, ...(atMost ? { atMost } : {}) }
}

test.each(matrix)('%s: %s', (role, name) => {
  const verdict = may(role, name)
    ? { allowed: true }
    : { allowed: false, because: 'not_allowed', needs: permissions[name] }
  expect(can(person({ role }), name)).toEqual(verdict)
  expect(can({ kind: 'automation', name: 'ci', role }, name)).toEqual(verdict)
})

test('every permission is in the matrix once', () => {
  expect(['open', ...Object.values(gains).flat()].toSorted()).toEqual(names.toSorted())
})

describe('a role in a team', () => {
  test.each<[string, Actor, string | null | undefined, Role]>([
    ['adds inside the team', person({ inPayments: 'manager' }), 'payments', 'manager'],
    ['does nothing in another', person({ inPayments: 'manager' }), 'search', 'viewer'],
    ['does nothing where no team is asked about', person({ inPayments: 'manager' }), null, 'viewer'],
    ['does nothing elsewhere', person({ inPayments: 'manager' }), undefined, 'viewer'],
    ['never takes away', person({ role: 'manager', inPayments: 'viewer' }), 'payments', 'manager'],
    ['a token holds less than its owner', person({ role: 'admin', atMost: 'responder' }), null, 'responder'],
    ['a token holds less in a team too', person({ inPayments: 'admin', atMost: 'viewer' }), 'payments', 'viewer'],
    ['a token never holds more', person({ role: 'viewer', atMost: 'admin' }), null, 'viewer'],
    ['names of objects are not teams', person({ role: 'viewer' }), 'hasOwnProperty', 'viewer'],
    ['names of prototypes are not teams', person({ role: 'viewer' }), '__proto__', 'viewer'],
    ['a constructor is no team', person({ role: 'viewer' }), 'constructor', 'viewer'],
  ])('%s', (_, actor, teamId, expected) => {
    expect(roleOf(actor, teamId)).toBe(expected)
  })
})

test.each<[string, Actor]>([
  ['nobody', { kind: 'nobody' }],
  ['a source', { kind: 'source', id: 's1', name: 'Monitor' }],
])('%s is signed out everywhere but at open doors', (_, actor) => {
  for (const name of names) {
    const verdict = name === 'open' ? { allowed: true } : { allowed: false, because: 'signed_out' }
    expect(can(actor, name, 'payments')).toEqual(verdict)
  }
})

test('the engine may do everything', () => {
  for (const name of names) expect(can({ kind: 'engine', node: 'n1' }, name)).toEqual({ allowed: true })
})

test('more of a role never allows less, and a cap never allows more', () => {
  const anyRole = fc.constantFrom(...roles)
  fc.assert(
    fc.property(anyRole, anyRole, anyRole, fc.constantFrom(...names), (role, inPayments, atMost, name) => {
      const uncapped = can(person({ role, inPayments }), name, 'payments').allowed
      const capped = can(person({ role, inPayments, atMost }), name, 'payments').allowed
      expect(uncapped).toBe(may(role, name) || may(inPayments, name))
      expect(capped).toBe(uncapped && may(atMost, name))
    }),
  )
})

describe("what is somebody's own", () => {
  const ben = (atMost: Role = 'admin'): Actor => {
    return { kind: 'person', id: 'ben', name: 'Ben', role: 'viewer', teams: {}, atMost }
  }
  const bens = { personId: 'ben', teamIds: ['payments', 'search'] }
  test.each<[string, Actor, boolean]>([
    ['is theirs to change, as a viewer too', ben(), true],
    ['by a token that may do little too', ben('viewer'), true],
    ['of a manager of one of their teams', person({ inPayments: 'manager' }), true],
    ['not of a responder of one of their teams', person({ inPayments: 'responder' }), false],
    ['not of a manager whose token may not', person({ inPayments: 'manager', atMost: 'responder' }), false],
    ['of an admin', person({ role: 'admin' }), true],
    ['of automation with the role', { kind: 'automation', name: 'hr', role: 'manager' }, true],
    ['not of automation without', { kind: 'automation', name: 'hr', role: 'responder' }, false],
    ['of nobody else', { kind: 'nobody' }, false],
    ['not of a source', { kind: 'source', id: 'ben', name: 'ben' }, false],
  ])('%s', (_, actor, allowed) => {
    expect(canFor(actor, 'absences.manage', bens).allowed).toBe(allowed)
  })

  test('a manager of a team they are not in is nobody to them', () => {
    const elsewhere = { personId: 'ben', teamIds: ['search'] }
    expect(canFor(person({ inPayments: 'manager' }), 'absences.manage', elsewhere)).toEqual({
      allowed: false,
      because: 'not_allowed',
      needs: 'manager',
    })
  })
})

describe('what is private is seen', () => {
  const own: Sight = { all: false, teamIds: [], personId: 'ana' }
  const nothing: Sight = { all: false, teamIds: [], personId: null }
  const automation = (role: Role): Actor => ({ kind: 'automation', name: 'ci', role })
  test.each<[string, Actor, Sight]>([
    ['by an admin', person({ role: 'admin' }), { all: true }],
    ['by a manager of everything', person({ role: 'manager' }), { all: true }],
    ['in their team by its manager', person({ inPayments: 'manager' }), { ...own, teamIds: ['payments'] }],
    ['in their team by its admin', person({ inPayments: 'admin' }), { ...own, teamIds: ['payments'] }],
    ['by a responder where they take part', person({ role: 'responder' }), own],
    ['by a responder of a team where they take part', person({ inPayments: 'responder' }), own],
    ['by a viewer where they take part', person(), own],
    [
      'through a token of an admin that may only read, where they take part',
      person({ role: 'admin', atMost: 'viewer' }),
      own,
    ],
    [
      'through a token of a manager of a team that may only respond',
      person({ inPayments: 'manager', atMost: 'responder' }),
      own,
    ],
    ['through a token that may all that its admin may', person({ role: 'admin', atMost: 'admin' }), { all: true }],
    ['by automation of an admin', automation('admin'), { all: true }],
    ['by automation of a manager', automation('manager'), { all: true }],
    ['by no automation of less', automation('responder'), nothing],
    ['by no source', { kind: 'source', id: 's1', name: 'Monitor' }, nothing],
    ['by nobody who is not known', { kind: 'nobody' }, nothing],
    ['by the engine', { kind: 'engine', node: 'n1' }, { all: true }],
  ])('%s', (_, actor, sight) => {
    expect(sightOf(actor)).toEqual(sight)
  })

  test('of several teams only in those that they manage', () => {
    const teams = { payments: 'manager', search: 'responder', mail: 'admin' } as const
    const actor: Actor = { kind: 'person', id: 'ana', name: 'Ana', role: 'viewer', teams }
    expect(sightOf(actor)).toEqual({ ...own, teamIds: ['payments', 'mail'] })
  })
})
