import { describe, expect, it } from 'vitest'
import { faultOfAddress, faultOfLink, fillLink } from '../services/evidence-link.ts'
import { EvidenceList } from '../services/evidence.ts'
import {
  afterFailure,
  evidenceStates,
  isEvidenceOpen,
  mostAttempts,
  owesEvidence,
  snapshotFailures,
} from './evidence.ts'
import { cleanName } from './file-name.ts'
import { bytesText, fileTypes, isShownInline, isSnapshotType, mediaTypes } from './file-type.ts'

const facts = {
  service: 'checkout',
  incident: 42,
  since: Date.parse('2026-03-02T09:05:00Z'),
  until: Date.parse('2026-03-02T09:30:00.123Z'),
}

describe('a link to evidence', () => {
  it.each([
    [
      'https://g.example/d?from={since}&to={until}',
      'https://g.example/d?from=2026-03-02T09%3A05%3A00Z&to=2026-03-02T09%3A30%3A00Z',
    ],
    ['https://g.example/d?from={since_ms}&to={until_ms}', 'https://g.example/d?from=1772442300000&to=1772443800123'],
    ['https://g.example/{service}/{incident}#{service}', 'https://g.example/checkout/42#checkout'],
    ['https://g.example/{unknown}', 'https://g.example/{unknown}'],
  ])('%s is filled in', (template, filled) => {
    expect(fillLink(template, facts)).toBe(filled)
  })

  it('lets what is filled in be nothing but a value', () => {
    const hostile = { ...facts, service: '&admin=1#/../"><script>' }
    expect(fillLink('https://g.example/?s={service}', hostile)).toBe(
      'https://g.example/?s=%26admin%3D1%23%2F..%2F%22%3E%3Cscript%3E',
    )
  })

  it.each([
    ['https://grafana.example.com/d/checkout?from={since}', null],
    ['http://grafana.lan:3000/', null],
    ['https://[2001:db8::1]:8443/x', null],
    ['https://그라파나.example/', null],
    ['javascript:alert(1)', 'not_an_address'],
    ['data:text/html,<script>', 'not_an_address'],
    ['ftp://files.example/', 'not_an_address'],
    ['//grafana.example/', 'not_an_address'],
    ['https://', 'not_an_address'],
    ['https://a b/', 'not_an_address'],
    ['https://good.example\\@evil.example/', 'not_an_address'],
    ['https://\u202Eevil.example/', 'not_an_address'],
    ['https://ana:secret@grafana.example/', 'has_password'],
    ['https://{service}.example/', 'part_in_host'],
    ['https://g.example/{token}', 'unknown_part'],
    ['https://g.example/{}', 'unknown_part'],
  ])('%s: %s', (template, fault) => expect(faultOfLink(template)).toBe(fault))

  it('is what it says when it is kept', () => {
    expect(faultOfAddress('https://g.example/dashboard/snapshot/4f2a')).toBeNull()
    expect(faultOfAddress('javascript:alert(1)')).toBe('not_an_address')
  })
})

describe('the list of a service', () => {
  const said = (list: unknown) =>
    EvidenceList.safeParse(list).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)

  it('asks for an address where there must be one, and for none where a file is brought', () => {
    expect(said([{ name: 'Graph', kind: 'link' }])?.[0]).toMatch(/^0\.address: Write an address/)
    expect(said([{ name: 'State', kind: 'snapshot', address: 'https://a.example/{since}\n' }])).toBeUndefined()
    expect(said([{ name: 'State', kind: 'snapshot', address: 'file:///etc/passwd' }])?.[0]).toMatch(/^0\.address/)
    expect(said([{ name: 'Dump', kind: 'upload', address: 'https://a.example/' }])?.[0]).toMatch(/somebody brings it/)
    expect(said([{ name: 'Dump', kind: 'upload' }])).toBeUndefined()
  })

  it('names each thing once', () => {
    const twice = [
      { name: 'Dump', kind: 'upload' },
      { name: ' Dump ', kind: 'upload' },
    ]
    expect(said(twice)).toEqual(['1.name: Another entry has this name'])
  })
})

describe('evidence', () => {
  it('is open until it is kept or said to be missing', () => {
    expect(evidenceStates.filter(isEvidenceOpen)).toEqual(['open', 'waiting', 'failed'])
  })

  it('is owed where there will be a review', () => {
    expect((['P1', 'P2', 'P3', 'P4'] as const).map(owesEvidence)).toEqual([true, true, false, false])
  })
})

describe('a snapshot that failed', () => {
  it('is tried again while that may help, and in the end somebody is asked', () => {
    const steps = Array.from({ length: mostAttempts }, (_, at) => afterFailure('unreachable', at + 1))
    expect(steps).toEqual([
      { do: 'again', inSeconds: 5 },
      { do: 'again', inSeconds: 15 },
      { do: 'again', inSeconds: 45 },
      { do: 'end' },
    ])
    const lasting = snapshotFailures.filter((failure) => afterFailure(failure, 1).do === 'end')
    expect(snapshotFailures.filter((failure) => !lasting.includes(failure))).toEqual(['unreachable', 'answers_badly'])
  })
})

describe('the name of a file', () => {
  it.each([
    ['../../etc/passwd', 'other', 'passwd'],
    ['..\\..\\windows\\system32', 'other', 'system32'],
    ['/', 'png', 'file.png'],
    ['', 'text', 'file.txt'],
    ['...', 'other', 'file'],
    ['heap.hprof', 'other', 'heap.hprof'],
    ['  two   spaces .log ', 'text', 'two spaces .log'],
    ['a\r\nSet-Cookie: x', 'other', 'aSet-Cookie_ x'],
    ['invoice\u202Egnp.exe', 'other', 'invoicegnp.exe'],
    ['zero\u200Bwidth.txt', 'text', 'zerowidth.txt'],
    ['nul.txt', 'text', 'file.txt'],
    ['page.html', 'png', 'page.html.png'],
    ['picture.png', 'other', 'picture.png'],
    ['run.html', 'text', 'run.html.txt'],
    ['data', 'json', 'data.json'],
    ['app.log', 'text', 'app.log'],
    ['photo.JPG', 'jpeg', 'photo.JPG'],
    ['화면 캡처 2026.png', 'png', '화면 캡처 2026.png'],
    ['a"b;c<d>.png', 'png', 'a_b;c_d_.png'],
  ] as const)('%j as %s is %j', (given, type, name) => expect(cleanName(given, type)).toBe(name))

  it('is no longer than a disk takes, and keeps its ending', () => {
    const long = cleanName(`${'길'.repeat(500)}.png`, 'png')
    expect(Array.from(long).length).toBe(120)
    expect(long.endsWith('길.png')).toBe(true)
    expect(cleanName('x'.repeat(500), 'zip').length).toBe(120)
  })
})

it('shows in a browser what runs nothing there, and no more', () => {
  expect(fileTypes.filter(isShownInline)).toEqual(['png', 'jpeg', 'gif', 'webp', 'text'])
  expect(fileTypes.filter(isSnapshotType)).toEqual(['png', 'jpeg', 'gif', 'webp', 'text', 'json'])
  expect(Object.values(mediaTypes).filter((type) => /html|svg|xml|script/.test(type))).toEqual([])
})

it('says how large a file is', () => {
  expect([1, 12_288, 3_000_000].map(bytesText)).toEqual(['1 KB', '12 KB', '2.9 MB'])
})
