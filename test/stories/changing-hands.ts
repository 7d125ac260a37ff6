// What stories about handovers begin with: two people, a schedule on which the one follows the other, and the two keys.
import { expect } from 'vitest'
import type { World } from '../world.ts'
import { haveToken } from './everything.ts'

export type Named = { readonly id: string; readonly token: string }

/** Somebody with a phone, and what they sign in with. */
export async function named(
  world: World,
  name: string,
  role: 'viewer' | 'responder' | 'manager' = 'responder',
): Promise<Named> {
  const id = await world.person(name, { role })
  return { id, token: await haveToken(world, id) }
}

/** Sunday morning; Ana's week ends on Monday 9 March at 09:00, and the next person's begins. */
export async function weekOf(world: World, people: readonly string[] = ['ana', 'ben'], name = 'payments') {
  await world.at('2026-03-08T10:00:00Z')
  const scheduleId = await world.schedule(name, { people, startsOn: '2026-03-02', handsOver: true })
  await world.settle()
  return scheduleId
}

/** The handovers that are open, the soonest first? */
export async function openOnes(world: World) {
  return (await world.call('listHandovers', {})).handovers
}

/** The soonest of them? */
export async function firstOpen(world: World) {
  return (await openOnes(world))[0] ?? expect.fail('no handover is open')
}

/** Each in a line: who, to whom, when, and how it stands. */
export async function linesOf(world: World): Promise<readonly string[]> {
  return (await openOnes(world)).map(
    ({ from, to, beginsAt, state }) => `${from?.name ?? '-'} > ${to?.name ?? '-'} ${beginsAt.slice(8, 16)} ${state}`,
  )
}

/** Whoever comes reads it and accepts what they read. */
export async function accept(world: World, handoverId: number, { token }: Named) {
  const { mark } = await world.call('getHandover', { handoverId }, token)
  return world.call('acceptHandover', { handoverId, mark }, token)
}
