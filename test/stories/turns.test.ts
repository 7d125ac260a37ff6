// A step that reaches its people in turn: each page takes the next of them, whoever opens it.
import { sql } from 'kysely'
import { expect } from 'vitest'
import { story, teamId, type World } from '../world.ts'
import { people, person, rewrite, serviceWith } from './policy.test-support.ts'

async function alerts(world: World, key: string, ...names: readonly string[]) {
  for (const dedup of names) {
    await world.event(key, { action: 'trigger', summary: dedup, dedup })
    await world.settle()
  }
}

const rung = (world: World) => ['ana', 'ben', 'cho'].map((name) => world.phone(name).all().length)

story('each page takes the next of them', async (world) => {
  const targets = await people(world, 'ana', 'ben', 'cho')
  const { key } = await serviceWith(world, [{ waitMinutes: 30, inTurn: true, targets }], { grouping: 'none' })
  await alerts(world, key, 'one', 'two', 'three', 'four')
  expect(rung(world)).toEqual([2, 1, 1])
  world.phone('ana').rang('four')
})

story('a repeat takes the next, and a rehearsal takes nobody', async (world) => {
  const targets = await people(world, 'ana', 'ben', 'cho')
  const { key, policyId } = await serviceWith(world, [{ waitMinutes: 5, inTurn: true, targets }], { repeats: 1 })
  await alerts(world, key, 'one')
  await world.pass({ minutes: 5 })
  expect(rung(world)).toEqual([1, 1, 0])
  const policy = await world.call('getPolicy', { policyId })
  for (let times = 0; times < 2; times++) {
    const { moments } = await world.call('rehearsePolicy', { policy, priority: 'P1' })
    expect(moments.map(({ isInTurn, reaches }) => [isInTurn, reaches.map(({ name }) => name)])).toEqual([
      [true, ['Cho']],
      [true, ['Ana']],
    ])
  }
})

story('whoever cannot be reached is passed, and is next when they can be', async (world) => {
  const targets = await people(world, 'ana', 'ben', 'cho')
  const { key } = await serviceWith(world, [{ waitMinutes: 30, inTurn: true, targets }], { grouping: 'none' })
  await alerts(world, key, 'one')
  const ben = await world.person('ben')
  await world.call('changePerson', { personId: ben, isDeactivated: true })
  await alerts(world, key, 'two', 'three')
  expect(rung(world)).toEqual([2, 0, 1])
  await world.call('changePerson', { personId: ben, isDeactivated: false })
  await alerts(world, key, 'four', 'five')
  expect(rung(world)).toEqual([2, 1, 2])
})

story('the people of a team, and those on call, have their turns too', async (world) => {
  await people(world, 'ana', 'ben')
  const team = { kind: 'team' as const, teamId, part: 'responders' as const }
  const { key } = await serviceWith(world, [{ waitMinutes: 30, inTurn: true, targets: [team] }], { grouping: 'none' })
  await alerts(world, key, 'one', 'two', 'three', 'four')
  expect(rung(world)).toEqual([2, 2, 0])
})

story('an edit of the step leaves the turns as they were', async (world) => {
  const [ana, ben, cho] = await people(world, 'ana', 'ben', 'cho')
  if (!ana || !ben || !cho) throw new Error('nobody there')
  const step = { waitMinutes: 30, inTurn: true, targets: [ana, ben] }
  const { key, policyId } = await serviceWith(world, [step], { grouping: 'none' })
  await alerts(world, key, 'one')
  await rewrite(world, policyId, { steps: [{ ...step, targets: [ana, cho, ben] }] })
  await alerts(world, key, 'two', 'three', 'four')
  expect(rung(world)).toEqual([2, 1, 1])
})

story(
  'many pages on two nodes at one moment: nobody is passed over, and nobody gets two before all had one',
  async (world) => {
    const targets = await people(world, 'ana', 'ben', 'cho')
    const { key } = await serviceWith(world, [{ waitMinutes: 30, inTurn: true, targets }], { grouping: 'none' })
    const other = await world.startAnother()
    const names = Array.from({ length: 30 }, (_, nth) => `host-${nth}`)
    await Promise.all(names.map((dedup) => world.event(key, { action: 'trigger', summary: dedup, dedup })))
    await Promise.all([world.settle(), other.settle()])
    await Promise.all([world.settle(), other.settle()])
    const { rows } = await world.database.pool.query<{ person_id: string }>(
      'select d.person_id from delivery d order by d.page_id',
    )
    const order = rows.map(({ person_id }) => person_id)
    expect([...Map.groupBy(order, (id) => id).values()].map(({ length }) => length)).toEqual([10, 10, 10])
    // And each page by the very next after the one before.
    for (const [nth, personId] of order.entries()) if (nth >= 3) expect(personId).toBe(order[nth - 3])
  },
)

story('pages that go on at one moment take one turn each', async (world) => {
  const [dara, ...targets] = await people(world, 'dara', 'ana', 'ben', 'cho')
  if (!dara) throw new Error('nobody there')
  const steps = [
    { waitMinutes: 5, targets: [dara] },
    { waitMinutes: 30, inTurn: true, targets },
  ]
  const { key } = await serviceWith(world, steps, { grouping: 'none' })
  const other = await world.startAnother()
  for (let nth = 0; nth < 9; nth++) await world.event(key, { action: 'trigger', dedup: `host-${nth}` })
  await world.settle()
  await world.at(world.now.add({ minutes: 6 }).toString())
  await Promise.all([world.settle(), other.settle()])
  expect(rung(world)).toEqual([3, 3, 3])
})

story('a node that knows of older turns decides again', async (world) => {
  const targets = await people(world, 'ana', 'ben', 'cho')
  const { key } = await serviceWith(world, [{ waitMinutes: 30, inTurn: true, targets }], { grouping: 'none' })
  const other = await world.startAnother()
  for (const [nth, node] of [world, other, world, other].entries()) {
    await world.event(key, { action: 'trigger', dedup: `host-${nth}` })
    await node.settle()
  }
  expect(rung(world)).toEqual([2, 1, 1])
})

story('a later step waits for whoever takes a turn at that moment', async (world) => {
  const [dara, ana, ben] = await people(world, 'dara', 'ana', 'ben')
  if (!dara || !ana || !ben) throw new Error('nobody there')
  const steps = [
    { waitMinutes: 5, targets: [dara] },
    { waitMinutes: 30, inTurn: true, targets: [ana, ben] },
  ]
  const { key, policyId } = await serviceWith(world, steps)
  await alerts(world, key, 'one')
  const { db } = world.database
  await db.insertInto('step_turn').values({ policy_id: policyId, position: 1 }).execute()
  await world.at(world.now.add({ minutes: 6 }).toString())
  const settled = await db.transaction().execute(async (tx) => {
    await tx.selectFrom('step_turn').selectAll().where('policy_id', '=', policyId).forUpdate().execute()
    const goingOn = world.settle()
    for (let asked = 0; asked < 2_000; asked++) {
      const { rows } = await sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
      if (rows.length > 0) break
    }
    const people = [ana.personId]
    await tx.updateTable('step_turn').set({ people }).where('policy_id', '=', policyId).execute()
    return { goingOn }
  })
  await settled.goingOn
  expect(rung(world)).toEqual([0, 1, 0])
})

story('the turn is counted where the step is written, also in another policy', async (world) => {
  const targets = await people(world, 'ana', 'ben')
  const inner = await serviceWith(world, [{ waitMinutes: 30, inTurn: true, targets }])
  const named = { waitMinutes: 30, targets: [{ kind: 'policy' as const, policyId: inner.policyId }] }
  const outer = await serviceWith(world, [named])
  await alerts(world, inner.key, 'one')
  await alerts(world, outer.key, 'two')
  expect(rung(world)).toEqual([1, 1, 0])
  expect(await person(world, 'ana')).toBeDefined()
})
