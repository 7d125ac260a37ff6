import { expect, test } from 'vitest'
import { fileText } from '../../domain/kit/kit-file.ts'

test('bytes are text in UTF-8 or none, and lose the pictures of browsers', () => {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  const read = (given: Uint8Array) => fileText(given, (each) => utf8.decode(each))
  const bytes = (text: string) => new TextEncoder().encode(text)
  expect(read(bytes('\ufeffa <A ICON="data:x" ICON_URI="y" HREF="z">'))).toEqual({ text: 'a <A HREF="z">' })
  expect(read(Uint8Array.of(0xc7, 0xd1, 0xb1, 0xdb))).toEqual({ unreadable: 'not_utf8' })
  expect(read(Uint8Array.of(0xff, 0xfe, 65, 0))).toEqual({ unreadable: 'not_utf8' })
  expect(read(Uint8Array.of(0x89, 0x50, 0, 0))).toEqual({ unreadable: 'not_text' })
  expect(read(bytes('x'.repeat(10_000_000)))).toEqual({ unreadable: 'too_large' })
  expect(read(bytes('한'.repeat(700_000)))).toEqual({ unreadable: 'too_large' })
})
