// "Who takes my shift?": asked, accepted, and in force everywhere at once.
import { expect } from 'vitest'
import type { EndpointInput } from '../../domain/api.ts'
import { story, teamId, type World } from '../world.ts'
import { tokenOf } from './everything.ts'

// The world begins on Monday, 2 March 2026, at nine in UTC: Ana has that week, Ben the next, then Carla.
const bensWeek = { startsAt: '2026-03-09T09:00:00.000Z', endsAt: '2026-03-16T09:00:00.000Z' }
const carlasWeek = { startsAt: '2026-03-16T09:00:00.000Z', endsAt: '2026-03-23T09:00:00.000Z' }
const saturday = { startsAt: '2026-03-14T00:00:00.000Z', endsAt: '2026-03-15T00:00:00.000Z' }

story('the swap at short notice: Ben asks, Carla takes it, and everything follows at once', async (world) => {
  const { call, log, onCallAt, as, payments, pass } = await paymentsTeam(world)
  await pass({ hours: 7 * 24 - 11 }) // Sunday evening; his week begins tomorrow
  const ben = await as('ben')
  const request = await call('askCover', { scheduleId: payments, ...bensWeek, note: 'A funeral' }, ben)
  expect(request).toMatchObject({
    state: 'open',
    askerName: 'Ben',
    open: [bensWeek],
    isForEverybody: true,
    kind: 'cover',
  })
  expect(request.asked.map(({ name }) => name)).toEqual(['Ana', 'Carla'])
  await world.settle()
  await log.says(
    'Ben asked everybody who could to take Payments for Ben from 2026-03-09T09:00:00Z until 2026-03-16T09:00:00Z',
  )
  await log.says('Nobody has yet taken Payments for Ben') // late already: the owners hear of it at once
  const carla = await as('carla')
  const { covers } = await call('listCovers', { who: 'asked' }, carla)
  expect(covers).toMatchObject([
    {
      id: request.id,
      note: 'A funeral',
      load: { minutes: 7 * 24 * 60, nights: 7, weekendDays: 2 },
      forMe: { because: [] },
    },
  ])
  const taken = await call('acceptCover', { coverId: request.id }, carla)
  expect(taken).toMatchObject({ state: 'accepted', open: [], parts: [{ name: 'Carla', isAgreed: true, ...bensWeek }] })
  await log.says('Carla takes Payments for Ben from 2026-03-09T09:00:00Z until 2026-03-16T09:00:00Z')
  expect(await onCallAt('2026-03-12T00:00:00Z')).toEqual(['Carla'])
  expect(await onCallAt('2026-03-16T09:00:00Z')).toEqual(['Carla']) // her own week
  expect((await call('listCovers', { who: 'asked' }, await as('ana'))).covers).toEqual([])
  const { overrides } = await call('getSchedule', { scheduleId: payments })
  expect(overrides).toMatchObject([{ kind: 'replace', reason: `Cover request #${request.id}` }])
})

story('two accept at the same moment: one gets it, the other is told kindly who', async (world) => {
  const { call, as, payments, onCallAt, race } = await paymentsTeam(world)
  const { id: coverId } = await call('askCover', { scheduleId: payments, ...bensWeek }, await as('ben'))
  const tokens = [await as('ana'), await as('carla')]
  const answers = await race(tokens.map((token) => () => world.ask('acceptCover', { coverId }, token)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]))
  const winner = answers[0]?.status === 200 ? 'Ana' : 'Carla'
  const loser = answers.find(({ status }) => status === 409)
  expect(loser?.body).toMatchObject({ code: 'cover_taken', facts: { by: winner } })
  expect(await onCallAt('2026-03-12T00:00:00Z')).toEqual([winner])
  expect((await call('getSchedule', { scheduleId: payments })).overrides).toHaveLength(1)
})

story('Ana would take Saturday, Ben agrees, and the rest stays open for Carla', async (world) => {
  const { call, as, payments, onCallAt, log } = await paymentsTeam(world)
  const ben = await as('ben')
  const { id: coverId } = await call('askCover', { scheduleId: payments, ...bensWeek }, ben)
  const offered = await call('acceptCover', { coverId, ...saturday }, await as('ana'))
  expect(offered).toMatchObject({ state: 'open', open: [bensWeek], parts: [{ name: 'Ana', isAgreed: false }] })
  expect(await onCallAt('2026-03-14T12:00:00Z')).toEqual(['Ben'])
  await log.says('Ana would take a part of Payments for Ben, from 2026-03-14T00:00:00Z until 2026-03-15T00:00:00Z')
  const partId = offered.parts[0]?.id ?? 0
  expect((await world.ask('agreeToCoverPart', { coverId, partId }, await as('carla'))).body['code']).toBe(
    'cover_not_yours',
  )
  const agreed = await call('agreeToCoverPart', { coverId, partId }, ben)
  expect(agreed).toMatchObject({
    state: 'open',
    open: [
      { startsAt: bensWeek.startsAt, endsAt: saturday.startsAt },
      { startsAt: saturday.endsAt, endsAt: bensWeek.endsAt },
    ],
  })
  expect(await onCallAt('2026-03-14T12:00:00Z')).toEqual(['Ana'])
  await world.settle()
  expect(await call('acceptCover', { coverId }, await as('carla'))).toMatchObject({ state: 'accepted' })
  expect(await onCallAt('2026-03-13T23:59:00Z')).toEqual(['Carla'])
  expect(await onCallAt('2026-03-14T12:00:00Z')).toEqual(['Ana'])
  expect(await onCallAt('2026-03-15T00:00:00Z')).toEqual(['Carla'])
})

story('Ben takes the week of Carla, and she takes his: both or nothing', async (world) => {
  const { call, as, payments, onCallAt, log } = await paymentsTeam(world)
  const inReturn = { scheduleId: payments, ...carlasWeek }
  const asking = { scheduleId: payments, ...bensWeek, inReturn }
  const of = [await world.person('carla')]
  const { id: coverId } = await call('askCover', { ...asking, of }, await as('ben'))
  // She asks for the same the other way round: that is answered by accepting.
  const mirrored = {
    scheduleId: payments,
    ...carlasWeek,
    of: [await world.person('ben')],
    inReturn: { scheduleId: payments, ...bensWeek },
  }
  expect((await world.ask('askCover', mirrored, await as('carla'))).body['code']).toBe('cover_asked_already')
  expect(await call('acceptCover', { coverId }, await as('carla'))).toMatchObject({ state: 'accepted', kind: 'swap' })
  expect(await onCallAt('2026-03-12T00:00:00Z')).toEqual(['Carla'])
  expect(await onCallAt('2026-03-18T00:00:00Z')).toEqual(['Ben'])
  await log.says('and Ben takes Payments from 2026-03-16T09:00:00Z until 2026-03-23T09:00:00Z')
})

story('the asker leaves the company: nobody can take what is no longer there', async (world) => {
  const { call, as, payments, log } = await paymentsTeam(world)
  const { id: coverId } = await call('askCover', { scheduleId: payments, ...bensWeek }, await as('ben'))
  await world.settle()
  await call('changePerson', { personId: await world.person('ben'), isDeactivated: true })
  // Even before the engine has looked.
  expect((await world.ask('acceptCover', { coverId }, await as('carla'))).body).toMatchObject({ code: 'cover_void' })
  await world.settle()
  expect(await call('getCover', { coverId })).toMatchObject({ state: 'void', because: 'asker_left', open: [] })
  await log.says('is void: whose shift it was has left')
})

story('the schedule is edited meanwhile: what is left is asked for, and in the end nothing', async (world) => {
  const { call, as, payments, log } = await paymentsTeam(world)
  const { id: coverId } = await call('askCover', { scheduleId: payments, ...bensWeek }, await as('ben'))
  await world.settle()
  const [ben, ana] = [await world.person('ben'), await world.person('ana')]
  await call('addOverride', { scheduleId: payments, personId: ana, replaces: ben, ...saturday })
  expect((await world.ask('acceptCover', { coverId }, await as('carla'))).body).toMatchObject({ code: 'cover_changed' })
  await world.settle()
  await log.says('A part of the shift has changed')
  expect((await call('getCover', { coverId })).open).toHaveLength(2)
  const { rotations, version, name, zone } = await call('getSchedule', { scheduleId: payments })
  const others = rotations.map((one) => ({ ...one, turns: [[ana]], startsWith: 0 }))
  await call('changeSchedule', { scheduleId: payments, version, name, zone, rotations: others })
  await world.settle()
  expect(await call('getCover', { coverId })).toMatchObject({ state: 'void', because: 'shift_changed' })
  expect((await world.ask('acceptCover', { coverId }, await as('carla'))).body).toMatchObject({ code: 'cover_void' })
})

story('an open request reminds the owners twice, and is over when the shift is', async (world) => {
  const { call, as, payments, log, pass, told } = await paymentsTeam(world)
  const { id: coverId } = await call('askCover', { scheduleId: payments, ...bensWeek }, await as('ben'))
  await pass({ hours: 5 * 24 - 1 })
  expect(await told('cover_still_open')).toBe(0)
  await pass({ hours: 1 }) // 48 hours before
  expect(await told('cover_still_open')).toBe(1)
  await pass({ hours: 36 }) // 12 hours before
  expect(await told('cover_still_open')).toBe(2)
  await pass({ hours: 4 * 24 })
  const rest = await call('getCover', { coverId })
  expect(rest).toMatchObject({
    state: 'open',
    open: [{ startsAt: '2026-03-12T21:00:00.000Z', endsAt: bensWeek.endsAt }],
  })
  await pass({ hours: 4 * 24 })
  expect(await call('getCover', { coverId })).toMatchObject({ state: 'expired', open: [] })
  expect(await told('cover_still_open')).toBe(2)
  await log.says('Nobody took Payments for Ben')
})

story('somebody takes the rest of a shift that has begun; what was worked stays', async (world) => {
  const { call, as, payments, pass } = await paymentsTeam(world)
  const { id: coverId } = await call('askCover', { scheduleId: payments, ...bensWeek }, await as('ben'))
  await pass({ hours: 9 * 24 })
  await call('acceptCover', { coverId }, await as('carla'))
  await world.settle()
  const running = await world.database.db.selectFrom('shift').select('person_id').where('ends_at', 'is', null).execute()
  expect(running).toEqual([{ person_id: await world.person('carla') }])
  await pass({ hours: 24 })
  const { shifts } = await call('listShifts', {
    scheduleId: payments,
    from: '2026-03-09T09:00:00Z',
    to: '2026-03-12T09:00:00Z',
  })
  expect(shifts.map(({ from, people }) => [from, people[0]?.name])).toEqual([
    [bensWeek.startsAt, 'Ben'],
    ['2026-03-11T09:00:00.000Z', 'Carla'],
  ])
})

/** Ana, Ben and Carla on one schedule, as people who sign in. */
async function paymentsTeam(world: World) {
  await world.at('2026-03-02T09:00:00Z')
  const payments = await world.schedule('payments', { people: ['ana', 'ben', 'carla'], startsOn: '2026-03-02' })
  await world.settle()
  const tokens = new Map<string, string>()
  const { call, pass, log } = world
  return {
    payments,
    call,
    pass,
    log,
    async as(name: string) {
      const token = tokens.get(name) ?? (await tokenOf(world, name))
      tokens.set(name, token)
      return token
    },
    async onCallAt(at: string) {
      const asked: EndpointInput<'listOnCall'> = { at, scheduleId: payments }
      const { onCall } = await call('listOnCall', asked)
      return onCall.flatMap(({ people }) => people.map(({ name }) => name))
    },
    /** How many entries of this kind the log has. */
    told: async (kind: string) =>
      (await call('readLog', { teamId, limit: 200 })).entries.filter((each) => each.kind === kind).length,
    race: <T>(runners: readonly (() => Promise<T>)[]) => Promise.all(runners.map((run) => run())),
  }
}
