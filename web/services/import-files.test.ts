import { expect, test } from 'vitest'
import { readFiles } from './import-files.ts'

test('several files are one text, each a document', async () => {
  const files = [new Blob(['a: 1']), new Blob(['b: 결제\n'])]
  expect(await readFiles(files)).toEqual({ text: 'a: 1\n---\nb: 결제\n' })
})

test('what is too large or no text is told', async () => {
  const half = new Blob(['x'.repeat(600_000)])
  expect(await readFiles([half, half])).toEqual({ fault: 'fileTooLarge' })
  expect(await readFiles([new Blob([new Uint8Array([0xff, 0xfe, 0x00])])])).toEqual({ fault: 'fileUnreadable' })
})
