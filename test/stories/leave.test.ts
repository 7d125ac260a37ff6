// People go on leave, and their countries have holidays: it is told, and a human decides.
import { sql } from 'kysely'
import { expect } from 'vitest'
import { story, teamId, type World } from '../world.ts'
import { haveToken, tokenOf } from './everything.ts'

story(
  'Mina plans her Christmas, hears at once that she is on call, and is on call until somebody takes over',
  async (world) => {
    await world.at('2026-11-26T10:00:00Z')
    const scheduleId = await world.schedule('payments', { people: ['ana', 'mina'], startsOn: '2026-12-14' })
    const mina = await world.person('mina')
    await liveIn(world, mina, 'Asia/Seoul')
    const token = await haveToken(world, mina)
    const days = { startsOn: '2026-12-21', endsOn: '2027-01-03' }
    // She sees it before she enters it,
    const preview = await world.call('previewLeave', { personId: mina, ...days }, token)
    expect(preview.shifts).toEqual([
      {
        scheduleId,
        scheduleName: 'Payments',
        role: 'primary',
        startsAt: '2026-12-21T09:00:00.000Z',
        endsAt: '2026-12-28T09:00:00.000Z',
      },
    ])
    // and when it is entered.
    const { leave, overlaps } = await world.call('addLeave', { personId: mina, ...days, note: 'Wedding' }, token)
    expect(leave).toMatchObject({
      startsAt: '2026-12-20T15:00:00.000Z',
      endsAt: '2027-01-03T15:00:00.000Z',
      note: 'Wedding',
    })
    expect([leave.shifts, overlaps]).toEqual([preview.shifts, []])
    await world.log.says('Mina entered leave from 2026-12-20T15:00:00Z until 2027-01-03T15:00:00Z')
    await world.log.hasNot('Wedding')
    // Nobody is taken off call by it: the phone that rings is hers.
    await world.at('2026-12-24T20:00:00Z')
    await world.raise('Checkout is failing', { policy: 'schedule:payments 5m, ana 5m' })
    world.phone('mina').rang('Checkout is failing')
    world.phone('ana').stayedQuiet()
    // A human decides.
    const ana = await world.person('ana')
    const span = { startsAt: '2026-12-24T21:00:00Z', endsAt: '2026-12-28T09:00:00Z' }
    await world.call('addOverride', { scheduleId, personId: ana, replaces: mina, ...span })
    await world.at('2026-12-24T21:00:00Z')
    const [own] = (await world.call('listLeave', { personId: mina }, token)).leave
    expect(own?.shifts).toEqual([])
  },
)

story('why somebody is away is for them, the managers of their teams and admins', async (world) => {
  const people = await aTeam(world)
  const { personId, tokens } = people
  const days = { startsOn: '2026-03-09', endsOn: '2026-03-10' }
  const { leave } = await world.call('addLeave', { personId, ...days, note: 'Surgery' }, tokens.ben)
  for (const [who, note] of [
    ['ben', 'Surgery'],
    ['lead', 'Surgery'],
    ['admin', 'Surgery'],
    ['colleague', null],
    ['stranger', null],
    ['viewer', null],
  ] as const) {
    const seen = await world.call('listLeave', { personId }, tokens[who])
    expect([who, seen.leave.map((one) => one.note)]).toEqual([who, [note]])
    const away = await world.call('listAbsences', { teamId, ...march }, tokens[who])
    const { startsAt, endsAt } = leave
    expect(away.absences).toEqual([{ personId, kind: 'leave', name: '', startsAt, endsAt }])
    expect(JSON.stringify(away)).not.toContain('Surgery')
  }
})

story(
  'leave and holidays are changed by whoever they belong to, the managers of their teams, and admins',
  async (world) => {
    const { personId, tokens } = await aTeam(world)
    const days = { startsOn: '2026-03-09', endsOn: '2026-03-10' }
    for (const who of ['colleague', 'stranger', 'viewer'] as const) {
      const { leave } = await world.call('addLeave', { personId, ...days })
      const asked = { personId, leaveId: leave.id }
      const answers = [
        await world.ask('addLeave', { personId, ...days }, tokens[who]),
        await world.ask('changeLeave', { ...asked, note: 'Mine' }, tokens[who]),
        await world.ask('removeLeave', asked, tokens[who]),
        await world.ask('setHolidays', { personId, place: 'KR' }, tokens[who]),
      ]
      expect([who, answers.map(({ status }) => status)]).toEqual([who, [403, 403, 403, 403]])
      await world.call('removeLeave', asked)
    }
    for (const who of ['ben', 'lead', 'admin'] as const) {
      const { leave } = await world.call('addLeave', { personId, ...days }, tokens[who])
      const asked = { personId, leaveId: leave.id }
      const changed = await world.call(
        'changeLeave',
        { ...asked, startsOn: '2026-03-09', endsOn: '2026-03-11' },
        tokens[who],
      )
      expect(changed.leave.endsAt).toBe('2026-03-12T00:00:00.000Z')
      expect(
        await world.call('setHolidays', { personId, place: who === 'ben' ? 'KR' : 'DE-BY' }, tokens[who]),
      ).toBeTruthy()
      expect(await world.call('removeLeave', asked, tokens[who])).toEqual({ done: true })
    }
    await world.log.says('Lead entered leave for Ben from 2026-03-09T00:00:00Z until 2026-03-11T00:00:00Z')
    await world.log.says('Lead changed leave for Ben to be from 2026-03-09T00:00:00Z until 2026-03-12T00:00:00Z')
    await world.log.says('Lead took back leave for Ben')
    await world.log.says('Lead changed Ben: holidays KR → DE-BY')
    // What belongs to somebody else is not found under a name that one may change.
    const { leave } = await world.call('addLeave', { personId, ...days })
    const own = await world.person('stranger')
    const asked = { personId: own, leaveId: leave.id, note: 'Stolen' }
    expect((await world.ask('changeLeave', asked, tokens.stranger)).status).toBe(404)
    expect((await world.ask('removeLeave', asked, tokens.stranger)).status).toBe(404)
  },
)

story('leave that is over stays as it was, what has begun can end, and overlaps are told', async (world) => {
  await world.at('2026-03-02T09:00:00Z')
  const personId = await world.person('ben')
  const add = (startsOn: string, endsOn: string) => world.call('addLeave', { personId, startsOn, endsOn })
  const past = await add('2026-03-02', '2026-03-03')
  const running = await add('2026-03-04', '2026-03-10')
  const second = await add('2026-03-10', '2026-03-12')
  expect(second.overlaps).toEqual([
    { personId, kind: 'leave', name: '', startsAt: running.leave.startsAt, endsAt: running.leave.endsAt },
  ])
  await world.at('2026-03-05T12:00:00Z')
  const of = ({ leave }: typeof past) => ({ personId, leaveId: leave.id })
  const code = async (name: 'changeLeave' | 'removeLeave', input: object) => (await world.ask(name, input)).body['code']
  expect(await code('changeLeave', { ...of(past), startsOn: '2026-03-02', endsOn: '2026-03-20' })).toBe('leave_is_over')
  expect(await code('removeLeave', of(past))).toBe('leave_is_over')
  expect(await code('changeLeave', { ...of(running), startsOn: '2026-03-05', endsOn: '2026-03-20' })).toBe(
    'leave_has_begun',
  )
  expect((await world.ask('addLeave', { personId, startsOn: '2026-03-09' })).status).toBe(400)
  await world.call('removeLeave', of(running))
  const { leave } = await world.call('listLeave', { personId, since: '2026-03-01T00:00:00Z' })
  expect(leave.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([
    ['2026-03-02T00:00:00.000Z', '2026-03-04T00:00:00.000Z'],
    ['2026-03-04T00:00:00.000Z', '2026-03-05T12:00:00.000Z'],
    ['2026-03-10T00:00:00.000Z', '2026-03-13T00:00:00.000Z'],
  ])
})

story('who keeps the holidays of a place is away on them, on their own clocks', async (world) => {
  await world.at('2026-09-01T09:00:00Z')
  const scheduleId = await world.schedule('payments', { people: ['ana', 'mina'] })
  const [ana, mina] = [await world.person('ana'), await world.person('mina')]
  await liveIn(world, mina, 'Asia/Seoul')
  const { places, suggested } = await world.call('listHolidayPlaces', { zone: 'Asia/Seoul' })
  expect(suggested).toBe('KR')
  expect(places).toContainEqual({ place: 'DE-BY', within: 'DE', name: 'Bayern' })
  expect((await world.call('listHolidayPlaces', { zone: 'Asia/Calcutta' })).suggested).toBe('IN')
  expect((await world.call('listHolidayPlaces', { zone: 'UTC' })).suggested).toBeNull()
  await world.call('setHolidays', { personId: mina, place: 'KR' })
  await world.call('setHolidays', { personId: ana, place: 'DE' })
  expect((await world.ask('setHolidays', { personId: ana, place: 'DE-XY' })).body['code']).toBe('unknown_reference')
  const asked = { scheduleId, from: '2026-09-20T00:00:00Z', to: '2026-10-04T00:00:00Z' }
  expect((await world.call('listAbsences', { ...asked, language: 'ko' })).absences).toEqual([
    holiday(mina, '추석', '2026-09-23T15:00:00.000Z', '2026-09-26T15:00:00.000Z'),
    holiday(mina, '개천절', '2026-10-02T15:00:00.000Z', '2026-10-03T15:00:00.000Z'),
    holiday(ana, '국경일', '2026-10-03T00:00:00.000Z', '2026-10-04T00:00:00.000Z'),
  ])
  expect((await world.ask('listAbsences', { from: asked.from, to: asked.to })).status).toBe(400)
})

const march = { from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:00Z' }

function holiday(personId: string, name: string, startsAt: string, endsAt: string) {
  return { personId, kind: 'holiday', name, startsAt, endsAt }
}

async function liveIn({ database }: World, personId: string, zone: string): Promise<void> {
  await database.db.updateTable('person').set({ zone }).where('id', '=', personId).execute()
}

/** Ben in a team with a lead and a colleague; a manager of another team; an admin; somebody who only looks. */
async function aTeam(world: World) {
  const personId = await world.person('ben')
  const elsewhere = await world.call('createTeam', { slug: 'elsewhere', name: 'Elsewhere' })
  const have = async (name: string, role: 'viewer' | 'responder' | 'admin' = 'responder') => tokenOf(world, name, role)
  const tokens = {
    ben: await have('ben'),
    lead: await have('lead'),
    colleague: await have('colleague'),
    stranger: await have('stranger'),
    admin: await have('admin', 'admin'),
    viewer: await have('viewer', 'viewer'),
  }
  const { db } = world.database
  const put = async (name: string, role: 'manager', ofTeam: string) => {
    const id = await world.person(name)
    await sql`delete from team_member where person_id = ${id}`.execute(db)
    await db.insertInto('team_member').values({ team_id: ofTeam, person_id: id, role }).execute()
  }
  await put('lead', 'manager', teamId)
  await put('stranger', 'manager', elsewhere.id)
  return { personId, tokens }
}
