import { expect } from 'vitest'
import { sql } from 'kysely'
import { story } from '../world.ts'

story('two nodes that look at the same moment page once', async ({ service, event, node, startAnother, ...world }) => {
  // A program, which is told of each page by a message of its own.
  const hook = 'https://hooks.example.com/ana'
  await world.contact('ana', await world.person('ana', { phone: false }), 'webhook', hook)
  const { key } = await service('ana 15m', { grouping: 'none' })
  const other = await startAnother()
  for (let i = 0; i < 20; i++) await event(key, { action: 'trigger', dedup: `d${i}` })
  await Promise.all([node.settle(), other.settle()])
  world.phones.of(hook).rangTimes(20)
})

story(
  'a node that dies with a delivery in hand loses it to the other when its lease ends',
  async ({ service, event, startAnother, database, pass, phone, node }) => {
    const { key } = await service('ana 15m')
    await startAnother()
    await event(key, { action: 'trigger', dedup: 'd' })
    await node.settle()
    phone('ana').rangTimes(1)
    // As if the node had died between its claim and the note that it was sent.
    await sql`update delivery set state = 'claimed', due_at = baton_now() + interval '15 seconds', sent_at = null`.execute(
      database.db,
    )
    await pass({ seconds: 14 })
    phone('ana').rangTimes(1)
    await pass({ seconds: 1 })
    phone('ana').rangTimes(2) // at least once, and we say so
  },
)

story('the schema refuses a page without a next step, a silent end and a step back', async ({ raise, database }) => {
  const alert = await raise('Payments are down', { policy: 'ana 15m' })
  const change = (set: string) => sql.raw(`update page set ${set} where alert_id = ${alert.id}`).execute(database.db)
  await expect(change(`due_at = null, version = version + 1`)).rejects.toThrow(/page_is_armed/)
  await expect(change(`state = 'exhausted', due_at = null, version = version + 1`)).rejects.toThrow(
    /page_exhausted_loudly/,
  )
  await expect(change(`due_at = due_at`)).rejects.toThrow(/must move forward/)
  await expect(sql`delete from log_entry`.execute(database.db)).rejects.toThrow(/append-only/)
  await expect(sql`update alert set page_id = null where id = ${alert.id}`.execute(database.db)).rejects.toThrow(
    /check/,
  )
})

story(
  'an acknowledgement in flight holds the send back, and then there is nothing to send',
  async ({ service, event, database, node, phone, pass }) => {
    const { key } = await service('ana 15m, ben 15m')
    await event(key, { action: 'trigger', dedup: 'd' })
    await node.settle()
    phone('ana').rangTimes(1)
    await sql`update delivery set state = 'queued', due_at = baton_now(), sent_at = null`.execute(database.db)
    await database.db.transaction().execute(async (tx) => {
      await sql`update page set state = 'acknowledged', version = version + 1, due_at = baton_now() + interval '1 hour'`.execute(
        tx,
      )
      await node.sender.claimDue()
      await node.sender.drained()
    })
    await node.sender.claimDue()
    await node.sender.drained()
    phone('ana').rangTimes(1)
    await pass({ seconds: 1 })
  },
)

story(
  'what changed between the acceptance and the page counts: nobody is paged by an older roster',
  async ({ service, event, settle, phone, call, person }) => {
    const { key, policyId } = await service('ana 15m')
    await event(key, { action: 'trigger', dedup: 'one' })
    await settle() // from now on the node remembers who is reached
    const ben = await person('ben')
    const policy = await call('getPolicy', { policyId })
    const steps = [{ targets: [{ kind: 'person' as const, personId: ben }], waitMinutes: 5 }]
    await call('changePolicy', {
      policyId,
      version: policy.version,
      name: policy.name,
      repeats: 0,
      returnAfterMinutes: 60,
      steps,
    })
    const { key: other } = await service('ana 15m', { grouping: 'none' })
    await event(other, { action: 'trigger', dedup: 'two' })
    await event(key, { action: 'resolve', dedup: 'one' })
    await event(key, { action: 'trigger', dedup: 'three' })
    await settle()
    phone('ana').rangTimes(2)
    phone('ben').rangTimes(1)
  },
)

story(
  'an alert that is said again, or answered, before its page is opened pages once, or not at all',
  async ({ service, event, settle, phone, call, log }) => {
    const { key } = await service('ana 15m', { grouping: 'none' })
    for (let i = 0; i < 3; i++) await event(key, { action: 'trigger', dedup: 'again' })
    await settle()
    phone('ana').rangTimes(1)
    await event(key, { action: 'trigger', dedup: 'answered' })
    const { alerts } = await call('listAlerts', { limit: 1 })
    await call('acknowledgeAlert', { alertId: alerts[0]?.id ?? 0 })
    await settle()
    phone('ana').rangTimes(1)
    await log.hasNot('paged Ana: answered')
    expect((await call('listAlerts', {})).counts).toEqual({ triggered: 1, acknowledged: 1, snoozed: 0, muted: 0 })
  },
)
