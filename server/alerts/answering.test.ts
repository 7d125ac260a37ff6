// The words of somebody whose page is known: what mail, and whatever door comes next, is answered by.
import { expect } from 'vitest'
import { readWords } from '../../domain/paging/reply.ts'
import { testContext } from '../../test/context.ts'
import { story, type World } from '../../test/world.ts'
import { makeRosterCache } from '../escalation/roster.ts'
import { answerAs, expired, findOpenTo } from './answering.ts'

/** Ana is rung for a new alert; `write` is what she answers to its message. */
async function rung(world: World, summary: string) {
  const { id } = await world.raise(summary, { policy: 'ana 15m, ben 15m' })
  const [page] = (await world.call('listPages', { alertId: id })).pages
  const delivery = page?.deliveries[0]
  const doors = { node: 'mail', roster: makeRosterCache(), sender: world.node.sender, onHurry: () => {} }
  let nth = 0
  const write = async (words: string, ref = `<${++nth}@ana.example>`) => {
    const ctx = testContext(world.database.db, { actor: { kind: 'nobody' }, now: world.now })
    const found = await findOpenTo(ctx, delivery?.id ?? 0)
    const answer = readWords(words)
    if (!found || !answer) return expired
    const told = await answerAs(ctx, doors, found, { answer, via: 'mail', ref })
    await world.settle()
    return told
  }
  return { id, write }
}

story('words answer for the person of the delivery, and say how it stands in their language', async (world) => {
  const ana = await world.person('ana')
  await world.database.db
    .updateTable('person')
    .set({ language: 'ko', zone: 'Asia/Seoul' })
    .where('id', '=', ana)
    .execute()
  const { write } = await rung(world, 'Payments are down')
  expect(await write('20분 데이터베이스를 보는 중\n\n> [P1] Payments are down')).toEqual(
    expect.objectContaining({ language: 'ko', says: expect.stringContaining('18:20까지') }),
  )
  await world.log.says('Ana acknowledged: Payments are down')
  expect((await write('종료: 재시작함')).says).toBe('종료했습니다. 수고하셨습니다.')
  expect((await write('확인')).says).toContain('Ana 님이 종료한 알림입니다.')
})

story('a message that arrives twice answers once; the next person is woken once', async (world) => {
  const { write } = await rung(world, 'Payments are down')
  expect((await write('next', '<same@ana.example>')).says).toContain('Escalated.')
  world.phone('ben').rang('Payments are down')
  await write('next', '<same@ana.example>')
  expect((await write('next')).says).toContain('gone on already')
  world.phone('ben').stayedQuiet()
})

story('a day later, and for somebody who left, words are worth nothing', async (world) => {
  const { id, write } = await rung(world, 'Payments are down')
  await world.call('snoozeAlert', { alertId: id, until: world.now.add({ hours: 100 }).toString() })
  await world.pass({ hours: 25 })
  expect(await write('close')).toEqual({ language: 'en', says: 'This page is over.' })
  const again = await rung(world, 'Search is slow')
  await world.call('changePerson', { personId: await world.person('ana'), isDeactivated: true })
  expect(await again.write('ok')).toEqual({ language: 'en', says: 'This page is over.' })
  expect(await world.call('getAlert', { alertId: again.id })).toMatchObject({ state: 'triggered' })
})
