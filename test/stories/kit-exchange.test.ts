// The kit of a team as a file: another team takes it over and has the same, once.
import { expect } from 'vitest'
import type { EndpointOutput } from '../../domain/api.ts'
import { story, teamId, type World } from '../world.ts'
import { haveToken, tokenOf } from './everything.ts'

async function otherTeam(world: World): Promise<string> {
  const { id } = await world.call('createTeam', { slug: 'others', name: 'Others' })
  return id
}

async function fill(world: World, of: string) {
  const ana = await world.person('ana')
  const { id: policyId } = await world.call('createPolicy', policyOf(of, ana))
  const service = { slug: `shop-${of.slice(0, 8)}`, name: 'Shop', teamId: of, policyId }
  return (await world.call('createService', service)).id
}

const policyOf = (of: string, personId: string) => ({
  slug: `usual-${of.slice(0, 8)}`,
  name: 'Usual',
  teamId: of,
  repeats: 0,
  returnAfterMinutes: 30,
  steps: [{ waitMinutes: 5, targets: [{ kind: 'person' as const, personId }] }],
})

async function kitOf(world: World, of: string) {
  const { bookmarks, runbooks } = await world.call('readKit', { teamId: of })
  const bodies = await Promise.all(runbooks.map(({ id }) => world.call('getRunbook', { runbookId: id })))
  const around = (each: {
    readonly serviceId: string | null
    readonly tags: readonly string[]
    readonly owner: unknown
  }) => ({
    ofService: each.serviceId !== null,
    tags: each.tags,
    owner: each.owner,
  })
  return {
    bookmarks: bookmarks.map((each) => ({
      name: each.name,
      url: each.url,
      kind: each.kind,
      note: each.note,
      ...around(each),
    })),
    runbooks: bodies.map((each) => ({ title: each.title, body: each.body, ...around(each) })),
  }
}

const counts = ({ added, there, refused, isKept }: EndpointOutput<'importKit'>) => ({ added, there, refused, isKept })

story('another team takes a kit over and has the same; a second time changes nothing', async (world) => {
  const ownerId = await world.person('ana')
  const serviceId = await fill(world, teamId)
  const graphs = { name: 'Error graphs [all]', url: 'https://g.example.com/d/(1)?a=1&b=2', kind: 'dashboard' as const }
  await world.call('createBookmark', {
    teamId,
    serviceId,
    ...graphs,
    note: 'First row\n\n- Tags: no',
    tags: ['errors'],
    ownerId,
  })
  await world.call('createBookmark', { teamId, name: 'Hotline', note: '+49 30 555 *day* and night' })
  await world.call('createRunbook', {
    teamId,
    serviceId,
    title: 'Shop # fails',
    body: '# Look\n\n- [ ] Drain\n```\n> x',
    tags: ['errors'],
  })
  await world.call('createRunbook', { teamId, title: 'Nothing yet' })
  const gone = await world.call('createRunbook', { teamId, title: 'Gone', body: 'x' })
  await world.call('removeRunbook', { runbookId: gone.id })

  const file = await world.call('exportKit', { teamId })
  expect(file).toMatchObject({ fileName: expect.stringMatching(/^kit-.+\.md$/), leftOut: 0 })
  expect(file.text).toContain('## All services')
  expect(file.text).not.toContain('Gone')
  const others = await otherTeam(world)
  await fill(world, others)

  const seen = await world.call('importKit', { teamId: others, text: file.text, dryRun: true })
  expect(counts(seen)).toEqual({ added: 4, there: 0, refused: 0, isKept: false })
  expect(await kitOf(world, others)).toEqual({ bookmarks: [], runbooks: [] })
  const twoAtOnce = await Promise.all([1, 2].map(() => world.call('importKit', { teamId: others, text: file.text })))
  expect(twoAtOnce.map(({ added }) => added).toSorted((a, b) => a - b)).toEqual([0, 4])
  expect(await kitOf(world, others)).toEqual(await kitOf(world, teamId))

  const again = await world.call('importKit', { teamId: others, text: file.text })
  expect(counts(again)).toEqual({ added: 0, there: 4, refused: 0, isKept: true })
  const { entries } = await world.call('readLog', { teamId: others, limit: 50 })
  expect(entries.filter(({ kind }) => kind === 'kit_imported').map(({ says }) => says)).toEqual([
    expect.stringContaining('took a file over into the kit of Others: bookmarks 2, runbooks 2'),
  ])
})

story('browsers get the addresses, and one service has a file of its own', async (world) => {
  const serviceId = await fill(world, teamId)
  await world.call('createBookmark', {
    teamId,
    serviceId,
    name: 'Graphs',
    url: 'https://g.example.com',
    tags: ['errors'],
  })
  await world.call('createBookmark', { teamId, name: 'Status', url: 'https://s.example.com', note: 'Of all\nregions' })
  await world.call('createBookmark', { teamId, name: 'Hotline', note: '+49 30' })
  await world.call('createRunbook', { teamId, title: 'Look' })
  const file = await world.call('exportKit', { teamId, format: 'bookmarks' })
  expect(file).toMatchObject({ fileName: expect.stringMatching(/\.html$/), leftOut: 2 })
  const others = await otherTeam(world)
  await fill(world, others)
  expect(counts(await world.call('importKit', { teamId: others, text: file.text }))).toMatchObject({
    added: 2,
    refused: 0,
  })
  const expected = (await kitOf(world, teamId)).bookmarks.filter(({ url }) => url !== '')
  expect((await kitOf(world, others)).bookmarks).toEqual(expected)

  const ofService = await world.call('exportKit', { teamId, serviceId })
  expect(ofService.text).toContain('Graphs')
  expect(ofService.text).not.toContain('Status')
  const elsewhere = await world.ask('exportKit', { teamId: others, serviceId })
  expect(elsewhere.body).toMatchObject({ code: 'unknown_reference' })
})

story(
  'what is refused is told before, what cannot be read says why, and whoever only reads takes nothing over',
  async (world) => {
    const text = '- [Do](javascript:alert)\n- [In](https://ana:pw@in.example.com)\n- [Good](https://good.example.com)\n'
    const ana = await haveToken(world, await world.person('ana'))
    const seen = await world.call('importKit', { teamId, text, dryRun: true }, ana)
    expect(seen.things.map(({ name, does, why }) => [name, does, why])).toEqual([
      ['Do', 'refuse', 'not_web'],
      ['In', 'refuse', 'credentials'],
      ['Good', 'add', null],
    ])
    const page = await world.ask('importKit', { teamId, text: '<html><script>x</script>' }, ana)
    expect(page.body).toMatchObject({ code: 'kit_import_unreadable', facts: { why: 'page' } })
    const large = await world.ask('importKit', { teamId, text: 'x'.repeat(1_600_000) }, ana)
    expect(large.body).toMatchObject({ code: 'kit_import_unreadable', facts: { why: 'too_large' } })
    const viewer = await tokenOf(world, 'vera', 'viewer')
    await world.database.db
      .deleteFrom('team_member')
      .where('person_id', '=', await world.person('vera'))
      .execute()
    expect((await world.ask('importKit', { teamId, text }, viewer)).body).toMatchObject({ code: 'not_allowed' })
    expect((await world.call('readKit', { teamId })).bookmarks).toEqual([])
  },
)
