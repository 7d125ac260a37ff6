// Alerts that become incidents by rule: one burst is one incident, what is muted is none, and pages go their own way.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { expect } from 'vitest'
import type { EndpointInput } from '../../domain/api.ts'
import { story, teamId, type World } from '../world.ts'
import { haveToken } from './everything.ts'

type Rule = EndpointInput<'setIncidentRules'>['rules'][number]
type Draft = Partial<Omit<Rule, 'when' | 'declares'>> & {
  readonly when?: Partial<Rule['when']>
  readonly declares?: Partial<Rule['declares']>
}

const usual: Rule = {
  name: 'Critical',
  when: {
    matchers: [],
    serviceId: null,
    sourceId: null,
    atLeast: null,
    afterAlerts: 1,
    withinMinutes: 10,
    unacknowledgedMinutes: 0,
  },
  does: 'declare',
  groupLabels: [],
  declares: {
    title: '{summary}',
    priority: null,
    isPrivate: false,
    calls: 'nobody',
    policyId: null,
    mostPerHour: 5,
  },
}

const ruleOf = ({ when, declares, ...rule }: Draft): Rule => ({
  ...usual,
  ...rule,
  when: { ...usual.when, ...when },
  declares: { ...usual.declares, ...declares },
})

const setRules = (world: World, ...drafts: readonly Draft[]) =>
  world.call('setIncidentRules', { teamId, rules: drafts.map(ruleOf) })

const incidents = async (world: World) => (await world.call('listIncidents', { state: 'all' })).incidents
const saysOf = async (world: World, incidentId: number) =>
  (await world.call('readTimeline', { incidentId })).entries.map(({ says }) => says)

async function burst(world: World, key: string, count: number, name = 'd') {
  await Promise.all(
    Array.from({ length: count }, (_, at) =>
      world.event(key, { action: 'trigger', summary: `Checkout fails on ${name}${at}`, dedup: `${name}${at}` }),
    ),
  )
}

story('without rules nothing is declared', async (world) => {
  await world.raise('Checkout answers 500', { policy: 'ana 5m' })
  await world.pass({ minutes: 2 })
  expect(await incidents(world)).toEqual([])
})

story('an alert becomes an incident some seconds after its page, led by who acknowledges first', async (world) => {
  const ana = await haveToken(world, await world.person('ana'))
  await setRules(world, { declares: { title: '{service}: {summary} ({count})' } })
  const alert = await world.raise('Checkout answers 500', { policy: 'ana 5m' })
  world.phone('ana').rangTimes(1)
  await world.pass({ seconds: 4 })
  expect(await incidents(world)).toEqual([])
  await world.pass({ seconds: 1 })
  const [made] = await incidents(world)
  expect(made).toMatchObject({ state: 'triage', priority: 'P1', isRated: false, lead: null, openAlerts: 1 })
  expect(made?.title).toMatch(/^Service p-\w+: Checkout answers 500 \(1\)$/)
  expect(await saysOf(world, made?.id ?? 0)).toContain(
    `Baton declared an incident by the rule "Critical", P1: ${made?.title}`,
  )
  await world.call('acknowledgeAlert', { alertId: alert.id }, ana)
  await world.pass({ seconds: 5 })
  expect((await incidents(world))[0]).toMatchObject({ lead: { name: 'Ana' }, state: 'triage' })
  world.phone('ana').rangTimes(1)
})

story('a burst of a hundred alerts on two nodes is one incident (P39)', async (world) => {
  await setRules(world, {})
  const { key } = await world.service('ana 5m')
  const other = await world.startAnother()
  await burst(world, key, 100)
  await Promise.all([world.node.settle(), other.settle()])
  await world.at(world.now.add({ seconds: 6 }).toString())
  await Promise.all([world.node.settle(), other.settle(), world.node.settle(), other.settle()])
  const all = await incidents(world)
  expect(all).toHaveLength(1)
  expect(all[0]).toMatchObject({ openAlerts: 100 })
  // What comes later belongs to it, too.
  await burst(world, key, 20, 'later')
  await world.pass({ seconds: 10 })
  expect(await incidents(world)).toHaveLength(1)
  expect((await incidents(world))[0]).toMatchObject({ openAlerts: 120 })
})

story('what is muted is no incident, until it pages (P40)', async (world) => {
  await setRules(world, {})
  const { key } = await world.service('ana 5m')
  await world.call('createSilence', {
    matchers: [{ name: 'baton_summary', value: 'planned.*', isRegex: true }],
    reason: 'We know',
    endsAt: world.now.add({ minutes: 30 }).toString(),
  })
  await world.event(key, { action: 'trigger', summary: 'planned work', dedup: 'planned' })
  await world.pass({ minutes: 20 })
  expect(await incidents(world)).toEqual([])
  await world.pass({ minutes: 11 })
  world.phone('ana').rangTimes(1)
  expect(await incidents(world)).toHaveLength(1)
})

story('tests, calls into incidents and what Baton says of itself are none', async (world) => {
  const ana = await world.person('ana')
  await setRules(world, {})
  await world.call('pageMyself', {}, await haveToken(world, ana))
  await world.pass({ minutes: 1 })
  expect(await incidents(world)).toEqual([])
})

story('beyond its limit a rule declares no more and says so; pages go on', async (world) => {
  await setRules(world, { groupLabels: ['pod'], declares: { mostPerHour: 2 } })
  const { key } = await world.service('ana 5m', { grouping: 'none' })
  for (let pod = 0; pod < 5; pod++)
    await world.event(key, {
      action: 'trigger',
      summary: `Pod ${pod} fails`,
      dedup: `${pod}`,
      details: { pod: `${pod}` },
    })
  await world.pass({ seconds: 10 })
  expect(await incidents(world)).toHaveLength(2)
  const pages = await world.database.db.selectFrom('page').select('id').execute()
  expect(pages).toHaveLength(5)
  await world.log.says(
    'The rule "Critical" has declared 2 incidents within an hour, its limit, and declares no more for now.',
  )
  await world.pass({ hours: 1 })
  await world.event(key, { action: 'trigger', summary: 'Pod 9 fails', dedup: '9', details: { pod: '9' } })
  await world.pass({ seconds: 10 })
  expect(await incidents(world)).toHaveLength(3)
})

story('joins what people have declared of the service; without one the next rule is asked', async (world) => {
  const ana = await haveToken(world, await world.person('ana'))
  const { key, serviceId } = await world.service('ana 5m')
  const byHand = await world.call(
    'declareIncident',
    { teamId, title: 'Checkout is slow', serviceIds: [serviceId] },
    ana,
  )
  await setRules(world, { name: 'Same service', does: 'join' }, {})
  await world.event(key, { action: 'trigger', summary: 'Checkout fails', dedup: 'one' })
  await world.pass({ seconds: 10 })
  expect(await incidents(world)).toMatchObject([{ id: byHand.id, openAlerts: 1 }])
  await world.log.says('Baton added an alert by the rule "Same service": Checkout fails')
  await world.raise('Search fails', { policy: 'ana 5m' })
  await world.pass({ seconds: 10 })
  expect((await incidents(world)).map(({ title }) => title)).toEqual(['Search fails', 'Checkout is slow'])
})

story('after so many alerts within so many minutes', async (world) => {
  await setRules(world, { when: { afterAlerts: 3, withinMinutes: 10 } })
  const { key } = await world.service('ana 5m')
  await burst(world, key, 2)
  await world.pass({ minutes: 11 })
  await burst(world, key, 2, 'second')
  await world.pass({ minutes: 1 })
  expect(await incidents(world)).toEqual([])
  await burst(world, key, 1, 'third')
  await world.pass({ seconds: 10 })
  expect(await incidents(world)).toMatchObject([{ openAlerts: 3 }])
})

story('when nobody has answered for so long, and not when somebody has', async (world) => {
  const ana = await haveToken(world, await world.person('ana'))
  await setRules(world, { when: { unacknowledgedMinutes: 15 } })
  const answered = await world.raise('Checkout fails', { policy: 'ana 30m' })
  await world.call('acknowledgeAlert', { alertId: answered.id }, ana)
  await world.raise('Search fails', { policy: 'ana 30m' })
  await world.pass({ minutes: 14 })
  expect(await incidents(world)).toEqual([])
  await world.pass({ minutes: 2 })
  expect((await incidents(world)).map(({ title }) => title)).toEqual(['Search fails'])
})

story('calls the people of a policy by a page of their own, and nobody whom the alert pages already', async (world) => {
  const second = await world.service('ben 5m+ana 5m'.replaceAll(' 5m+', '+'))
  await setRules(world, { declares: { calls: 'policy', policyId: second.policyId } })
  await world.raise('Checkout fails', { policy: 'ana 5m' })
  await world.pass({ seconds: 10 })
  world.phone('ana').rangTimes(1)
  world.phone('ben').rang('Baton asks you to help with an incident: Checkout fails')
  const [made] = await incidents(world)
  expect(await saysOf(world, made?.id ?? 0)).toContain('Baton called Ben as responder')
})

story('a private one is told to nobody else', async (world) => {
  const viewer = await haveToken(world, await world.person('vera', { role: 'viewer' }))
  await setRules(world, { declares: { isPrivate: true } })
  await world.raise('Somebody is in the vault', { policy: 'ana 5m' })
  await world.pass({ seconds: 10 })
  expect(await incidents(world)).toHaveLength(1)
  expect((await world.call('listIncidents', { state: 'all' }, viewer)).incidents).toEqual([])
  const log = await world.call('readLog', {}, viewer)
  expect(JSON.stringify(log)).not.toContain('declared an incident')
  const incidentId = (await incidents(world))[0]?.id ?? 0
  expect((await world.ask('getIncident', { incidentId }, viewer)).status).toBe(404)
})

story('said to be nothing, the same is not declared again while the hour lasts', async (world) => {
  const ana = await haveToken(world, await world.person('ana'))
  await setRules(world, {})
  const { key } = await world.service('ana 5m')
  await burst(world, key, 2)
  await world.pass({ seconds: 10 })
  const [made] = await incidents(world)
  const asked = { incidentId: made?.id ?? 0, moves: 0, to: 'dismissed', reason: 'A test' } as const
  await world.call('moveIncident', asked, ana)
  await burst(world, key, 2, 'more')
  await world.pass({ minutes: 5 })
  expect(await incidents(world)).toHaveLength(1)
  await world.pass({ hours: 1 })
  await burst(world, key, 1, 'again')
  await world.pass({ seconds: 10 })
  expect(await incidents(world)).toHaveLength(2)
})

story('of two who change the rules at once the second hears of the first', async (world) => {
  const { version } = await setRules(world, {})
  await setRules(world, { name: 'Another' })
  const late = await world.ask('setIncidentRules', { teamId, rules: [], version })
  expect(late.body['code']).toBe('incident_rules_changed')
  const unknown = await world.ask('setIncidentRules', { teamId, rules: [ruleOf({ when: { serviceId: teamId } })] })
  expect(unknown.body['code']).toBe('unknown_reference')
  const vague = await world.ask('setIncidentRules', { teamId, rules: [ruleOf({ declares: { title: '{what}' } })] })
  expect(vague.body['code']).toBe('bad_input')
})

story('tells what a rule would have done with what has been', async (world) => {
  const { key } = await world.service('ana 5m')
  await burst(world, key, 4)
  await world.pass({ minutes: 1 })
  const would = await world.call('tryIncidentRule', { teamId, rule: ruleOf({ when: { afterAlerts: 3 } }) })
  expect(would).toMatchObject({ looked: 4, meant: 4, incidents: 1, limited: 0, passed: 0 })
  expect(would.examples).toMatchObject([{ alerts: 4, priority: 'P1' }])
  expect(await incidents(world)).toEqual([])
})

story('an alert that is neither paged nor muted yet is waited for (P40)', async (world) => {
  await setRules(world, {})
  const { key } = await world.service('ana 5m')
  await world.event(key, { action: 'trigger', summary: 'Checkout fails', dedup: 'one' })
  // As a node that has it in hand and has not decided yet.
  await world.database.db.transaction().execute(async (tx) => {
    await tx.selectFrom('alert').select('id').forUpdate().execute()
    await world.at(world.now.add({ seconds: 6 }).toString())
    await world.node.engine.settle()
  })
  expect(await incidents(world)).toEqual([])
  await world.pass({ seconds: 6 })
  world.phone('ana').rangTimes(1)
  expect(await incidents(world)).toHaveLength(1)
})

story('a policy that a rule calls is kept, and it says by which rule', async (world) => {
  const steps = [{ targets: [{ kind: 'person' as const, personId: await world.person('ana') }], waitMinutes: 5 }]
  const { id: policyId } = await world.call('createPolicy', {
    slug: 'experts',
    name: 'Experts',
    teamId,
    steps,
    repeats: 0,
    returnAfterMinutes: 60,
  })
  await setRules(world, { name: 'Calls experts', declares: { calls: 'policy', policyId } })
  const refused = await world.ask('removePolicy', { policyId })
  expect(refused.body).toMatchObject({ code: 'still_used', facts: { usedBy: ['Calls experts'] } })
  await setRules(world)
  await world.call('removePolicy', { policyId })
})

story('a label as long as a monitor can send stops no rule', async (world) => {
  await world.person('ana')
  await setRules(world, { name: 'By component', groupLabels: ['component'] })
  const { key } = await world.service('ana 5m', { grouping: 'none' })
  // By chance, as no pattern can be: what repeats itself would be stored shorter than an index can hold.
  const bytes = randomBytes(2_000)
  const long = Array.from({ length: 1_000 }, (_, at) =>
    String.fromCodePoint(0xac00 + (bytes.readUInt16BE(2 * at) % 11_172)),
  ).join('')
  const send = (summary: string, component: string) =>
    fetch(`${world.node.url}/v2/enqueue`, {
      method: 'POST',
      body: JSON.stringify({
        routing_key: key,
        event_action: 'trigger',
        dedup_key: summary,
        payload: { summary, source: 'm', severity: 'critical', component },
      }),
    })
  await send('long', long)
  await world.pass({ seconds: 10 })
  await send('short', 'cart')
  await world.pass({ seconds: 20 })
  expect((await incidents(world)).map(({ title }) => title).toSorted()).toEqual(['long', 'short'])
})

story('an alert joins what was declared last, however much else is under way', async (world) => {
  await world.person('ana')
  const { key, serviceId } = await world.service('ana 5m')
  await sql`insert into incident (team_id, title, priority, declared_by_name, declared_at, state_at)
    select ${teamId}, 'Older', 3, 'Ana', baton_now(), baton_now() from generate_series(1, 60)`.execute(
    world.database.db,
  )
  const { id: incidentId } = await world.call('declareIncident', { teamId, title: 'Newest', serviceIds: [serviceId] })
  await setRules(world, { name: 'Joins', does: 'join' })
  await world.event(key, { action: 'trigger', dedup: 'disk', summary: 'Disk full' })
  await world.pass({ seconds: 20 })
  expect((await world.call('getIncident', { incidentId })).alerts.map(({ summary }) => summary)).toEqual(['Disk full'])
})
