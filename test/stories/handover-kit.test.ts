// What the log and the kit of the team add to a handover: what stands on top, and what of it nobody could open.
import { expect } from 'vitest'
import { receiver } from '../../server/channels/testing/receiver.ts'
import { story, teamId, type World } from '../world.ts'
import { haveToken } from './everything.ts'

/** On Sunday; Ana's week ends on Monday 9 March at 09:00, and Ben's begins. */
async function anaThenBen(world: World) {
  const [ana, ben] = [
    await haveToken(world, await world.person('ana')),
    await haveToken(world, await world.person('ben')),
  ]
  await world.at('2026-03-08T10:00:00Z')
  await world.schedule('payments', { people: ['ana', 'ben'], startsOn: '2026-03-02', handsOver: true })
  await world.settle()
  return { ana, ben }
}

const handoverOf = async (world: World, token: string) => {
  const [open] = (await world.call('listHandovers', {})).handovers
  return world.call('getHandover', { handoverId: open?.id ?? 0 }, token)
}

story(
  'what stands on top of the log is in the brief, once, and what is private only for whom it may',
  async (world) => {
    const { ana, ben } = await anaThenBen(world)
    const { id: incidentId } = await world.call(
      'declareIncident',
      { teamId, title: 'Stolen laptop', isPrivate: true },
      ana,
    )
    const { id: openId } = await world.call('declareIncident', { teamId, title: 'Checkout is down' }, ana)
    const secret = await world.call('noteIncident', { incidentId, text: 'Whose it was' }, ana)
    const shared = await world.call('noteIncident', { incidentId: openId, text: 'The bank calls back' }, ana)
    const note = await world.call('writeNote', { teamId, text: 'Deploys are frozen until Friday' }, ana)
    for (const { id: entryId } of [secret, shared, note]) await world.call('pinLogEntry', { entryId }, ana)
    await world.call('pinEntry', { incidentId: openId, entryId: shared.id }, ana)
    await world.at('2026-03-09T08:30:00Z')
    await world.settle()
    const pinnedFor = async (token: string) => {
      const { brief } = await handoverOf(world, token)
      const items = brief.find(({ section }) => section === 'pinned')?.items ?? []
      return items.map(({ title, place, path, fate }) => `${title} (${place}) ${path} ${fate}`).toSorted()
    }
    const open = [
      `Deploys are frozen until Friday () /log/day?team=${teamId} told`,
      `The bank calls back (Checkout is down) /incidents/${openId} told`,
    ]
    expect(await pinnedFor(ben)).toEqual(open)
    expect(await pinnedFor(ana)).toEqual([...open, `Whose it was (Stolen laptop) /incidents/${incidentId} told`])

    // What was accepted keeps what was read, and shows it to nobody else.
    const { id: handoverId } = await handoverOf(world, ana)
    await world.call('signHandover', { handoverId, version: 0 }, ana)
    const mia = await haveToken(world, await world.person('mia', { role: 'manager' }))
    const { mark } = await world.call('getHandover', { handoverId }, ben)
    await world.call('acceptHandover', { handoverId, mark }, ben)
    const kept = async (token: string) => JSON.stringify(await world.call('getHandover', { handoverId }, token))
    expect(await kept(mia)).toContain('Deploys are frozen')
    expect(await kept(ben)).not.toContain('Whose it was')
  },
)

story('a dead link of the kit is named before the shift, to whoever comes and to no manager', async (world) => {
  const { ben } = await anaThenBen(world)
  await world.person('mia', { role: 'manager' })
  const ready = async () => (await handoverOf(world, ben)).ready.find(({ check }) => check === 'links')
  expect(await ready()).toBeUndefined()
  await using site = await receiver((response, call) => response.writeHead(call.path === '/gone' ? 404 : 200).end())
  const base = `http://localhost:${site.port}`
  await world.call('createBookmark', { teamId, name: 'Dashboard', url: `${base}/there` })
  expect(await ready()).toEqual({ check: 'links', is: 'good', detail: '' })
  const { serviceId } = await world.service('ana 5m')
  const links = [{ name: 'Runbook', url: `${base}/gone`, kind: 'runbook' as const }]
  await world.call('changeService', { serviceId, name: 'Checkout', links })
  const node = await world.startAnother({ settings: { checksLinks: true } })
  for (const time of ['10:01', '10:12', '10:30', '10:45']) {
    await world.at(`2026-03-08T${time}:00Z`)
    await node.settle()
  }
  expect(await ready()).toEqual({ check: 'links', is: 'soon', detail: 'Checkout: Runbook' })
  expect(world.phones.of('mia@example.com').all()).toEqual([])
})
