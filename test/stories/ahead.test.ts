import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { story, type World } from '../world.ts'
import { haveToken } from './everything.ts'

story(
  'a gap is found three weeks before it happens, told once, and gone when somebody takes it',
  async ({ schedule, person, call, settle, pass, log }) => {
    const scheduleId = await schedule('payments', { people: ['ana', 'ben'] })
    await settle()
    expect((await call('listTroubles', {})).troubles).toEqual([])
    const { rotations, version, name, zone } = await call('getSchedule', { scheduleId })
    const ending = rotations.map((one) => ({ ...one, endsOn: '2026-03-23' }))
    await call('changeSchedule', { scheduleId, version, name, zone, rotations: ending })
    await settle()
    const from = '2026-03-23T09:00:00.000Z'
    expect((await call('listTroubles', {})).troubles).toMatchObject([
      { scheduleName: 'Payments', kind: 'nobody_on_call', from, until: null },
    ])
    await log.says('Nobody is on call for Payments from 2026-03-23T09:00:00Z on')
    await pass({ hours: 50 }) // two nights later it is still there, and is not told again
    const told = async () =>
      (await call('readLog', { limit: 200 })).entries.filter(({ kind }) => kind === 'gap_found').length
    expect(await told()).toBe(1)

    const startsAt = '2026-03-23T09:00:00Z'
    await call('addOverride', { scheduleId, personId: await person('zoe'), startsAt, endsAt: '2027-03-01T00:00:00Z' })
    await settle()
    expect((await call('listTroubles', {})).troubles).toEqual([])
    await log.says('The gap of Payments from 2026-03-23T09:00:00Z is closed')
  },
)

story(
  'who leaves the company in mid-turn leaves a gap that is found at once',
  async ({ schedule, person, call, settle, log, now }) => {
    await schedule('payments', { people: ['ana'] })
    await settle()
    await call('changePerson', { personId: await person('ana'), isDeactivated: true })
    await settle()
    await log.says(`Nobody is on call for Payments from ${now.toString()} on`)
    await call('changePerson', { personId: await person('ana'), isDeactivated: false })
    await settle()
    await log.says('The gap of Payments from')
    expect((await call('listTroubles', {})).troubles).toEqual([])
  },
)

story(
  'somebody on call whom no contact reaches is found before the shift, and forgotten when they add one',
  async ({ schedule, person, contact, settle, log }) => {
    const ana = await person('ana', { phone: false })
    await schedule('payments', { people: ['ana'] })
    await settle()
    await log.says('Ana is on call for Payments from')
    await contact('ana', ana, 'email', 'ana@example.com')
    await settle()
    await log.says('Ana is no longer on call for Payments without a contact')
  },
)

story(
  'who answers first in two places is found on both, and mended when somebody else takes one of them',
  async ({ schedule, person, call, settle, log }) => {
    const payments = await schedule('payments', { people: ['ana', 'ben'] })
    const checkout = await schedule('checkout', { people: ['zoe', 'chen'] })
    await settle()
    await log.hasNot('at once')
    const ben = await person('ben')
    const week = { startsAt: '2026-03-09T09:00:00Z', endsAt: '2026-03-16T09:00:00Z' }
    const override = await call('addOverride', { scheduleId: checkout, personId: ben, ...week, reason: 'Chen is ill' })
    await settle()
    await log.says('Ben is primary on Checkout and on Payments at once from 2026-03-09T09:00:00Z', { cites: 'P18' })
    for (const scheduleId of [payments, checkout]) {
      const { troubles } = await call('listTroubles', { scheduleId })
      expect(troubles).toMatchObject([{ kind: 'two_primaries', personName: 'Ben', urgency: 'soon' }])
    }
    await call('removeOverride', { scheduleId: checkout, overrideId: override.id })
    await settle()
    await log.says('Ben is no longer primary on Checkout and on Payments at once')
    expect((await call('listTroubles', {})).troubles).toEqual([])
  },
)

story('leave over a shift is accepted with a reason, and comes back when it grows', async (world) => {
  const { schedule, person, call, ask, settle, pass, log } = world
  const scheduleId = await schedule('payments', { people: ['ana', 'ben'] })
  const manager = await haveToken(world, await person('mia', { role: 'manager' }))
  const responder = await haveToken(world, await person('ana'))
  const days = { startsAt: '2026-03-10T00:00:00Z', endsAt: '2026-03-12T00:00:00Z' }
  await haveLeave(world, await person('ben'), days)
  await settle()
  await log.says('Ben is on call for Payments during leave from 2026-03-10T00:00:00Z', { cites: 'P18' })
  const [seen] = (await call('listTroubles', { mine: 'true' }, manager)).troubles
  expect(seen).toMatchObject({ kind: 'on_leave', personName: 'Ben', acceptance: null })
  expect((await call('listTroubles', { mine: 'true' }, responder)).troubles).toEqual([])

  const trouble = { troubleId: seen?.troubleId ?? '', from: days.startsAt, until: days.endsAt }
  const accept = { scheduleId, troubles: [trouble], reason: 'Ben agreed to work' }
  expect((await ask('acceptTroubles', accept, responder)).status).toBe(403)
  await call('acceptTroubles', accept, manager)
  await log.says('Mia accepted for Payments from 2026-03-10T00:00:00Z: on call during leave, Ben (Ben agreed to work)')
  await pass({ hours: 50 })
  const accepted = (await call('listTroubles', { scheduleId })).troubles
  expect(accepted).toMatchObject([{ acceptance: { by: 'Mia', reason: 'Ben agreed to work' } }])

  await world.database.db
    .updateTable('leave')
    .set({ ends_at: at('2026-03-13T00:00:00Z') })
    .execute()
  await settle()
  expect((await call('listTroubles', { scheduleId })).troubles).toMatchObject([{ acceptance: null }])
  const told = (await call('readLog', { limit: 200 })).entries.filter(({ kind }) => kind === 'leave_in_shift_found')
  expect(told).toHaveLength(2)
})

const at = (text: string) => Temporal.Instant.from(text)

async function haveLeave(
  { database, now }: World,
  personId: string,
  { startsAt, endsAt }: { readonly startsAt: string; readonly endsAt: string },
): Promise<void> {
  const span = { starts_at: at(startsAt), ends_at: at(endsAt) }
  await database.db
    .insertInto('leave')
    .values({ id: randomUUID(), person_id: personId, ...span, created_by: null, created_at: now })
    .execute()
}
