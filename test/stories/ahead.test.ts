import { expect } from 'vitest'
import { story } from '../world.ts'

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
