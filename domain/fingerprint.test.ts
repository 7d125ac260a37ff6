import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DISK_FULL_FINGERPRINT, diskFull } from './intake/examples.test-support.ts'
import { fingerprint, hashOf } from './fingerprint.ts'

describe('fingerprint of a label set', () => {
  test('is the one Alertmanager computes', () => {
    expect(fingerprint(diskFull)).toBe(DISK_FULL_FINGERPRINT)
    expect(fingerprint({})).toBe('cbf29ce484222325')
  })

  test('does not depend on the order of the labels', () => {
    expect(fingerprint(Object.fromEntries(Object.entries(diskFull).reverse()))).toBe(DISK_FULL_FINGERPRINT)
  })

  test('keeps name and value apart', () => {
    expect(fingerprint({ ab: 'c' })).not.toBe(fingerprint({ a: 'bc' }))
    expect(fingerprint({ __proto__x: 'a', constructor: 'b' })).not.toBe(fingerprint({ __proto__x: 'a' }))
  })

  test('is FNV-1a over bytes sorted as Go sorts them, for any text', () => {
    const name = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('\u{1f600}', '\uffee', '지역', 'é'))
    fc.assert(
      fc.property(fc.dictionary(name, fc.string({ unit: 'grapheme' }), { noNullPrototype: true }), (labels) => {
        expect(fingerprint(labels)).toBe(slowFingerprint(labels))
      }),
      { numRuns: 500 },
    )
  })
})

test('a hash is 16 hex digits, and texts that differ only in a lone surrogate differ', () => {
  expect(hashOf('a')).toBe('af63dc4c8601ec8c')
  expect(hashOf('\ud800')).not.toBe(hashOf('\ud801'))
})

function slowFingerprint(labels: Readonly<Record<string, string>>): string {
  const names = Object.keys(labels).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  let hash = 0xcbf29ce484222325n
  for (const name of names) {
    for (const byte of [...Buffer.from(name), 0xff, ...Buffer.from(labels[name] ?? ''), 0xff]) {
      hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn
    }
  }
  return hash.toString(16).padStart(16, '0')
}
