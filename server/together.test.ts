import { expect, test } from 'vitest'
import type { Db } from './db/connect.ts'
import { together } from './together.ts'

const db = {} as Db

function slowly() {
  const asked: { readonly what: string; readonly answer: (text: string) => void; readonly fail: () => void }[] = []
  const read = together(
    (_: Db, what: string) =>
      new Promise<string>((resolve, reject) => {
        asked.push({ what, answer: resolve, fail: () => reject(new Error('the database is away')) })
      }),
  )
  return { asked, read }
}

test('who asks while it is being read waits for the next reading, and shares it', async () => {
  const { asked, read } = slowly()
  const first = read(db, 'room')
  const later = [read(db, 'room'), read(db, 'room')]
  expect(asked.length).toBe(1)
  asked[0]?.answer('before')
  expect(await first).toBe('before')
  expect(asked.length).toBe(2)
  asked[1]?.answer('after')
  expect(await Promise.all(later)).toEqual(['after', 'after'])
  void read(db, 'room')
  expect(asked.length).toBe(3)
})

test('another question, and another database, are read for themselves', () => {
  const { asked, read } = slowly()
  void read(db, 'room')
  void read(db, 'another')
  void read({} as Db, 'room')
  expect(asked.map(({ what }) => what)).toEqual(['room', 'another', 'room'])
})

test('a reading that failed fails for those who shared it alone', async () => {
  const { asked, read } = slowly()
  const first = read(db, 'room')
  const next = read(db, 'room')
  asked[0]?.fail()
  await expect(first).rejects.toThrow('away')
  asked[1]?.answer('there')
  expect(await next).toBe('there')
  const again = read(db, 'room')
  asked[2]?.answer('still there')
  expect(await again).toBe('still there')
})

test('a third who asks during the second reading waits for a third', async () => {
  const { asked, read } = slowly()
  void read(db, 'room')
  const second = read(db, 'room')
  asked[0]?.answer('one')
  await Promise.resolve()
  await new Promise(setImmediate)
  const third = read(db, 'room')
  asked[1]?.answer('two')
  expect(await second).toBe('two')
  await new Promise(setImmediate)
  asked[2]?.answer('three')
  expect(await third).toBe('three')
})
