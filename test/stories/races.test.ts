// What happens at the worst moment, as the simulation found it.
import { expect } from 'vitest'
import { snoozePage } from '../../server/escalation/answers.ts'
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

story(
  'an alert that joins a page while it is being snoozed goes on ringing (P1)',
  async ({ raise, event, database, pass, phone, now }) => {
    const { key } = await raise('Payments are slow', { policy: 'ana 5m, ben 5m' })
    const page = await database.db.selectFrom('page').select('id').executeTakeFirstOrThrow()
    await event(key, { action: 'trigger', summary: 'Payments are down', dedup: 'down' })
    // As the snooze of the first, which did not see the second, would go on.
    await database.db
      .transaction()
      .execute((tx) => snoozePage(tx, page.id, null, { now, until: now.add({ hours: 8 }) }))
    await pass({ minutes: 5 })
    phone('ben').rangTimes(1)
  },
)

story(
  'an alert that rose between its acceptance and its page is paged by its new urgency (P12)',
  async ({ service, event, settle, database }) => {
    const { key } = await service('ana 15m', { grouping: 'none' })
    await event(key, { action: 'trigger', dedup: 'd', severity: 'warning' })
    // Said again, more urgently, at another node.
    await database.db.updateTable('alert').set({ priority: 1 }).execute()
    await settle()
    const page = await database.db.selectFrom('page').select('priority').executeTakeFirstOrThrow()
    expect(page.priority).toBe(1)
  },
)
