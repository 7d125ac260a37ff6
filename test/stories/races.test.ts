// What happens at the worst moment, as the simulation found it.
import { expect } from 'vitest'
import { story } from '../world.ts'

story(
  'what is left on a page was answered by its monitor: it stops ringing, and is not forgotten (P5, P7)',
  async ({ service, event, settle, pass, phone, database }) => {
    const { key } = await service('ana 5m, ben 5m', { returnAfterMinutes: 60 })
    await event(key, { action: 'trigger', dedup: 'one' })
    await settle()
    await event(key, { action: 'trigger', dedup: 'two' }) // joins the page of the first
    await event(key, { action: 'acknowledge', dedup: 'one' })
    await event(key, { action: 'resolve', dedup: 'two' })
    const page = await database.db.selectFrom('page').selectAll().executeTakeFirstOrThrow()
    expect(page.state).toBe('acknowledged')
    phone('ana').rangTimes(1)
    await pass({ minutes: 59 })
    phone('ana').rangTimes(1)
    phone('ben').rangTimes(0)
    await pass({ minutes: 1 })
    phone('ana').rangTimes(2)
  },
)
