import { describe, expect, it } from 'vitest'
import type { Actor, Role } from '../permissions.ts'
import { maskedAddress, seesAddresses, withoutAddress } from './mask.ts'

describe('maskedAddress', () => {
  it.each([
    ['email', 'ana@example.com', 'a***@example.com'],
    ['email', 'a@example.com', 'a***@example.com'],
    ['email', '지은@example.com', '지***@example.com'],
    ['email', '"odd@name"@example.com', '"***@example.com'],
    ['email', 'broken', '***'],
    ['email', '@example.com', '***'],
    ['webhook', 'https://hooks.example.com/services/T0/B0/9f3a', 'https://hooks.example.com/***9f3a'],
    ['webhook', 'https://hooks.example.com:8443/services/T0/B0/9f3a', 'https://hooks.example.com:8443/***9f3a'],
    ['webhook', 'https://hooks.example.com?token=0123456789abcdef', 'https://hooks.example.com***cdef'],
    ['webhook', 'https://hooks.example.com/short', 'https://hooks.example.com/***'],
    ['webhook', 'https://user:word@hooks.example.com/abcdef', '***cdef'],
    ['ntfy', 'payments-oncall-7d2f', '***7d2f'],
    ['ntfy', 'ops1', '***'],
    ['browser', 'browser', 'browser'],
  ] as const)('%s %s is shown as %s', (channel, address, shown) => {
    expect(maskedAddress({ channel, address })).toBe(shown)
  })
})

describe('withoutAddress', () => {
  const hook = 'https://hooks.example.com/services/T0/B0/9f3a?token=0123456789abcdef'
  it.each([
    ['email', 'ana@example.com', '550 5.1.1 <Ana@Example.com>: Recipient', '550 5.1.1 <a***@example.com>: Recipient'],
    ['email', 'ana@example.com', '550 <ana@mail.example.org> by ops@isp.net', '550 <...> by <...>'],
    ['email', 'ana@example.com', 'no such user <ana@exam…', 'no such user <***…'],
    ['sms', '+821012345678', "21211 The 'To' number +821012345678 is bad", "21211 The 'To' number +82***78 is bad"],
    ['voice', '+821012345678', '21610 from 15005550006 to 821012345678', '21610 from *** to ***'],
    ['webhook', hook, 'HTTP 404 Cannot POST /services/T0/B0/9f3a', 'HTTP 404 Cannot POST /***9f3a'],
    ['webhook', hook, `no route ${hook}.`, 'no route https://hooks.example.com/***cdef.'],
    ['webhook', hook, 'bad token 0123456789abcdef', 'bad token ***cdef'],
    ['webhook', hook, 'Cannot POST /services/T0…', 'Cannot POST ***…'],
    ['webhook', 'https://hooks.example.com/', 'HTTP 404 /a/b', 'HTTP 404 /a/b'],
    ['ntfy', 'payments-oncall-7d2f', 'no topic payments-oncall-7d2f', 'no topic ***7d2f'],
  ] as const)('of %s %s, "%s" is told as "%s"', (channel, address, said, told) => {
    expect(withoutAddress(said, { channel, address })).toBe(told)
  })
})

describe('seesAddresses', () => {
  const ana = { personId: 'ana', teamIds: ['payments', 'search'] }
  it.each<[string, Actor, boolean]>([
    ['oneself as a viewer', person('ana', 'viewer'), true],
    ['oneself with a token that may only look', { ...person('ana', 'admin'), atMost: 'viewer' }, true],
    ['another viewer', person('ben', 'viewer'), false],
    ['another responder', person('ben', 'responder'), false],
    ['a manager', person('ben', 'manager'), true],
    ['an admin', person('ben', 'admin'), true],
    ['an admin with a token that may only respond', { ...person('ben', 'admin'), atMost: 'responder' }, false],
    ['a manager of one of their teams', person('ben', 'viewer', { search: 'manager' }), true],
    ['a manager of another team', person('ben', 'viewer', { mobile: 'manager' }), false],
    ['an automation that may manage', { kind: 'automation', name: 'deploy', role: 'manager' }, true],
    ['an automation that may look', { kind: 'automation', name: 'deploy', role: 'viewer' }, false],
    ['a source', { kind: 'source', id: 'ana', name: 'Prometheus' }, false],
    ['nobody', { kind: 'nobody' }, false],
  ])('%s', (_, actor, sees) => {
    expect(seesAddresses(actor, ana)).toBe(sees)
  })
})

function person(id: string, role: Role, teams: Readonly<Record<string, Role>> = {}) {
  return { kind: 'person', id, name: id, role, teams } as const
}
