import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readBody } from './json.ts'
import { readMultipart } from './multipart.ts'
import { multipart } from './webhook-reading.test-support.ts'

const read = (text: string) => readMultipart(text, (field) => field)

test.each([
  ['as a library writes it', multipart({ summary: 'Disk', action: 'close' }), { summary: 'Disk', action: 'close' }],
  [
    'with a type, a file name and lines of its own',
    '--x\r\nContent-Type: text/plain\r\nContent-Disposition: form-data; name="log"; filename="a.txt"\r\n\r\none\r\n--two\r\n\r\n--x--',
    { log: 'one\r\n--two\r\n' },
  ],
  ['with bare newlines', '--x\ncontent-disposition: form-data; name=a\n\n1\n--x--\n', { a: '1' }],
  ['with an escaped name', '--x\r\nContent-Disposition: form-data; name="a\\"b"\r\n\r\n1\r\n--x--', { 'a"b': '1' }],
  ['that broke off', '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nhalf', { a: 'half' }],
  [
    'with a name that comes twice',
    '--x\r\nContent-Disposition: form-data; name="m"\r\n\r\n1\r\n--x\r\nContent-Disposition: form-data; name="m"\r\n\r\n2\r\n--x--',
    { m: ['1', '2'] },
  ],
  ['with a part without a name', '--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--', {}],
])('a form %s', (_what, text, fields) => {
  expect(read(text)).toEqual(fields)
})

test.each([[''], ['{}'], ['--'], ['--x'], ['--x\r\n\r\n'], ['--x=1&y=2'], ['a=b'], ['----\r\nhello']])(
  '%j is none',
  (text) => expect(read(text)).toBeNull(),
)

test('a body is read by what it is: a boundary with an equals sign makes it no other form', () => {
  expect(readBody(multipart({ data: '{"msg":"x"}' }))).toMatchObject({ shape: 'form', value: { data: { msg: 'x' } } })
  expect(readBody('--x=1&y=2')).toMatchObject({ shape: 'form', value: { '--x': '1', y: '2' } })
})

test('many parts are bounded, and a name such as __proto__ is a name', () => {
  const part = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
  expect(read(part.repeat(5000))?.['a']).toHaveLength(200)
  const fields = read('--x\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\n1\r\n--x--')
  expect(Object.keys(fields ?? {})).toEqual(['__proto__'])
})

test('what is written is read again', () => {
  const name = fc.stringMatching(/^[a-z_]{1,12}$/)
  const field = fc.string({ unit: 'binary', maxLength: 60 }).filter((text) => !text.includes('--b0'))
  fc.assert(
    fc.property(fc.dictionary(name, field, { minKeys: 1, noNullPrototype: true }), (fields) => {
      expect(read(multipart(fields, 'b0'))).toEqual(fields)
    }),
  )
})
