// Damage, by chance that can be repeated: one message as a sender would write it becomes bytes as nobody should.

/** Part of every runtime that tests run in; the domain compiles without the types that would name it. */
declare const structuredClone: <T>(value: T) => T
declare const TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> }

/** Numbers that look like chance and are the same for the same seed. */
export class Chance {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** From 0 up to but without `below`. */
  below(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below)
  }

  of<T>(these: readonly T[]): T {
    const one = these[this.below(these.length)]
    if (one === undefined && these.length === 0) throw new RangeError('nothing to choose from')
    return one as T
  }

  /** Once in so many times. */
  once(inTimes: number): boolean {
    return this.below(inTimes) === 0
  }
}

export type Damaged = { readonly bytes: Uint8Array; readonly how: readonly string[] }

/** The message with one to four damages, most of them small; `how` names them. */
export function damaged(message: unknown, chance: Chance): Damaged {
  const how: string[] = []
  let value: unknown = structuredClone(message)
  for (let left = chance.below(3); left > 0; left--) {
    const [name, change] = chance.of(ofValues)
    how.push(name)
    value = change(value, chance)
  }
  let text = (JSON.stringify(value) ?? '').slice(0, mostText)
  if (how.length === 0 || chance.once(3)) {
    const [name, change] = chance.of(chance.once(12) ? ofLongTexts : ofTexts)
    how.push(name)
    text = change(text, chance)
  }
  if (!chance.once(3)) return { bytes: utf8(text), how }
  const [name, change] = chance.of(ofBytes)
  return { bytes: change(text, chance), how: [...how, name] }
}

/** Beyond what any door takes. */
const mostText = 6_000_000

/** Texts that break programs, in any field and as any name. */
export const oddTexts: readonly string[] = [
  '',
  ' \t ',
  '\ud800',
  'x\udfffy',
  'a\0b',
  '\u202efdp.exe',
  'خادم قاعدة البيانات',
  '한국어 🔥👩‍👩‍👧‍👦',
  '\u001b[2J\u001b[31mred',
  'Disk\r\nBcc: everyone@example.com',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  'https://a.example/"><script>alert(1)</script>',
  'http://user:secret@[::1]:99999/%zz',
  '{{constructor}} ${7*7} %s %n',
  "'; drop table alert; --",
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999999Z',
  '+275760-09-13T00:00:00Z',
  '2026-13-45T99:99:99Z',
  '2026-11-22 10:00:00',
  '1763807400.123',
  '-1',
  '__proto__',
  'constructor',
  'toString',
  'ﷺ'.repeat(2_000),
  '\u0301'.repeat(5_000),
  'k'.repeat(10_000),
  '🔥'.repeat(10_000),
  'null',
  'true',
  'resolved',
  'ok',
  'P1',
]

const oddValues: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  0.1,
  1e300,
  -62_135_596_800,
  253_402_300_799,
  8.64e15,
  2 ** 53,
  [],
  {},
  [[[]]],
  [null],
  { toString: 1, valueOf: null },
  [{ toString: 1, valueOf: null }],
  { length: 1e9 },
  { toJSON: 'x' },
]

/** One of its own, since what follows may change it. */
function oddValue(chance: Chance): unknown {
  return structuredClone(chance.of(oddValues))
}

type ChangeValue = (value: unknown, chance: Chance) => unknown
type Place = { readonly holder: Record<string, unknown>; readonly name: string }

/** Every field of every object and list in it. */
function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Record<string, unknown>
  return Object.keys(holder).flatMap((name) => [{ holder, name }, ...placesIn(holder[name])])
}

function atPlace(change: (place: Place, chance: Chance) => void): ChangeValue {
  return (value, chance) => {
    const places = placesIn(value)
    if (places.length > 0) change(chance.of(places), chance)
    return value
  }
}

/** Also `__proto__`, which would be lost by an assignment. */
function put({ holder, name }: Place, value: unknown): void {
  Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true })
}

const ofValues: readonly (readonly [string, ChangeValue])[] = [
  ['a field left out', atPlace(({ holder, name }) => delete holder[name])],
  ['a field twice', atPlace((place, chance) => put({ ...place, name: chance.of(placesIn(place.holder)).name }, 'x'))],
  [
    'a field renamed',
    atPlace((place, chance) => {
      put({ ...place, name: chance.of(oddTexts) }, place.holder[place.name])
      delete place.holder[place.name]
    }),
  ],
  ['another type', atPlace((place, chance) => put(place, oddValue(chance)))],
  ['an odd text', atPlace((place, chance) => put(place, chance.of(oddTexts)))],
  ['an odd name', atPlace((place, chance) => put({ ...place, name: chance.of(oddTexts) }, chance.of(oddTexts)))],
  ['a list of it', atPlace((place) => put(place, [place.holder[place.name], place.holder[place.name]]))],
  ['a text of it', atPlace((place) => put(place, JSON.stringify(place.holder[place.name])))],
  [
    'many fields',
    atPlace((place, chance) => put(place, Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`f${at}`, chance.of(oddTexts.slice(0, 20))])))), // prettier-ignore
  ],
  [
    'many members',
    atPlace((place) =>
      put(
        place,
        Array.from({ length: 12_000 }, () => ({ a: 1 })),
      ),
    ),
  ],
  ['deep within', atPlace((place, chance) => put(place, nested(chance.of([30, 60, 62, 200]))))],
  ['in a list', (value) => [value]],
  ['in a list, often', (value, chance) => Array.from({ length: chance.of([2, 50]) }, () => value)],
  ['in an object', (value, chance) => ({ [chance.of(['data', 'alert', 'payload', 'x'])]: value })],
  ['something else', (_, chance) => (chance.once(3) ? oddValue(chance) : chance.of(oddTexts))],
]

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let left = depth; left > 0; left--) value = left % 2 === 0 ? [value] : { d: value }
  return value
}

type ChangeText = (text: string, chance: Chance) => string

const ofTexts: readonly (readonly [string, ChangeText])[] = [
  ['as it is', (text) => text],
  ['broken off', (text, chance) => text.slice(0, chance.below(text.length + 1))],
  ['without its beginning', (text, chance) => text.slice(chance.below(text.length + 1))],
  ['a byte order mark', (text) => `\ufeff${text}`],
  ['blanks around', (text) => ` \r\n\t${text}\n\n`],
  ['twice', (text) => `${text}\n${text}`],
  ['something behind', (text, chance) => text + chance.of(['}', ',', '\0', 'x', '\u2028'])],
  ['a name twice', (text) => text.replace(/"([^"]{1,40})":/, '"$1":"first",$&')],
  ['NaN', (text) => text.replace(/:\s*("[^"]*"|\d+)/, ':NaN')],
  ['1e400', (text) => text.replace(/:\s*("[^"]*"|\d+)/, ':1e400')],
  ['a long number', (text) => text.replace(/:\s*("[^"]*"|\d+)/, `:${'9'.repeat(5_000)}`)],
  ['a bare control character', (text) => text.replace(/"(?=[a-z])/, '"\u0001\0')],
  ['a lone escape', (text) => text.replace(/":"/, String.raw`":"\ud800\u0000`)],
  ['a comment', (text) => text.replace('{', '{/* */')],
  ['single quotes', (text) => text.replaceAll('"', "'")],
  ['a form', (text) => asForm(text)],
  ['a form with the JSON in it', (text, chance) => `${chance.of(['payload', 'data', 'x'])}=${encodeURIComponent(text.toWellFormed())}`], // prettier-ignore
  ['a multipart form', (text, chance) => asMultipart(text, chance)],
  ['depth 10,000, open', () => '['.repeat(10_000)],
  ['a name of 10,000', (text) => text.replace('{', `{"${'n'.repeat(10_000)}":1,`)],
  [
    '__proto__',
    (text) => text.replace('{', '{"__proto__":{"summary":"x","status":"y"},"constructor":{"prototype":{}},'),
  ],
  ['backslashes', (text) => text.replace(/":"/, `":"${'\\\\'.repeat(5_000)}`)],
  ['HTML', () => '<html><body><script>alert(1)</script></body></html>'],
  ['empty', () => ''],
]

/** Rarer than the others: they take their time. */
const ofLongTexts: readonly (readonly [string, ChangeText])[] = [
  ['900 KB', (text) => text.replace('{', `{"zz":"${'x'.repeat(900_000)}",`)],
  ['5 MB', (text) => text.replace('{', `{"zz":"${'x'.repeat(5_000_000)}",`)],
  ['depth 10,000', (text) => `${'{"a":'.repeat(10_000)}${text}${'}'.repeat(10_000)}`],
]

function asForm(text: string): string {
  if (text.length >= mostText) return text
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null) return '='
  const written = (said: unknown) =>
    encodeURIComponent((typeof said === 'string' ? said : JSON.stringify(said)).toWellFormed())
  return Object.entries(value)
    .map(([name, said]) => `${written(name)}=${written(said)}`)
    .join('&')
}

function asMultipart(text: string, chance: Chance): string {
  const part = `--b\r\nContent-Disposition: form-data; name="${chance.of(['data', 'payload', 'x'])}"\r\n\r\n${text}\r\n`
  return (
    part.repeat(Math.min(chance.of([1, 2, 300]), Math.ceil(mostText / part.length))) +
    (chance.once(2) ? '--b--\r\n' : '')
  )
}

type ChangeBytes = (text: string, chance: Chance) => Uint8Array

const ofBytes: readonly (readonly [string, ChangeBytes])[] = [
  ['Latin-1', (text) => Uint8Array.from(text, (character) => character.charCodeAt(0) % 256)],
  ['UTF-16, little', (text) => utf16(`\ufeff${text.slice(0, 200_000)}`, true)],
  ['UTF-16, big', (text) => utf16(`\ufeff${text.slice(0, 200_000)}`, false)],
  ['UTF-16, without a mark', (text) => utf16(text.slice(0, 200_000), true)],
  ['a byte changed', (text, chance) => changed(utf8(text), chance)],
  ['half a character', (text, chance) => inserted(text, [0xe2, 0x82], chance)],
  ['a surrogate in UTF-8', (text, chance) => inserted(text, [0xed, 0xa0, 0x80], chance)],
  ['an overlong NUL', (text, chance) => inserted(text, [0xc0, 0x80], chance)],
  ['bytes that are none', (text, chance) => inserted(text, [0xff, 0xfe, 0x00], chance)],
  ['cut within', (text, chance) => utf8(text).subarray(0, chance.below(text.length + 1))],
  ['only chance', (_, chance) => Uint8Array.from({ length: chance.below(300) }, () => chance.below(256))],
]

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function utf16(text: string, isLittle: boolean): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(2 * text.length))
  for (let at = 0; at < text.length; at++) bytes.setUint16(2 * at, text.charCodeAt(at), isLittle)
  return new Uint8Array(bytes.buffer)
}

function changed(bytes: Uint8Array, chance: Chance): Uint8Array {
  return bytes.length === 0 ? bytes : bytes.with(chance.below(bytes.length), chance.below(256))
}

function inserted(text: string, these: readonly number[], chance: Chance): Uint8Array {
  const bytes = utf8(text)
  const at = chance.below(bytes.length + 1)
  return new Uint8Array([...bytes.subarray(0, at), ...these, ...bytes.subarray(at)])
}
