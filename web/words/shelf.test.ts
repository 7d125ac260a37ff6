import { expect, test } from 'vitest'
import { newShelf, NotFetched } from './shelf.ts'

type Language = 'en' | 'ko'
type Term = 'frame' | 'alerts' | 'people'

test('a term is fetched once, in the language of now alone', async () => {
  const { shelf, asked, arrive } = await open('en')
  const first = shelf.bring(['alerts'])
  const second = shelf.bring(['alerts', 'people'])
  expect(shelf.has('en', 'alerts')).toBe(false)
  arrive('en alerts')
  await first
  expect(shelf.has('en', 'alerts')).toBe(true)
  arrive('en people')
  await second
  expect(asked).toEqual(['en frame', 'en alerts', 'en people'])
})

test('another language is spoken when every term that was opened is here', async () => {
  const { shelf, asked, arrive } = await open('en')
  const opened = shelf.bring(['alerts', 'people'])
  arrive('en alerts', 'en people')
  await opened
  const turned = settled(shelf.turnTo('ko'))
  arrive('ko frame', 'ko alerts')
  expect(await turned.now()).toBe('waits')
  arrive('ko people')
  expect(await turned.end).toBe(true)
  expect(asked.slice(3).toSorted()).toEqual(['ko alerts', 'ko frame', 'ko people'])
})

test('a screen opened while the language turns has its words in both, and the turn waits for them', async () => {
  const { shelf, arrive } = await open('en')
  const turned = settled(shelf.turnTo('ko'))
  const opened = settled(shelf.bring(['alerts']))
  arrive('ko frame', 'en alerts')
  expect(await turned.now()).toBe('waits')
  expect(await opened.now()).toBe('waits')
  arrive('ko alerts')
  expect(await turned.end).toBe(true)
  await opened.end
})

test('the last wish rules: a language that comes later than the next wish is not spoken', async () => {
  const { shelf, asked, arrive } = await open('en')
  const away = shelf.turnTo('ko')
  expect(await shelf.turnTo('en')).toBe(true)
  arrive('ko frame')
  expect(await away).toBe(false)
  const opened = shelf.bring(['alerts'])
  arrive('en alerts')
  await opened
  expect(asked).not.toContain('ko alerts')
})

test('what does not come is told, stays told to a reader, and is fetched again when the screen is opened again', async () => {
  const { shelf, asked, arrive, lose } = await open('en')
  const opened = shelf.bring(['alerts'])
  lose('en alerts')
  await expect(opened).rejects.toThrow(NotFetched)
  await expect(shelf.coming('en', 'alerts')).rejects.toThrow(NotFetched)
  expect(shelf.coming('en', 'alerts')).toBe(shelf.coming('en', 'alerts'))
  expect(asked).toHaveLength(2)

  const again = shelf.bring(['alerts'])
  arrive('en alerts')
  await again
  expect(shelf.has('en', 'alerts')).toBe(true)
})

test('a turn that fails leaves the language of now, and can be wished again', async () => {
  const { shelf, asked, arrive, lose } = await open('en')
  const opened = shelf.bring(['alerts'])
  arrive('en alerts')
  await opened
  const turned = shelf.turnTo('ko')
  arrive('ko frame')
  lose('ko alerts')
  await expect(turned).rejects.toThrow(NotFetched)
  const more = shelf.bring(['people'])
  arrive('en people')
  await more
  expect(asked).not.toContain('ko people')

  const again = shelf.turnTo('ko')
  arrive('ko alerts', 'ko people')
  expect(await again).toBe(true)
})

/** A shelf that speaks a language, and a post office under the test's hand. */
async function open(language: Language) {
  const asked: string[] = []
  const coming = new Map<string, PromiseWithResolvers<void>>()
  const shelf = newShelf<Language, Term>('frame', (language, term) => {
    asked.push(`${language} ${term}`)
    const fetch = Promise.withResolvers<void>()
    coming.set(`${language} ${term}`, fetch)
    return fetch.promise
  })
  const take = (one: string) => {
    const fetch = coming.get(one)
    if (!fetch) throw new Error(`nobody asked for ${one}`)
    return fetch
  }
  const arrive = (...ones: readonly string[]) => ones.forEach((one) => take(one).resolve())
  const lose = (one: string) => take(one).reject(new Error('offline'))
  const turned = shelf.turnTo(language)
  arrive(`${language} frame`)
  await turned
  return { shelf, asked, arrive, lose }
}

/** How a promise stands once everything that could happen has happened. */
function settled<Value>(end: Promise<Value>) {
  return {
    end,
    now: () =>
      Promise.race([
        end,
        new Promise<'waits'>((resolve) => {
          setTimeout(() => resolve('waits'))
        }),
      ]),
  }
}
