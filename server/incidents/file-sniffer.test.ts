import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { FileSniffer, pictureOf } from './file-sniffer.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')
const png = bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0')

/** What is it, coming in pieces of so many bytes? */
function typeOf(file: Buffer, pieceBytes = file.length): string {
  const sniffer = new FileSniffer()
  for (let at = 0; at < file.length; at += pieceBytes) sniffer.take(file.subarray(at, at + pieceBytes))
  return sniffer.end()
}

test.each([
  ['a picture', png, 'png'],
  ['a photo', bytes('\xff\xd8\xff\xe0\0\x10JFIF'), 'jpeg'],
  ['an animation', bytes('GIF89a\x01\0\x01\0'), 'gif'],
  ['a small picture', bytes('RIFF\x24\0\0\0WEBPVP8 '), 'webp'],
  ['a sound, which is RIFF too', bytes('RIFF\x24\0\0\0WAVEfmt '), 'other'],
  ['a document', bytes('%PDF-1.7\n'), 'pdf'],
  ['an archive', bytes('PK\x03\x04\x14\0'), 'zip'],
  ['a packed log', gzipSync('a log'), 'gzip'],
  ['a log', Buffer.from('2026-03-02 [ERROR] 결제 실패 <null>\n'), 'text'],
  ['a log with a byte order mark and colours', Buffer.from('\uFEFF\u001B[31mred\u001B[0m\n'), 'text'],
  ['JSON', Buffer.from(' {"heap": 12}\n'), 'json'],
  ['a list in JSON', Buffer.from('[1, 2]'), 'json'],
  ['a log that begins as JSON does', Buffer.from('[main] started\n'), 'text'],
  ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'other'],
  ['a page after spaces', Buffer.from('\n\n  <HTML><body onload=alert(1)>'), 'other'],
  ['a page after words', Buffer.from('hello <script>alert(1)</script>'), 'other'],
  ['a page without a head', Buffer.from('<img src=x onerror=alert(1)>'), 'other'],
  ['a style for pages', Buffer.from('<?xml version="1.0"?><xsl:stylesheet/>'), 'other'],
  ['a drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'other'],
  ['a drawing after its prologue', Buffer.from('<?xml version="1.0"?><svg/>'), 'other'],
  ['the beginning of a picture and nothing more', bytes('\x89PNG\r\n\x1a\n'), 'other'],
  ['a page that pretends to be a picture', bytes('\x89PNG<html><script>'), 'other'],
  ['Latin-1', bytes('M\xfcller'), 'other'],
  ['half a letter at the end', Buffer.from('결제').subarray(0, 5), 'other'],
  ['a zero byte', bytes('abc\0def'), 'other'],
  ['a program', bytes('\x7fELF\x02\x01\x01'), 'other'],
])('%s is told by its bytes, however they come', (_, file, type) => {
  expect(typeOf(file)).toBe(type)
  for (const piece of [1, 3, 7]) expect(typeOf(file, piece), `in pieces of ${piece}`).toBe(type)
})

test('a picture with a page behind it stays a picture, so that nobody is shown the page', () => {
  expect(typeOf(Buffer.concat([png, Buffer.from('<html><script>alert(1)</script>')]))).toBe('png')
  expect(typeOf(Buffer.concat([bytes('GIF89a/*'), Buffer.from('*/=1;alert(1)')]))).toBe('gif')
  expect(pictureOf(Buffer.from('<svg/>'))).toBeNull()
})
