// A shift ends and begins with a handover: two keys, and until both are turned whoever goes is paged beside whoever came.
import { expect } from 'vitest'
import { story, type World } from '../world.ts'
import { haveToken } from './everything.ts'

type Named = { readonly id: string; readonly token: string }

async function named(world: World, name: string, role: 'responder' | 'manager' = 'responder'): Promise<Named> {
  const id = await world.person(name, { role })
  return { id, token: await haveToken(world, id) }
}

/** Ana's week ends on Monday 9 March at 09:00, and Ben's begins. */
async function anaThenBen(world: World) {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  await world.at('2026-03-08T10:00:00Z')
  const scheduleId = await world.schedule('payments', {
    people: ['ana', 'ben'],
    startsOn: '2026-03-02',
    handsOver: true,
  })
  const { key } = await world.service('schedule:payments 5m, person:eve 10m')
  await world.settle()
  return { ana, ben, scheduleId, key }
}

const openOnes = async (world: World) => (await world.call('listHandovers', {})).handovers
const first = async (world: World) => (await openOnes(world))[0] ?? expect.fail('no handover is open')
const codeOf = async (asked: Promise<{ body: Record<string, unknown> }>) => (await asked).body['code']

/** The one goes through, as it should: Ana signs, Ben reads and accepts. */
async function accept(world: World, handoverId: number, ben: Named) {
  const read = await world.call('getHandover', { handoverId }, ben.token)
  return world.call('acceptHandover', { handoverId, mark: read.mark }, ben.token)
}

story(
  'an hour before the change the brief is drafted, Ana signs, Ben accepts, and what is open is his',
  async (world) => {
    const { ana, ben, key } = await anaThenBen(world)
    expect(await first(world)).toMatchObject({ state: 'planned', from: { name: 'Ana' }, to: { name: 'Ben' } })
    await world.at('2026-03-09T07:30:00Z')
    await world.event(key, { action: 'trigger', summary: 'Checkout is failing', dedup: 'checkout' })
    await world.settle()
    const [alert] = (await world.call('listAlerts', {})).alerts
    await world.call('acknowledgeAlert', { alertId: alert?.id ?? 0 }, ana.token)
    const { id: handoverId } = await first(world)
    expect(await codeOf(world.ask('signHandover', { handoverId, version: 0 }, ana.token))).toBe('handover_too_early')

    await world.pass({ minutes: 31 })
    world.phone('ana').rang('Hand over Payments at')
    const draft = await world.call('getHandover', { handoverId }, ana.token)
    expect(draft).toMatchObject({ state: 'draft', coversUntil: '2026-03-09T10:00:00.000Z' })
    expect(draft.brief).toMatchObject([
      {
        section: 'alerts',
        total: 1,
        items: [{ title: 'Checkout is failing', owner: { name: 'Ana' }, fate: 'passes' }],
      },
    ])
    expect(await codeOf(world.ask('acceptHandover', { handoverId, mark: draft.mark }, ben.token))).toBe(
      'handover_not_signed',
    )
    expect(await codeOf(world.ask('signHandover', { handoverId, version: 0 }, ben.token))).toBe('handover_not_yours')
    await world.call('writeHandover', { handoverId, version: 0, words: 'Watch the checkout.' }, ana.token)
    expect(await codeOf(world.ask('signHandover', { handoverId, version: 0 }, ana.token))).toBe('changed_meanwhile')
    await world.call('signHandover', { handoverId, version: 1 }, ana.token)
    expect(await codeOf(world.ask('signHandover', { handoverId, version: 1 }, ana.token))).toBe('handover_signed')
    await world.settle()
    world.phone('ben').rang('Payments is yours from')

    await world.at('2026-03-09T09:02:00Z')
    const accepted = await accept(world, handoverId, ben)
    expect(accepted).toMatchObject({
      state: 'accepted',
      acceptedBy: 'Ben',
      coversUntil: null,
      words: 'Watch the checkout.',
    })
    expect((await world.call('listAlerts', {})).alerts).toMatchObject([{ acknowledgedBy: 'Ben' }])
    await world.log.says('Ben has it now, handed over by Ana: Checkout is failing')
    await world.log.says('Ben accepted the handover of Payments, from Ana to Ben; changed owner: 1')
    // Accepting twice is once.
    await world.call('acceptHandover', { handoverId, mark: 'whatever' }, ben.token)
    expect((await openOnes(world)).map(({ state }) => state)).toEqual([])
  },
)

story(
  'until it is accepted both are paged; at the grace others are told; at the valve the schedule alone holds',
  async (world) => {
    await named(world, 'mia', 'manager')
    const { ben, key } = await anaThenBen(world)
    await world.at('2026-03-09T09:05:00Z')
    await world.settle()
    await world.event(key, { action: 'trigger', summary: 'Queue is full', dedup: 'queue' })
    await world.settle()
    world.phone('ana').rang('Queue is full')
    world.phone('ben').rang('Queue is full')
    await world.log.says(
      'Ben, Ana paged (on call for Payments; hands over Payments, not accepted yet): Queue is full',
      {
        cites: 'P41',
      },
    )
    const [alert] = (await world.call('listAlerts', {})).alerts
    await world.call('acknowledgeAlert', { alertId: alert?.id ?? 0 }, ben.token)

    await world.pass({ minutes: 11 })
    world.phone('mia').rang('The handover of Payments is not accepted yet')
    await world.log.says('The handover of Payments, from Ana to Ben is not accepted yet; told: Mia')
    await world.pass({ minutes: 45 })
    await world.log.says('The handover of Payments, from Ana to Ben was missed')
    expect(await first(world)).toMatchObject({ state: 'missed', coversUntil: null })
    await world.event(key, { action: 'trigger', summary: 'Disk is full', dedup: 'disk' })
    await world.settle()
    world.phone('ben').rang('Disk is full')
    await world.log.says('Ben paged (on call for Payments): Disk is full')

    // It stays until somebody writes it, whoever of the team that is, and then until it is accepted.
    const { id: handoverId } = await first(world)
    const eve = await named(world, 'eve')
    await world.call('writeHandover', { handoverId, version: 0, words: 'Ana had the queue' }, eve.token)
    await world.call('signHandover', { handoverId, version: 1 }, eve.token)
    expect(await first(world)).toMatchObject({ state: 'unaccepted', signedBy: 'Eve' })
    expect(await accept(world, handoverId, ben)).toMatchObject({
      state: 'accepted',
      missedAt: '2026-03-09T10:00:00.000Z',
    })
    expect(await openOnes(world)).toEqual([])
  },
)

story(
  'at the valve, to the moment, whoever went is not paged any more, also when no node has looked',
  async (world) => {
    await anaThenBen(world)
    await world.at('2026-03-09T09:59:59Z')
    await world.settle()
    await world.raise('Before', { policy: 'schedule:payments 5m' })
    await world.log.says('Ben, Ana paged')
    await world.at('2026-03-09T10:00:00Z')
    await world.raise('After', { policy: 'schedule:payments 5m' })
    await world.log.says('Ben paged (on call for Payments): After', { cites: 'P41' })
  },
)

story('what changed since it was read is shown, and accepted anew', async (world) => {
  const { ana, ben, key } = await anaThenBen(world)
  await world.at('2026-03-09T08:30:00Z')
  await world.settle()
  const { id: handoverId } = await first(world)
  await world.call('signHandover', { handoverId, version: 0 }, ana.token)
  const read = await world.call('getHandover', { handoverId }, ben.token)
  await world.event(key, { action: 'trigger', summary: 'New trouble', dedup: 'new' })
  await world.settle()
  const [alert] = (await world.call('listAlerts', {})).alerts
  await world.call('acknowledgeAlert', { alertId: alert?.id ?? 0 }, ana.token)
  expect(await codeOf(world.ask('acceptHandover', { handoverId, mark: read.mark }, ben.token))).toBe('handover_changed')
  expect((await world.call('listAlerts', {})).alerts).toMatchObject([{ acknowledgedBy: 'Ana' }])
  await world.call('writeHandover', { handoverId, version: 0, words: 'One more thing' }, ana.token)
  const again = await world.call('getHandover', { handoverId }, ben.token)
  expect(again.mark).not.toBe(read.mark)
  expect(await accept(world, handoverId, ben)).toMatchObject({ state: 'accepted' })
})

story(
  'of two who accept at once one does, and the other is told who; whoever is deactivated does not',
  async (world) => {
    const { ana, ben } = await anaThenBen(world)
    const mia = await named(world, 'mia', 'manager')
    await world.at('2026-03-09T08:30:00Z')
    await world.settle()
    const { id: handoverId } = await first(world)
    await world.call('signHandover', { handoverId, version: 0 }, ana.token)
    const { mark } = await world.call('getHandover', { handoverId }, ben.token)
    // Mia is not asked: it is Ben's.
    expect(await codeOf(world.ask('acceptHandover', { handoverId, mark }, mia.token))).toBe('handover_not_yours')
    const both = await Promise.all([1, 2].map(() => world.ask('acceptHandover', { handoverId, mark }, ben.token)))
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect(
      (await world.call('readLog', { limit: 200 })).entries.filter(({ says }) => says.includes('accepted')),
    ).toHaveLength(1)
    expect(await codeOf(world.ask('writeHandover', { handoverId, version: 0, words: 'late' }, ana.token))).toBe(
      'handover_accepted',
    )
  },
)

story('Ben asks before he accepts, and Ana answers', async (world) => {
  const { ana, ben } = await anaThenBen(world)
  await world.at('2026-03-09T08:30:00Z')
  await world.settle()
  const { id: handoverId } = await first(world)
  const ask = () => world.ask('askHandover', { handoverId, text: 'Is the disk grown?' }, ben.token)
  expect(await codeOf(ask())).toBe('handover_not_signed')
  await world.call('signHandover', { handoverId, version: 0 }, ana.token)
  expect((await ask()).body).toMatchObject({
    state: 'questioned',
    questions: [{ text: 'Is the disk grown?', answer: null }],
  })
  await world.settle()
  world.phone('ana').rang('A question about the handover of Payments')
  const [question] = (await world.call('getHandover', { handoverId })).questions
  const answer = { handoverId, questionId: question?.id ?? 0, text: 'Yes, by 50 GB' }
  expect(await world.call('answerHandover', answer, ana.token)).toMatchObject({ state: 'signed' })
  expect(await codeOf(world.ask('answerHandover', answer, ana.token))).toBe('handover_no_question')
  await world.settle()
  world.phone('ben').rang('Your question about Payments is answered')
  expect(await accept(world, handoverId, ben)).toMatchObject({ state: 'accepted' })
})
