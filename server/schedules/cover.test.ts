import { sql, type PluginTransformQueryArgs, type PluginTransformResultArgs } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { EndpointInput } from '../../domain/api.ts'
import { noon, havePerson, logOf, pinClock, refusalOf } from '../people/people.test-support.ts'
import { ask } from '../services/wire.test-support.ts'
import { newId } from '../secrets.ts'
import { replaceCalendarShifts } from './calendar-layer-store.ts'
import { coverActions } from './cover-actions.ts'
import { reminderNotices, answerNotices } from './cover-notices.ts'
import { findCover, takeParts } from './cover-store.ts'
import { coverTellers } from './cover-teller.ts'
import { coverKind } from './cover-timers.ts'
import { scheduleWorld, type ScheduleWorld } from './world.test-support.ts'

let world: ScheduleWorld
let carla: Awaited<ReturnType<typeof havePerson>>
let olga: typeof carla

// Sunday noon. Ana has this week until Monday at nine in Berlin, then Ben, then Ana again.
const bensWeek = { startsAt: '2026-03-02T08:00:00.000Z', endsAt: '2026-03-09T08:00:00.000Z' }
const anasWeek = { startsAt: '2026-03-09T08:00:00.000Z', endsAt: '2026-03-16T08:00:00.000Z' }

beforeAll(async () => {
  world = await scheduleWorld()
  carla = await havePerson(world.db, 'Carla', { hasPassword: false })
  await sql`update person set zone = 'Europe/Berlin' where id = ${carla.id}`.execute(world.db)
  olga = await havePerson(world.db, 'Olga', { role: 'viewer', hasPassword: false })
  const members = [world.ana, world.ben, carla, olga, world.gone].map(({ id }) => ({
    team_id: world.teamId,
    person_id: id,
  }))
  await world.db
    .insertInto('team_member')
    .values(members.map((one) => ({ ...one, role: 'viewer' as const })))
    .execute()
})
afterAll(() => world.end())
beforeEach(async () => {
  await sql`delete from cover_request`.execute(world.db)
  await world.clear()
  for (const { id } of [world.ana, world.ben, carla]) await world.haveContact(id, 'email')
})

const as = (actor: typeof carla, now = noon) => world.context({ actor, now })

async function asked(words: Partial<EndpointInput<'askCover'>> = {}, asker = world.ben) {
  const schedule = await world.create()
  const request = await ask(coverActions, 'askCover', as(asker), { scheduleId: schedule.id, ...bensWeek, ...words })
  return { schedule, request, coverId: request.id }
}

describe('asking', () => {
  it('asks everybody who could, for the part in which the asker is on call', async () => {
    const ctx = as(world.ben)
    const { id: scheduleId } = await world.create()
    const long = { startsAt: '2026-03-01T00:00:00Z', endsAt: '2026-03-10T00:00:00Z', note: ' A funeral ' }
    const request = await ask(coverActions, 'askCover', ctx, { scheduleId, ...long })
    expect(request).toMatchObject({ ...bensWeek, open: [bensWeek], note: 'A funeral', askedByName: null, forMe: null })
    expect(request.asked.map(({ name }) => name)).toEqual(['Ana', 'Carla'])
    expect(ctx.announced).toEqual(['schedules', 'log'])
  })

  it('names why each could or could not', async () => {
    const { id: scheduleId } = await world.create()
    const elsewhere = await world.create({
      slug: 'days',
      name: 'Days',
      rotations: [world.rotation({ turns: [[carla.id]] })],
    })
    await sql`delete from contact where person_id = ${world.ana.id}`.execute(world.db)
    const { candidates, load } = await ask(coverActions, 'listCoverCandidates', as(world.ben), {
      scheduleId,
      ...bensWeek,
    })
    expect(candidates).toMatchObject([
      { name: 'Ana', isFree: false, canBeAsked: false, because: ['out_of_reach'], clashes: [] },
      { name: 'Carla', isFree: false, canBeAsked: true, because: ['primary_elsewhere'] },
    ])
    expect(candidates[1]?.clashes).toMatchObject([{ scheduleId: elsewhere.id, scheduleName: 'Days', role: 'primary' }])
    expect(load).toEqual({ minutes: 7 * 24 * 60, nights: 7, weekendDays: 2 })
    const nobody = ask(coverActions, 'askCover', as(world.ben), { scheduleId, ...bensWeek })
    expect((await refusalOf(nobody)).code).toBe('cover_nobody_to_ask')
    const named = await ask(coverActions, 'askCover', as(world.ben), { scheduleId, ...bensWeek, of: [carla.id] })
    expect(named).toMatchObject({ isForEverybody: false, asked: [{ name: 'Carla' }] })
  })

  it('may be done by a manager for somebody', async () => {
    const { id: scheduleId } = await world.create()
    const input = { scheduleId, ...bensWeek, personId: world.ben.id }
    const request = await ask(coverActions, 'askCoverFor', as(world.ana), input)
    expect(request).toMatchObject({ askerName: 'Ben', askedByName: 'Ana' })
    expect((await logOf(world.db)).at(-1)).toMatch(/^Ana asked everybody who could to take Payments primary for Ben/)
  })

  const back = (words: object = {}) => ({ scheduleId: '', ...anasWeek, ...words })
  it.each([
    ['a schedule that is not there', () => ({ scheduleId: newId() }), 'not_found'],
    ['no time at all', () => ({ endsAt: bensWeek.startsAt }), 'bad_input'],
    ['what is over', () => ({ startsAt: '2026-02-20T00:00:00Z', endsAt: '2026-03-01T12:00:00Z' }), 'bad_input'],
    ['more than a season', () => ({ endsAt: '2026-07-09T08:00:00Z' }), 'bad_input'],
    ['the shift of somebody else', () => anasWeek, 'cover_no_shift'],
    ['oneself', () => ({ of: [world.ben.id] }), 'cover_circular'],
    ['somebody unknown', () => ({ of: [newId()] }), 'unknown_reference'],
    ['somebody who left', () => ({ of: [world.gone.id] }), 'cover_nobody_to_ask'],
    ['a viewer', () => ({ of: [olga.id] }), 'cover_nobody_to_ask'],
    ['a swap with two', () => ({ of: [world.ana.id, carla.id], inReturn: back() }), 'bad_input'],
    ['a swap with nobody named', () => ({ inReturn: back() }), 'bad_input'],
    ['a swap with oneself', () => ({ of: [world.ben.id], inReturn: back(bensWeek) }), 'cover_circular'],
    ['a shift in return that is not theirs', () => ({ of: [carla.id], inReturn: back() }), 'cover_no_shift'],
  ])('refuses %s', async (_, words, code) => {
    const { id: scheduleId } = await world.create()
    const { inReturn, ...rest } = { inReturn: undefined, ...words() }
    const swap = inReturn ? { inReturn: { ...inReturn, scheduleId } } : {}
    const input = { scheduleId, ...bensWeek, ...rest, ...swap }
    expect((await refusalOf(ask(coverActions, 'askCover', as(world.ben), input))).code).toBe(code)
    expect(await world.db.selectFrom('cover_request').select('id').execute()).toEqual([])
  })

  it('looks for one shift once, also when two ask at the same moment', async () => {
    const { id: scheduleId } = await world.create()
    const twice = await Promise.allSettled(
      [1, 2].map(() => ask(coverActions, 'askCover', as(world.ben), { scheduleId, ...bensWeek })),
    )
    expect(twice.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const part = { scheduleId, startsAt: '2026-03-08T00:00:00Z', endsAt: '2026-03-09T00:00:00Z' }
    expect((await refusalOf(ask(coverActions, 'askCover', as(world.ben), part))).code).toBe('cover_asked_already')
  })
})

describe('answering', () => {
  it('asks once more whom something speaks against, and lets them be sure', async () => {
    const { coverId, schedule } = await asked()
    await world.create({ slug: 'days', name: 'Days', rotations: [world.rotation({ turns: [[carla.id]] })] })
    const { forMe } = await ask(coverActions, 'getCover', as(carla), { coverId })
    expect(forMe).toMatchObject({
      because: ['primary_elsewhere'],
      elsewhere: [{ scheduleName: 'Days', role: 'primary' }],
    })
    const taking = ask(coverActions, 'acceptCover', as(carla), { coverId })
    expect(await refusalOf(taking)).toMatchObject({ code: 'cover_conflict', facts: { schedules: ['Days'] } })
    const sure = await ask(coverActions, 'acceptCover', as(carla), { coverId, isSure: true })
    expect(sure.state).toBe('accepted')
    const overrides = await world.db.selectFrom('schedule_override').selectAll().execute()
    expect(overrides).toMatchObject([
      { schedule_id: schedule.id, person_id: carla.id, replaces_id: world.ben.id, reason: `Cover request #${coverId}` },
    ])
  })

  it('does not count what is given in return as speaking against it', async () => {
    const { id: scheduleId } = await world.create()
    const days = await world.create({
      slug: 'days',
      name: 'Days',
      rotations: [world.rotation({ turns: [[carla.id]] })],
    })
    const inReturn = { scheduleId: days.id, ...bensWeek }
    const swap = { scheduleId, ...bensWeek, of: [carla.id], inReturn }
    const { id: coverId } = await ask(coverActions, 'askCover', as(world.ben), swap)
    expect(await ask(coverActions, 'acceptCover', as(carla), { coverId })).toMatchObject({ state: 'accepted' })
    const rows = await world.db.selectFrom('schedule_override').select(['schedule_id', 'person_id']).execute()
    expect(new Map(rows.map((row) => [row.schedule_id, row.person_id]))).toEqual(
      new Map([
        [scheduleId, carla.id],
        [days.id, world.ben.id],
      ]),
    )
  })

  it('refuses who was put out of service or lost every contact since', async () => {
    const { coverId } = await asked()
    await sql`delete from contact where person_id = ${carla.id}`.execute(world.db)
    expect((await refusalOf(ask(coverActions, 'acceptCover', as(carla), { coverId }))).code).toBe('cover_cannot_take')
    await sql`update person set deactivated_at = ${noon} where id = ${carla.id}`.execute(world.db)
    const late = ask(coverActions, 'acceptCover', as(carla), { coverId })
    expect((await refusalOf(late)).facts).toEqual({ because: ['out_of_service', 'out_of_reach'] })
    await sql`update person set deactivated_at = null where id = ${carla.id}`.execute(world.db)
  })

  it.each([
    ['before the shift', '2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z'],
    ['that ends first', '2026-03-04T00:00:00Z', '2026-03-03T00:00:00Z'],
  ])('refuses a part %s', async (_, startsAt, endsAt) => {
    const { coverId } = await asked()
    const part = ask(coverActions, 'acceptCover', as(carla), { coverId, startsAt, endsAt })
    expect((await refusalOf(part)).code).toBe('bad_input')
  })

  it('is declined when everybody has, and told; who declined may think again until then', async () => {
    const { coverId } = await asked()
    const first = await ask(coverActions, 'declineCover', as(carla), { coverId, note: 'a wedding' })
    expect(first).toMatchObject({
      state: 'open',
      asked: [{ answer: 'none' }, { answer: 'declined', note: 'a wedding' }],
    })
    const day = { startsAt: '2026-03-07T00:00:00Z', endsAt: '2026-03-08T00:00:00Z' }
    const offered = await ask(coverActions, 'acceptCover', as(carla), { coverId, ...day })
    expect(offered.asked[1]?.answer).toBe('offered')
    await ask(coverActions, 'declineCover', as(carla), { coverId })
    const last = await ask(coverActions, 'declineCover', as(world.ana), { coverId })
    expect(last).toMatchObject({ state: 'declined', parts: [], open: [] })
    expect((await logOf(world.db)).at(-1)).toMatch(/^Nobody who was asked can take Payments primary for Ben/)
    expect((await refusalOf(ask(coverActions, 'acceptCover', as(carla), { coverId }))).code).toBe('cover_declined')
  })

  it('is taken back by the asker or a manager, and by nobody else', async () => {
    const { coverId } = await asked()
    expect((await refusalOf(ask(coverActions, 'withdrawCover', as(carla), { coverId }))).code).toBe('cover_not_yours')
    expect((await ask(coverActions, 'withdrawCover', as(world.ana), { coverId })).state).toBe('withdrawn')
    expect((await refusalOf(ask(coverActions, 'withdrawCover', as(world.ben), { coverId }))).code).toBe(
      'cover_withdrawn',
    )
  })

  it('never lets a moment be taken twice, whatever the program believes', async () => {
    const { coverId } = await asked()
    const piece = { startsAt: Temporal.Instant.from(bensWeek.startsAt), endsAt: Temporal.Instant.from(bensWeek.endsAt) }
    await takeParts(world.db, { coverId, personId: carla.id }, [piece], noon)
    const again = [{ ...piece, startsAt: piece.endsAt.subtract({ hours: 1 }) }]
    const twice = takeParts(world.db, { coverId, personId: world.ana.id }, again, noon)
    await expect(twice).rejects.toThrow(/cover_part_taken_once/)
    const afterwards = [{ startsAt: piece.endsAt, endsAt: piece.endsAt.add({ hours: 1 }) }]
    await takeParts(world.db, { coverId, personId: world.ana.id }, afterwards, noon)
  })

  it('wins over an override that was made while it waited for the schedule', async () => {
    // Ana stands in for Ben and asks Carla; the override was committed by a clock ahead of the answer's.
    const { id: scheduleId } = await world.create()
    await world.addOverride(scheduleId, { personId: world.ana.id, replaces: world.ben.id, ...bensWeek })
    const { id: coverId } = await ask(coverActions, 'askCover', as(world.ana), {
      scheduleId,
      ...bensWeek,
      of: [carla.id],
    })
    await sql`update schedule_override set created_at = created_at + interval '5 seconds'`.execute(world.db)
    await ask(coverActions, 'acceptCover', as(carla), { coverId })
    const at = { at: '2026-03-04T00:00:00Z', scheduleId }
    const { onCall } = await ask(world.company, 'listOnCall', world.context(), at)
    expect(onCall[0]?.people.map(({ name }) => name)).toEqual(['Carla'])
  })

  it('lists what is mine, what asks me, and what is open on a schedule', async () => {
    const { coverId, schedule } = await asked()
    const list = async (actor: typeof carla, input: EndpointInput<'listCovers'>) =>
      (await ask(coverActions, 'listCovers', as(actor), input)).covers.map(({ id }) => id)
    expect(await list(world.ben, { who: 'mine' })).toEqual([coverId])
    expect(await list(world.ben, { who: 'asked' })).toEqual([])
    expect(await list(carla, { who: 'asked' })).toEqual([coverId])
    expect(await list(olga, { scheduleId: schedule.id })).toEqual([coverId])
    expect(await list(olga, { teamId: newId() })).toEqual([])
    await ask(coverActions, 'withdrawCover', as(world.ben), { coverId })
    expect(await list(carla, { who: 'asked' })).toEqual([])
    expect(await list(carla, { state: 'all' })).toEqual([coverId])
  })
})

it('asks the database no more for many requests than for one', async () => {
  const { coverId, schedule } = await asked()
  const countOf = async (covers: number) => {
    let statements = 0
    const counting = {
      transformQuery: ({ node }: PluginTransformQueryArgs) => {
        statements += 1
        return node
      },
      transformResult: async ({ result }: PluginTransformResultArgs) => result,
    }
    const ctx = { ...as(carla), db: world.db.withPlugin(counting) }
    expect((await ask(coverActions, 'listCovers', ctx, { who: 'asked' })).covers).toHaveLength(covers)
    return statements
  }
  const one = await countOf(1)
  await ask(coverActions, 'withdrawCover', as(world.ben), { coverId })
  for (const day of ['03', '04', '05']) {
    const span = { startsAt: `2026-03-${day}T08:00:00Z`, endsAt: `2026-03-${day}T09:00:00Z` }
    await ask(coverActions, 'askCover', as(world.ben), { scheduleId: schedule.id, ...span })
  }
  expect(await countOf(3)).toBe(one)
})

describe('what is told', () => {
  const reader = (person: typeof carla, language: 'en' | 'ko' = 'en') => ({
    personId: person.id,
    language,
    zone: language === 'en' ? 'Europe/Berlin' : 'Asia/Seoul',
  })
  const stored = async (coverId: number) => (await findCover(world.db, coverId)) ?? expect.fail('it is there')

  it('goes to those who have not answered, to the asker, and to the managers', async () => {
    const { coverId } = await asked()
    await ask(coverActions, 'declineCover', as(world.ana), { coverId })
    const cover = await stored(coverId)
    const notices = await reminderNotices(world.db, cover, ['asked', 'asker', 'owners'], noon)
    expect(notices.map(({ personId, kind }) => [personId, kind])).toEqual(
      expect.arrayContaining([
        [carla.id, 'cover_asked'],
        [world.ben.id, 'cover_open'],
        [world.ana.id, 'cover_open'],
      ]),
    )
    expect(notices).toHaveLength(3)
    expect(await answerNotices(world.db, cover, noon)).toEqual([
      { personId: world.ben.id, kind: 'cover_answered', subject: `cover:${coverId}`, dueAt: noon },
    ])
  })

  it('says to whoever is asked what they need to decide, in their language and zone', async () => {
    const { coverId } = await asked({ note: 'A funeral', startsAt: '2026-03-06T17:00:00Z' })
    await world.create({
      slug: 'days',
      name: 'Days',
      rotations: [world.rotation({ turns: [[carla.id], [world.ana.id]], role: 'secondary' })],
    })
    const subject = `cover:${coverId}`
    expect(await coverTellers.cover_asked(world.db, { ...reader(carla), subject }, noon)).toEqual({
      subject: 'Can you take Payments primary for Ben? Fri 6 Mar 18:00 – Mon 9 Mar 09:00',
      paragraphs: [
        '2 days 15 hours, with 3 nights and 2 days of a weekend. Times are those of Europe/Berlin.',
        'Ben writes: A funeral',
        'What else you are on call for in those weeks: Days (Mon 23 Feb 09:00 – Mon 2 Mar 09:00); Days (Mon 9 Mar 09:00 – Mon 16 Mar 09:00).',
        'Open the request to say that you take it, take a part, or cannot.',
      ],
      path: `/covers/${coverId}`,
    })
    const korean = await coverTellers.cover_asked(world.db, { ...reader(carla, 'ko'), subject }, noon)
    expect(korean?.subject).toBe(
      'Ben 님 대신 Payments primary 온콜을 맡아 주실 수 있나요? 3월 7일(토) 02:00 – 3월 9일(월) 17:00',
    )
    expect(await coverTellers.cover_asked(world.db, { ...reader(world.ben), subject }, noon)).toBeNull()
    await ask(coverActions, 'declineCover', as(carla), { coverId })
    expect(await coverTellers.cover_asked(world.db, { ...reader(carla), subject }, noon)).toBeNull()
    expect(await coverTellers.cover_asked(world.db, { ...reader(carla), subject: 'cover:999999' }, noon)).toBeNull()
  })

  it('says to the asker what became of it, and to whoever offered that it is agreed', async () => {
    const { coverId } = await asked()
    const told = async (kind: keyof typeof coverTellers, who: typeof carla) =>
      (await coverTellers[kind](world.db, { ...reader(who), subject: `cover:${coverId}` }, noon))?.subject
    expect(await told('cover_open', world.ben)).toBe(
      'Nobody has taken Payments primary for Ben yet, from Mon 2 Mar 09:00',
    )
    const day = { startsAt: '2026-03-07T00:00:00Z', endsAt: '2026-03-08T00:00:00Z' }
    const { parts } = await ask(coverActions, 'acceptCover', as(carla), { coverId, ...day })
    expect(await told('cover_answered', world.ben)).toBe(
      'Carla would take a part of Payments primary: Sat 7 Mar 01:00 – Sun 8 Mar 01:00',
    )
    expect(await told('cover_answered', carla)).toBeUndefined()
    await ask(coverActions, 'agreeToCoverPart', as(world.ben), { coverId, partId: parts[0]?.id ?? 0 })
    expect(await told('cover_answered', carla)).toBe(
      'You take Payments primary for Ben: Sat 7 Mar 01:00 – Sun 8 Mar 01:00',
    )
    await ask(coverActions, 'acceptCover', as(world.ana), { coverId })
    expect(await told('cover_answered', world.ben)).toMatch(/^Ana takes Payments primary for you: Mon 2 Mar 09:00/)
    expect(await told('cover_open', world.ben)).toBeUndefined()
    expect(await told('cover_asked', world.ana)).toBeUndefined()
  })
})

it('a request is void at once when a calendar gives the shift to somebody else', async () => {
  const { id: scheduleId } = await world.create()
  const span = { startsAt: '2026-03-02T08:00:00Z', endsAt: '2026-03-09T08:00:00Z' }
  const calendarId = await world.followCalendar(scheduleId, world.ben.id, span)
  const { id: coverId } = await ask(coverActions, 'askCover', as(world.ben), { scheduleId, ...bensWeek })
  const kind = coverKind({ db: world.db, node: 'n', announce: () => {} })
  await kind.step()
  expect(await kind.step()).toBe(0)
  const shift = { startsAt: Temporal.Instant.from(span.startsAt), endsAt: Temporal.Instant.from(span.endsAt) }
  await replaceCalendarShifts(world.db, calendarId, [{ personId: carla.id, ...shift }])
  expect(await kind.step()).toBe(1)
  const cover = await ask(coverActions, 'getCover', as(world.ben), { coverId })
  expect(cover).toMatchObject({ state: 'void', because: 'shift_changed' })
})

it('a request that is due is looked at by one node', async () => {
  const { coverId } = await asked()
  const kind = coverKind({ db: world.db, node: 'n', announce: () => {} })
  const counts = await Promise.all([kind.step(), kind.step()])
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1)
  const { due_at, reminded_until } = await world.db
    .selectFrom('cover_request')
    .select(['due_at', 'reminded_until'])
    .where('id', '=', coverId)
    .executeTakeFirstOrThrow()
  // Sunday noon; it begins on Monday at eight: half a day before, the asker and the owners are told.
  expect([reminded_until, due_at]).toEqual([noon, Temporal.Instant.from('2026-03-01T20:00:00Z')])
  await pinClock(world.db, noon)
})
