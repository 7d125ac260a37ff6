// The timeline of an incident: in the order of what happened, corrected without being rewritten, pinned, found in, and taken along.
import { sql } from 'kysely'
import { expect } from 'vitest'
import { story, teamId, type World } from '../world.ts'
import { haveToken } from './everything.ts'

type Named = { readonly id: string; readonly token: string }

async function named(world: World, name: string, role: 'viewer' | 'responder' | 'manager' = 'responder') {
  const id = await world.person(name, { role })
  if (role === 'viewer') await sql`delete from team_member where person_id = ${id}`.execute(world.database.db)
  return { id, token: await haveToken(world, id) }
}

const declare = (world: World, { token }: Named, draft: { isPrivate?: boolean; alertIds?: number[] } = {}) =>
  world.call('declareIncident', { teamId, title: 'Checkout answers 500', ...draft }, token)

const note = (world: World, { token }: Named, incidentId: number, text: string, happenedAt?: string) =>
  world.call('noteIncident', { incidentId, text, ...(happenedAt ? { happenedAt } : {}) }, token)

story('what happened hours before it was written stands where it happened, in both directions', async (world) => {
  await world.at('2026-03-03T09:00:00Z')
  const ana = await named(world, 'ana')
  const alert = await world.raise('Checkout answers 500', { policy: 'ana 5m' })
  const { id: incidentId } = await declare(world, ana, { alertIds: [alert.id] })
  await note(world, ana, incidentId, 'now')
  await world.pass({ minutes: 1 })
  await note(world, ana, incidentId, 'at five', '2026-03-03T05:00:00Z')
  await note(world, ana, incidentId, 'at seven', '2026-03-03T07:00:00Z')
  await note(world, ana, incidentId, 'at seven too', '2026-03-03T07:00:00Z')
  await note(world, ana, incidentId, 'at six', '2026-03-03T06:00:00Z')
  const says = ({ entries }: { entries: readonly { says: string }[] }) => entries.map((entry) => entry.says)
  const whole = await world.call('readTimeline', { incidentId, limit: 200 })
  expect(says(whole).slice(-4)).toEqual(['Ana: at seven too', 'Ana: at seven', 'Ana: at six', 'Ana: at five'])
  expect(says(whole)).toContainEqual(expect.stringMatching(/raised P\d: Checkout answers 500/))
  expect(whole).toMatchObject({ nextBefore: null, nextAfter: null })
  expect(whole.entries.at(-1)).toMatchObject({ happenedAt: '2026-03-03T05:00:00.000Z', at: '2026-03-03T09:01:00.000Z' })

  // Read on in parts of any size, either way, it is the same stream, with nothing twice.
  for (const limit of [1, 2, 3]) {
    const down: string[] = []
    let before: string | undefined
    for (;;) {
      const part = await world.call('readTimeline', { incidentId, limit, ...(before ? { before } : {}) })
      down.push(...says(part))
      if (part.nextBefore === null) break
      before = part.nextBefore
      // What comes in at the top meanwhile moves nothing below.
      if (down.length === limit) await note(world, ana, incidentId, `while reading by ${limit}`)
    }
    const news = [1, 2, 3].filter((each) => each < limit).map((each) => `Ana: while reading by ${each}`)
    expect(down).toEqual([...news.toReversed(), ...says(whole)])
    const up: string[] = []
    let after: string | undefined
    for (;;) {
      const part = await world.call('readTimeline', {
        incidentId,
        limit,
        order: 'oldest',
        ...(after ? { after } : {}),
      })
      up.push(...says(part))
      if (part.nextAfter === null) break
      after = part.nextAfter
    }
    expect(up).toEqual([...says(whole).toReversed(), ...news, `Ana: while reading by ${limit}`])
  }
  for (const before of ['', 'yesterday', '2026-99-99T00:00:00Z,1', '2026-03-03T09:00:00Z,0'])
    expect((await world.ask('readTimeline', { incidentId, before })).status, before).toBe(400)
})

story('a note that is still to come is refused, and a clock that is a little ahead is not', async (world) => {
  const ana = await named(world, 'ana')
  const { id: incidentId } = await declare(world, ana)
  const late = { incidentId, text: 'tomorrow', happenedAt: '2026-03-03T09:00:00Z' }
  expect((await world.ask('noteIncident', late, ana.token)).body['code']).toBe('happened_in_future')
  const ahead = await note(world, ana, incidentId, 'now', world.now.add({ seconds: 90 }).toString())
  expect(ahead.happenedAt).toBeNull()
})

story('a note is corrected, what it said before is kept, and only what it says now is found', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const mia = await named(world, 'mia', 'manager')
  const { id: incidentId } = await declare(world, ana)
  const first = await note(world, ana, incidentId, 'The cache was warm')
  expect(first).toMatchObject({ version: 1, correctedBy: null, personId: ana.id })
  await world.settle()
  await world.pass({ minutes: 3 })
  const entryId = first.id
  const happenedAt = '2026-03-02T08:00:00.000Z'
  const second = await world.call(
    'correctNote',
    { entryId, version: 1, text: 'The cache was cold', happenedAt },
    ana.token,
  )
  expect(second).toMatchObject({
    version: 2,
    says: 'Ana: The cache was cold',
    happenedAt,
    at: '2026-03-02T09:00:00.000Z',
    correctedBy: 'Ana',
    correctedAt: '2026-03-02T09:03:00.000Z',
  })
  await world.pass({ minutes: 1 })
  await world.call('correctNote', { entryId, version: 2, happenedAt: null }, mia.token)
  expect((await world.call('listWordings', { entryId }, ben.token)).wordings).toEqual([
    { version: 2, text: 'The cache was cold', happenedAt, by: 'Ana', at: '2026-03-02T09:03:00.000Z' },
    { version: 1, text: 'The cache was warm', happenedAt: null, by: 'Ana', at: '2026-03-02T09:00:00.000Z' },
  ])
  const found = async (search: string) => (await world.call('readLog', { search })).entries.map(({ says }) => says)
  // Before the index has followed, and after.
  for (let time = 0; time < 2; time++) {
    expect(await found('cache cold')).toEqual(['Ana: The cache was cold'])
    expect(await found('cache warm')).toEqual([])
    await world.settle()
  }
  expect((await world.call('readTimeline', { incidentId, search: 'warm' })).entries).toEqual([])
  const { entries } = await world.call('readTimeline', { incidentId, groups: 'notes' })
  expect(entries).toMatchObject([{ version: 3, correctedBy: 'Mia', happenedAt: null }])

  // What changes nothing is no correction.
  const same = await world.call('correctNote', { entryId, version: 3, text: 'The cache was cold' }, ana.token)
  expect(same.version).toBe(3)
  // Neither words nor the past can be changed behind its back.
  for (const change of [
    sql`update log_entry set says = 'never', version = version + 1 where kind = 'incident_declared'`,
    sql`update log_entry set says = 'never' where id = ${entryId}`,
    sql`update log_entry set actor_name = 'Ben', version = version + 1 where id = ${entryId}`,
    sql`update log_wording set text = 'never'`,
    sql`delete from log_wording`,
  ])
    await expect(change.execute(world.database.db)).rejects.toThrow(/append-only/)
})

story('who may correct what, and who only reads it', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const eve = await named(world, 'eve', 'viewer')
  const { id: incidentId } = await declare(world, ana)
  const { id: entryId } = await note(world, ana, incidentId, 'mine')
  const correct = (who: Named, of: number) =>
    world.ask('correctNote', { entryId: of, version: 1, text: 'changed' }, who.token)
  expect((await correct(ben, entryId)).body).toMatchObject({ code: 'note_not_yours' })
  expect((await correct(eve, entryId)).body).toMatchObject({ code: 'not_allowed' })
  const engine = (await world.call('readTimeline', { incidentId })).entries.find(({ kind }) => kind !== 'note_written')
  expect((await correct(ana, engine?.id ?? 0)).body).toMatchObject({ code: 'entry_not_a_note' })
  expect((await correct(ana, 999_999)).status).toBe(404)
  // A note in the log of a team is corrected in the same way, and stays as short as one.
  const written = await world.call('writeNote', { teamId, text: 'by hand' }, ana.token)
  expect((await correct(ana, written.id)).body).toMatchObject({ says: 'Ana: changed', version: 2 })
  const long = { entryId: written.id, version: 2, text: 'x'.repeat(4_001) }
  expect((await world.ask('correctNote', long, ana.token)).body['code']).toBe('note_too_long')
  expect((await world.call('listWordings', { entryId: written.id }, eve.token)).wordings).toHaveLength(1)
})

story('of two who correct at once one wins, and the other sees what came between', async (world) => {
  const ana = await named(world, 'ana')
  const mia = await named(world, 'mia', 'manager')
  const { id: incidentId } = await declare(world, ana)
  const { id: entryId } = await note(world, ana, incidentId, 'first')
  const answers = await Promise.all([
    world.ask('correctNote', { entryId, version: 1, text: 'of Ana' }, ana.token),
    world.ask('correctNote', { entryId, version: 1, text: 'of Mia' }, mia.token),
  ])
  const lost = answers.find(({ status }) => status !== 200)
  const winner = answers[0]?.status === 200 ? 'Ana' : 'Mia'
  expect(lost).toMatchObject({ status: 409, body: { code: 'note_corrected_meanwhile' } })
  expect(lost?.body['facts']).toMatchObject({ by: winner, version: 2, text: `of ${winner}` })
  expect((await world.call('listWordings', { entryId })).wordings).toHaveLength(1)
})

story('what is pinned stands on top and says by whom, and what is not of it cannot be pinned', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const eve = await named(world, 'eve', 'viewer')
  const alert = await world.raise('Disk is full', { policy: 'ana 5m' })
  const { id: incidentId } = await declare(world, ana, { alertIds: [alert.id] })
  const other = await declare(world, ben)
  const first = await note(world, ana, incidentId, 'bridge: +49 30 1')
  const foreign = await note(world, ben, other.id, 'elsewhere')
  const { entries } = await world.call('readTimeline', { incidentId, groups: 'alerts' })
  const ofAlert = entries.find(({ alertId }) => alertId === alert.id)
  await world.call('pinEntry', { incidentId, entryId: first.id }, ben.token)
  await world.pass({ minutes: 1 })
  await world.call('pinEntry', { incidentId, entryId: first.id }, ana.token)
  const { pinned } = await world.call('pinEntry', { incidentId, entryId: ofAlert?.id ?? 0 }, ana.token)
  expect(pinned.map(({ by, at, entry }) => [by, at, entry.id])).toEqual([
    ['Ana', '2026-03-02T09:01:00.000Z', ofAlert?.id],
    ['Ben', '2026-03-02T09:00:00.000Z', first.id],
  ])
  expect((await world.call('readTimeline', { incidentId, isPinned: 'true' })).entries).toHaveLength(2)
  expect((await world.ask('pinEntry', { incidentId, entryId: foreign.id }, ana.token)).status).toBe(404)
  expect((await world.ask('pinEntry', { incidentId, entryId: first.id }, eve.token)).status).toBe(403)
  await world.call('detachAlert', { incidentId, alertId: alert.id }, ana.token)
  await world.call('unpinEntry', { incidentId, entryId: first.id }, ana.token)
  expect((await world.call('readTimeline', { incidentId })).pinned).toEqual([])
  for (let at = 0; at < 30; at++) {
    const { id: entryId } = await note(world, ana, incidentId, `pin ${at}`)
    await world.call('pinEntry', { incidentId, entryId }, ana.token)
  }
  const full = await world.ask('pinEntry', { incidentId, entryId: first.id }, ana.token)
  expect(full.body['code']).toBe('pins_full')
})

story('it is narrowed to groups, a person, words, and what is new', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const { id: incidentId } = await declare(world, ana)
  await world.call('joinIncident', { incidentId, role: 'expert' }, ben.token)
  await world.call('announceAction', { incidentId, text: 'Restart 100%' }, ben.token)
  const seen = await note(world, ana, incidentId, 'Restart is slow')
  await note(world, ben, incidentId, 'It is back')
  const asked = async (query: object) =>
    (await world.call('readTimeline', { incidentId, ...query })).entries.map(({ says }) => says)
  expect(await asked({ groups: 'actions' })).toEqual(['Ben is about to: Restart 100%'])
  expect(await asked({ groups: 'people,actions' })).toHaveLength(3)
  expect(await asked({ personId: ben.id })).toHaveLength(3)
  expect(await asked({ search: 'restart' })).toEqual(['Ana: Restart is slow', 'Ben is about to: Restart 100%'])
  expect(await asked({ search: '%' })).toEqual(['Ben is about to: Restart 100%'])
  expect(await asked({ writtenAfter: seen.id })).toEqual(['Ben: It is back'])
  expect((await world.ask('readTimeline', { incidentId, groups: 'gossip' })).status).toBe(400)
})

story('all of it is taken along as of one moment, with its clocks, in the order of what happened', async (world) => {
  await world.at('2026-03-03T09:00:00Z')
  const ana = await named(world, 'ana')
  const { id: incidentId } = await declare(world, ana)
  const since = '2026-03-03T08:30:00Z'
  await world.call('describeIncident', { incidentId, what: 'No card is taken', since }, ana.token)
  const hostile = `# End\n\n---\n</script><script>alert(1)</script> ${'`'.repeat(20)}${'x'.repeat(99_000)}`
  for (let time = 0; time < 3; time++) await note(world, ana, incidentId, `${hostile}${time}`, '2026-03-03T06:00:00Z')
  await world.pass({ minutes: 10 })
  await world.call('mitigateIncident', { incidentId, isMitigated: true }, ana.token)
  const taken = await world.call('exportIncident', { incidentId }, ana.token)
  expect(taken).toMatchObject({ format: 'baton.incident/1', leftOut: 0, incident: { what: 'No card is taken' } })
  expect(
    taken.clocks.map(({ clock, secondsSinceBegun, secondsSinceDeclared }) => [
      clock,
      secondsSinceBegun,
      secondsSinceDeclared,
    ]),
  ).toEqual([
    ['began', 0, -1_800],
    ['declared', 1_800, 0],
    ['mitigated', 2_400, 600],
  ])
  const moments = taken.timeline.map(({ happenedAt, at }) => happenedAt ?? at)
  expect(moments).toEqual(moments.toSorted())
  expect(taken.timeline.slice(0, 3).map(({ facts }) => facts['text'])).toEqual(
    [0, 1, 2].map((each) => `${hostile}${each}`),
  )
})

story('so much is in one answer, and it says how much is not', async (world) => {
  const ana = await named(world, 'ana')
  const { id: incidentId } = await declare(world, ana)
  await sql`
    insert into log_entry (at, kind, actor_kind, actor_name, incident_id, says, facts)
    select '2026-03-02T09:00:00Z', 'note_written', 'person', 'Ana', ${incidentId}, repeat('x', 100000), '{}'
    from generate_series(1, 120)`.execute(world.database.db)
  const taken = await world.call('exportIncident', { incidentId })
  expect(taken.timeline.length).toBeLessThanOrEqual(101)
  expect(taken.timeline.length + taken.leftOut).toBe(122)
})

story('nothing of a private incident is corrected, pinned, read or taken along by others', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const { id: incidentId } = await declare(world, ana, { isPrivate: true })
  const { id: entryId } = await note(world, ana, incidentId, 'The thief is known')
  await world.call('correctNote', { entryId, version: 1, text: 'The thief is Kim' }, ana.token)
  const asked = [
    world.ask('listWordings', { entryId }, ben.token),
    world.ask('correctNote', { entryId, version: 2, text: 'Hm' }, ben.token),
    world.ask('pinEntry', { incidentId, entryId }, ben.token),
    world.ask('unpinEntry', { incidentId, entryId }, ben.token),
    world.ask('exportIncident', { incidentId }, ben.token),
    world.ask('offerRole', { incidentId, personId: ana.id, role: 'lead' }, ben.token),
    world.ask('acceptOffer', { incidentId, offerId: 1 }, ben.token),
  ]
  for (const answer of await Promise.all(asked)) {
    expect(answer.status).toBe(404)
    expect(JSON.stringify(answer.body)).not.toMatch(/thief|Kim/)
  }
  for (const search of ['thief', 'Kim'])
    expect((await world.call('readLog', { search }, ben.token)).entries).toEqual([])
  expect((await world.call('listWordings', { entryId }, ana.token)).wordings).toMatchObject([
    { text: 'The thief is known' },
  ])
})
