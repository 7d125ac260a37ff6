// The kit: bookmarks, what still answers, runbooks with versions, and what is asked of nobody.
import { expect } from 'vitest'
import { answer, closedPort, receiver } from '../../server/channels/testing/receiver.ts'
import { story, teamId, type World } from '../world.ts'
import { haveToken, tokenOf } from './everything.ts'

/** A second node that asks whether links answer; the time of the world is its time. */
async function checking(world: World) {
  return world.startAnother({ settings: { checksLinks: true } })
}

const bookmarksOf = async (world: World) => (await world.call('readKit', { teamId })).bookmarks

async function saidOf(world: World, kind: string) {
  const { entries } = await world.call('readLog', { teamId, limit: 200 })
  return entries.filter((entry) => entry.kind === kind).map(({ says }) => says)
}

story('anybody of the team keeps what helps at night, and who saw an older one hears of it', async (world) => {
  const ana = await haveToken(world, await world.person('ana'))
  const { serviceId } = await world.service('ana 5m')
  const made = await world.call(
    'createBookmark',
    {
      teamId,
      serviceId,
      name: 'Error graphs',
      url: 'https://graphs.example.com/d/1',
      kind: 'dashboard',
      tags: ['Errors', 'errors'],
    },
    ana,
  )
  expect(made).toMatchObject({ tags: ['errors'], version: 1, changedBy: 'Ana', verified: null })
  const nothing = await world.ask('createBookmark', { teamId, name: 'Empty' }, ana)
  expect(nothing.body).toMatchObject({ code: 'bookmark_says_nothing' })
  await world.call(
    'createBookmark',
    { teamId, name: 'Hotline of the bank', note: '+49 30 555 0100, day and night' },
    ana,
  )

  const change = { bookmarkId: made.id, version: 1, url: 'https://graphs.example.com/d/2' }
  const after = await world.call('changeBookmark', change, ana)
  expect(after).toMatchObject({ version: 2, url: 'https://graphs.example.com/d/2' })
  const late = await world.ask('changeBookmark', { ...change, name: 'Mine' }, ana)
  expect(late.body).toMatchObject({ code: 'changed_meanwhile' })
  const viewer = await tokenOf(world, 'vera', 'viewer')
  await world.database.db
    .deleteFrom('team_member')
    .where('person_id', '=', await world.person('vera'))
    .execute()
  expect((await world.ask('removeBookmark', { bookmarkId: made.id }, viewer)).body).toMatchObject({
    code: 'not_allowed',
  })

  await world.call('verifyBookmark', { bookmarkId: made.id }, ana)
  const ofService = await world.call('readKit', { serviceId }, viewer)
  expect(ofService.bookmarks.map(({ name, verified }) => [name, verified?.by])).toEqual([
    ['Error graphs', 'Ana'],
    ['Hotline of the bank', undefined],
  ])
  const moved = await world.call(
    'changeBookmark',
    { ...change, version: 2, url: 'https://graphs.example.com/d/3' },
    ana,
  )
  expect(moved.verified).toBeNull()
  expect(await saidOf(world, 'bookmark_changed')).toContain(
    'Ana changed in the kit: Error graphs (before: Error graphs, https://graphs.example.com/d/1)',
  )
})

story('the links of a service stand beside it, and are changed where they live', async (world) => {
  const { serviceId } = await world.service('ana 5m')
  const links = [{ name: 'Runbook', url: 'https://wiki.example.com/checkout', kind: 'runbook' as const }]
  await world.call('changeService', { serviceId, links })
  const kit = await world.call('readKit', { teamId })
  expect(kit.bookmarks).toEqual([])
  expect(kit.links).toMatchObject([{ serviceId, name: 'Runbook', url: links[0]?.url, check: { state: 'unknown' } }])
})

story('a link that does not answer twice is dead, once in the log; it comes back when it answers', async (world) => {
  const node = await checking(world)
  let status = 200
  await using site = await receiver((response) => response.writeHead(status).end())
  const url = `http://localhost:${site.port}/runbook`
  await world.call('createBookmark', { teamId, name: 'Runbook of checkout', url, kind: 'runbook' })
  await node.settle()
  expect(site.received.map(({ method }) => method)).toEqual(['HEAD'])
  expect(await bookmarksOf(world)).toMatchObject([{ check: { state: 'ok', failingSince: null } }])

  status = 404
  const [bookmark] = await bookmarksOf(world)
  await world.call('verifyBookmark', { bookmarkId: bookmark?.id ?? 0 })
  await node.settle()
  expect(site.received.map(({ method }) => method)).toEqual(['HEAD', 'HEAD', 'GET'])
  expect(await bookmarksOf(world)).toMatchObject([{ check: { state: 'unknown' } }])
  await world.at('2026-03-02T09:11:00Z')
  await node.settle()
  expect(await bookmarksOf(world)).toMatchObject([
    { check: { state: 'failing', detail: 'HTTP 404', failingSince: '2026-03-02T09:00:00.000Z' } },
  ])
  await world.at('2026-03-02T12:00:00Z')
  await node.settle()
  expect(await saidOf(world, 'link_died')).toEqual([`A link no longer answers: Runbook of checkout, ${url} (HTTP 404)`])

  status = 403
  await world.at('2026-03-03T12:00:00Z')
  await node.settle()
  expect(await bookmarksOf(world)).toMatchObject([{ check: { state: 'ok', detail: 'HTTP 403', failingSince: null } }])
  expect(await saidOf(world, 'link_answers')).toEqual([`A link answers again: Runbook of checkout, ${url}`])
})

story('an address is asked once however many name it, and a host one after another', async (world) => {
  const node = await checking(world)
  let atOnce = 0
  let most = 0
  await using site = await receiver((response) => {
    most = Math.max(most, ++atOnce)
    setTimeout(() => {
      atOnce--
      response.writeHead(204).end()
    }, 20)
  })
  const base = `http://localhost:${site.port}`
  for (const page of ['a', 'a', 'b', 'c'])
    await world.call('createBookmark', { teamId, name: `Page ${page}`, url: `${base}/${page}` })
  for (let round = 0; round < 4; round++) {
    await node.settle()
    await world.at(world.now.add({ seconds: 6 }).toString())
  }
  await node.settle()
  expect(site.received.map(({ path }) => path).toSorted()).toEqual(['/a', '/b', '/c'])
  expect(most).toBe(1)
})

story('nobody is led to internal addresses, and a closed port is only a link that fails', async (world) => {
  const node = await checking(world)
  await world.call('createBookmark', { teamId, name: 'Cloud', url: 'http://169.254.169.254/latest/meta-data' })
  await world.call('createBookmark', { teamId, name: 'Inside', url: 'http://10.0.0.7/admin' })
  await world.call('createBookmark', { teamId, name: 'Closed', url: `http://localhost:${await closedPort()}/` })
  await node.settle()
  const states = Object.fromEntries((await bookmarksOf(world)).map(({ name, check }) => [name, check?.state]))
  expect(states).toEqual({ Cloud: 'refused', Inside: 'refused', Closed: 'unknown' })
})

story('without checks nothing is called, and nothing is called dead', async (world) => {
  await using site = await receiver(answer(404))
  await world.call('createBookmark', { teamId, name: 'Page', url: `http://localhost:${site.port}/` })
  await world.pass({ hours: 72 })
  expect(site.received).toEqual([])
  expect(await bookmarksOf(world)).toMatchObject([{ check: { state: 'unknown', checkedAt: null } }])
})

story('an address that nobody names any more is forgotten when it would be asked', async (world) => {
  const node = await checking(world)
  await using site = await receiver(answer(204))
  const { id } = await world.call('createBookmark', { teamId, name: 'Page', url: `http://localhost:${site.port}/` })
  await world.call('removeBookmark', { bookmarkId: id })
  await node.settle()
  expect(site.received).toEqual([])
  expect(await world.database.db.selectFrom('link_check').select('url').execute()).toEqual([])
})

story(
  'every version of a runbook is kept; who saves over a newer one is shown it; an old one comes back',
  async (world) => {
    const ana = await haveToken(world, await world.person('ana'))
    const ben = await haveToken(world, await world.person('ben'))
    const made = await world.call(
      'createRunbook',
      { teamId, title: 'Restart', body: '- [ ] Drain\n- [ ] Restart' },
      ana,
    )
    expect(made).toMatchObject({ version: 1, steps: 2, changedBy: 'Ana' })
    const of = { runbookId: made.id }
    await world.call('verifyRunbook', of, ana)
    const second = await world.call(
      'saveRunbook',
      { ...of, version: 1, body: '- [ ] Drain\n- [ ] Wait\n- [ ] Restart' },
      ben,
    )
    expect(second).toMatchObject({ version: 2, steps: 3, changedBy: 'Ben', verified: null })
    const late = await world.ask('saveRunbook', { ...of, version: 1, body: 'mine' }, ana)
    expect(late.body).toMatchObject({
      code: 'runbook_changed_meanwhile',
      facts: { by: 'Ben', version: 2, body: '- [ ] Drain\n- [ ] Wait\n- [ ] Restart' },
    })
    // Whose it is and how it is found makes no other version.
    expect(await world.call('saveRunbook', { ...of, version: 2, tags: ['db'] }, ben)).toMatchObject({
      version: 2,
      tags: ['db'],
    })
    const back = await world.call('restoreRunbookVersion', { ...of, version: 1, seen: 2 }, ana)
    expect(back).toMatchObject({ version: 3, body: '- [ ] Drain\n- [ ] Restart', changedBy: 'Ana' })
    expect((await world.call('listRunbookVersions', of)).versions).toMatchObject([
      { version: 3, by: 'Ana', restoredFrom: 1 },
      { version: 2, by: 'Ben', restoredFrom: null },
      { version: 1, by: 'Ana', restoredFrom: null },
    ])
    expect(await world.call('getRunbookVersion', { ...of, version: 2 })).toMatchObject({ by: 'Ben' })
    await world.call('removeRunbook', of, ana)
    expect((await world.call('readKit', { teamId })).runbooks).toEqual([])
    expect(await world.call('getRunbook', of)).toMatchObject({ version: 3, removedAt: expect.any(String) })
    await world.call('restoreRunbookVersion', { ...of, version: 3, seen: 3 }, ana)
    expect((await world.call('readKit', { teamId })).runbooks).toMatchObject([{ title: 'Restart' }])
  },
)

story('of two who save at once one wins, and the other hears of it', async (world) => {
  const { id: runbookId } = await world.call('createRunbook', { teamId, title: 'Restart' })
  const answers = await Promise.all(
    ['one', 'two', 'three'].map((body) => world.ask('saveRunbook', { runbookId, version: 1, body })),
  )
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
  expect((await world.call('listRunbookVersions', { runbookId })).versions).toHaveLength(2)
})
