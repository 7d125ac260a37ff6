// No action needed: what came of an alert is said, and rules that page for nothing are told (product A8).
import * as fc from 'fast-check'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { countRules } from '../../server/alerts/rule-counting.ts'
import { queueNoiseNotices } from '../../server/alerts/noise-notices.ts'
import { loadRouteNames } from '../../server/intake/route-names.ts'
import { story, teamId, type World } from '../world.ts'
import { tokenOf } from './everything.ts'

story('whoever closes an alert says that no action was needed, and why', async (world) => {
  const { id } = await world.raise('Disk is 81 % full', { policy: 'ana 15m' })
  const closed = await world.call('closeAlert', {
    alertId: id,
    outcome: 'no_action',
    reason: 'too_tight',
    note: '80 % is normal at night',
  })
  expect(closed).toMatchObject({
    state: 'closed',
    outcome: { is: 'no_action', reason: 'too_tight', note: '80 % is normal at night' },
  })
  await world.log.says('closed it, no action needed (threshold too tight: 80 % is normal at night): Disk is 81 % full')
})

story('that one alert of a page needed no action is not told of the others on it', async (world) => {
  const { key } = await world.service('ana 15m')
  for (const dedup of ['one', 'two']) await world.event(key, { action: 'trigger', dedup, summary: dedup })
  await world.settle()
  const [two, one] = (await world.call('listAlerts', {})).alerts
  await world.call('closeAlert', { alertId: one?.id ?? 0, outcome: 'no_action', reason: 'duplicate' })
  const { page } = await world.call('listRelatedAlerts', { alertId: two?.id ?? 0 })
  expect(page.alerts).toMatchObject([{ summary: 'one' }])
  const { entries } = await world.call('readLog', { alertId: two?.id ?? 0, limit: 200 })
  expect(entries.map(({ kind }) => kind)).not.toContain('alert_closed_no_action')
})

story('who closes and says nothing has acted; a monitor says nothing', async (world) => {
  const by = await world.raise('Disk', { policy: 'ana 15m' })
  expect(await world.call('closeAlert', { alertId: by.id })).toMatchObject({ outcome: { is: 'acted', reason: null } })
  const itself = await world.raise('Load', { policy: 'ana 15m' })
  await itself.resolve()
  expect(await world.call('getAlert', { alertId: itself.id })).toMatchObject({ state: 'closed', outcome: null })
})

story('what came of it can be said afterwards and taken back, for 30 days', async (world) => {
  const { id: alertId, resolve } = await world.raise('Load', { policy: 'ana 15m' })
  const no = { alertId, outcome: 'no_action', reason: 'duplicate' } as const
  expect(await world.ask('sayOutcome', no)).toMatchObject({ status: 409, body: { code: 'outcome_alert_open' } })
  await resolve()
  await count(world)
  expect(await fatesOf(world)).toEqual(['by_itself'])
  expect(await world.call('sayOutcome', no)).toMatchObject({ outcome: { is: 'no_action', reason: 'duplicate' } })
  // Its rule knows at once.
  expect(await fatesOf(world)).toEqual(['no_action'])
  await world.log.says('said that no action was needed (duplicate): Load')
  expect(await world.call('takeBackOutcome', { alertId })).toMatchObject({ outcome: null })
  expect(await fatesOf(world)).toEqual(['by_itself'])
  await world.log.says('took back what was said of it: Load')
  await world.pass({ hours: 24 * 30 + 1 })
  expect(await world.ask('sayOutcome', no)).toMatchObject({ status: 409, body: { code: 'outcome_too_late' } })
})

story('taken back, an alert that somebody closed counts as acted again', async (world) => {
  const { id: alertId } = await world.raise('Load', { policy: 'ana 15m' })
  await world.call('closeAlert', { alertId, outcome: 'no_action', reason: 'false_alarm' })
  expect(await world.call('takeBackOutcome', { alertId })).toMatchObject({ outcome: { is: 'acted', reason: null } })
})

story(
  'many closed at once are as each alone: whoever closes them has acted, and so it is again when taken back',
  async (world) => {
    const { id: alertId } = await world.raise('Load', { policy: 'ana 15m' })
    await world.call('closeAlerts', { alertIds: [alertId], note: 'Moved the rack' })
    const acted = { outcome: { is: 'acted', reason: null, note: 'Moved the rack' } }
    expect(await world.call('getAlert', { alertId })).toMatchObject(acted)
    await count(world)
    expect(await fatesOf(world)).toEqual(['acted'])
    await world.call('sayOutcome', { alertId, outcome: 'no_action', reason: 'false_alarm' })
    expect(await fatesOf(world)).toEqual(['no_action'])
    expect(await world.call('takeBackOutcome', { alertId })).toMatchObject({ outcome: { is: 'acted', reason: null } })
    expect(await fatesOf(world)).toEqual(['acted'])
  },
)

story(
  'acknowledged among many is an answer, also once the page is back; pressed by mistake it is none',
  async (world) => {
    const ana = await tokenOf(world, await world.person('ana'))
    const meant = await world.raise('Load', { policy: 'ana 15m' })
    const mistaken = await world.raise('Disk', { policy: 'ana 15m' })
    await world.call('acknowledgeAlerts', { alertIds: [meant.id] }, ana)
    const { at, done } = await world.call('acknowledgeAlerts', { alertIds: [mistaken.id] }, ana)
    await world.call('undoAcknowledgements', { at, alertIds: done }, ana)
    await world.pass({ minutes: 60 })
    for (const alert of [meant, mistaken]) {
      expect(await world.call('getAlert', { alertId: alert.id })).toMatchObject({ state: 'triggered' })
      await alert.resolve()
    }
    await count(world)
    expect(await fatesOf(world)).toEqual(['acted', 'by_itself'])
  },
)

story('a viewer may read the report, and may not say what came of an alert', async (world) => {
  const { id: alertId } = await world.raise('Load', { policy: 'ana 15m' })
  await world.call('closeAlert', { alertId })
  const viewer = await tokenOf(world, 'vera', 'viewer')
  await world.call('setMember', { teamId, personId: await world.person('vera'), role: 'viewer' })
  expect(await world.ask('getNoise', {}, viewer)).toMatchObject({ status: 200 })
  expect(await world.ask('sayOutcome', { alertId, outcome: 'acted' }, viewer)).toMatchObject({ status: 403 })
  // Nor does a stranger read it.
  expect(await world.ask('getNoise', {}, null)).toMatchObject({ status: 401 })
})

story('an alert that comes back is open again: what was said of it is gone', async (world) => {
  const { id: alertId, key } = await world.raise('Load', { policy: 'ana 15m' })
  await world.call('closeAlert', { alertId, outcome: 'no_action', reason: 'false_alarm' })
  await count(world)
  expect(await fatesOf(world)).toEqual(['no_action'])
  await world.pass({ minutes: 2 })
  await world.event(key, { action: 'trigger', dedup: 'Load', summary: 'Load' })
  await world.settle()
  expect(await world.call('getAlert', { alertId })).toMatchObject({ state: 'triggered', outcome: null })
  await count(world)
  expect(await fatesOf(world)).toEqual(['open'])
  // Both times it paged.
  expect((await world.call('getNoise', {})).rules).toMatchObject([{ raised: 1, pages: 2, stillOpen: 1 }])
})

story('a rule that pages every night for nothing leads the report, with its last reason', async (world) => {
  await world.person('mia', { role: 'manager' })
  await sql`update team_member set role = 'manager' where person_id = (select id from person where name = 'Mia')`.execute(
    world.database.db,
  )
  const { key, serviceId } = await world.service('ana 15m', { watchMinutes: 0 })
  const raise = async (rule: string, at: string) => {
    await world.at(at)
    await world.event(key, { action: 'trigger', dedup: `${rule} ${at}`, summary: rule, details: { alertname: rule } })
    await world.settle()
    return (await world.call('listAlerts', {})).alerts[0]?.id ?? 0
  }
  for (const day of [3, 4, 5, 6, 7]) {
    const at = `2026-03-0${day}T23:00:00Z`
    const alertId = await raise('DiskFull', at)
    if (day === 7) await world.call('closeAlert', { alertId, outcome: 'no_action', reason: 'too_tight' })
    else await world.event(key, { action: 'resolve', dedup: `DiskFull ${at}` })
    await world.settle()
  }
  const real = await raise('CheckoutDown', '2026-03-08T10:00:00Z')
  await world.call('acknowledgeAlert', { alertId: real })
  await world.pass({ minutes: 12 })
  await world.event(key, { action: 'resolve', dedup: 'CheckoutDown 2026-03-08T10:00:00Z' })
  await count(world)
  const { rules, total } = await world.call('getNoise', { days: 7, teamId, serviceId })
  expect(rules).toMatchObject([
    {
      name: 'DiskFull',
      namedBy: 'alertname',
      raised: 5,
      pages: 5,
      nights: 5,
      acted: 0,
      noAction: 1,
      byItself: 4,
      wastedPages: 5,
      lastReason: 'too_tight',
      isNoisy: true,
      pagesBefore: 0,
    },
    {
      name: 'CheckoutDown',
      raised: 1,
      acted: 1,
      wastedPages: 0,
      minutesToAnswer: 0,
      minutesToClose: 12,
      isNoisy: false,
    },
  ])
  expect(total).toEqual({ rules: 2, raised: 6, pages: 6, wastedPages: 5, nights: 5 })
  expect(await world.call('getNoise', { teamId: '0190aaaa-0000-7000-8000-00000000000f' })).toMatchObject({ rules: [] })
  const rule = await world.call('getRuleNoise', { ruleId: rules[0]?.ruleId ?? 0 })
  expect(rule.alerts.map(({ outcome }) => outcome?.reason ?? null)).toEqual(['too_tight', null, null, null, null])
  // Beside each of its alerts the same is said, and its managers hear of it once a week.
  expect((await world.call('getAlertNoise', { alertId: rule.alerts[0]?.id ?? 0 })).rule).toMatchObject({ pages: 5 })
  await queueNoiseNotices(world.database.db)
  await world.settle()
  world.phone('mia').rang('1 rule pages Team for nothing')
  world.phone('ana').rangTimes(6)
  await world.pass({ hours: 24 * 6 })
  await queueNoiseNotices(world.database.db)
  await world.settle()
  world.phone('mia').rangTimes(1)
  await world.pass({ hours: 25 })
  await queueNoiseNotices(world.database.db)
  await world.pass({ hours: 24 })
  world.phone('mia').rangTimes(2)
})

story('what is acknowledged, returns and is closed by its monitor was acted on', async (world) => {
  const { id, resolve } = await world.raise('Load', { policy: 'ana 15m', returnAfterMinutes: 5 })
  await world.call('acknowledgeAlert', { alertId: id })
  await world.pass({ minutes: 6 })
  expect(await world.call('getAlert', { alertId: id })).toMatchObject({ state: 'triggered' })
  await resolve()
  await count(world)
  expect(await fatesOf(world)).toEqual(['acted'])
})

story('a monitor that acknowledges its own alert is nobody who answered', async (world) => {
  const { id, key, resolve } = await world.raise('Load', { policy: 'ana 15m' })
  await world.event(key, { action: 'acknowledge', dedup: 'Load' })
  expect(await world.call('getAlert', { alertId: id })).toMatchObject({ state: 'acknowledged' })
  await resolve()
  await count(world)
  expect(await fatesOf(world)).toEqual(['by_itself'])
})

story('an alert that was silenced until it was over is counted as muted only', async (world) => {
  const { key } = await world.service('ana 15m')
  await world.call('createSilence', {
    matchers: [{ name: 'host', value: 'web-1', isRegex: false, isEqual: true }],
    endsAt: world.now.add({ hours: 2 }).toString(),
    reason: 'moving disks',
  })
  await world.settle()
  await world.event(key, { action: 'trigger', dedup: 'a', details: { host: 'web-1', rule: 'Disk' } })
  await world.settle()
  await world.event(key, { action: 'resolve', dedup: 'a' })
  await count(world)
  expect((await world.call('getNoise', {})).rules).toMatchObject([{ name: 'Disk', pages: 0, mutedOnly: 1, muted: 1 }])
})

story(
  'what was counted while it was muted is counted again when it pages, and when it comes back muted',
  async (world) => {
    const { key } = await world.service('ana 15m', { watchMinutes: 60 })
    const silence = () =>
      world.call('createSilence', {
        matchers: [{ name: 'host', value: 'web-1', isRegex: false, isEqual: true }],
        endsAt: world.now.add({ minutes: 5 }).toString(),
        reason: 'moving disks',
        warnMinutes: 0,
      })
    const trigger = () => world.event(key, { action: 'trigger', dedup: 'a', details: { host: 'web-1', rule: 'Disk' } })
    await silence()
    await world.settle()
    await trigger()
    await count(world)
    expect((await world.call('getNoise', {})).rules).toMatchObject([{ pages: 0, stillOpen: 1 }])
    await world.pass({ minutes: 6 })
    await count(world)
    expect((await world.call('getNoise', {})).rules).toMatchObject([{ pages: 1, stillOpen: 1 }])
    await world.event(key, { action: 'resolve', dedup: 'a' })
    await count(world)
    expect(await fatesOf(world)).toEqual(['by_itself'])
    await silence()
    await world.settle()
    await trigger()
    await count(world)
    expect(await fatesOf(world)).toEqual(['open'])
  },
)

story('a source that closes its alert by its API has not acted', async (world) => {
  const { id, key } = await world.raise('Load', { policy: 'ana 15m' })
  await world.database.db.updateTable('source').set({ dialect: 'opsgenie' }).execute()
  const answer = await fetch(`${world.node.url}/v2/alerts/Load/close?identifierType=alias`, {
    method: 'POST',
    headers: { authorization: `GenieKey ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ note: 'recovered' }),
  })
  expect(answer.status).toBe(202)
  await world.settle()
  expect(await world.call('getAlert', { alertId: id })).toMatchObject({ state: 'closed', outcome: null })
  await count(world)
  expect(await fatesOf(world)).toEqual(['by_itself'])
})

story('the route that catches an alert is its rule where no label names one', async (world) => {
  const { key } = await world.service('ana 15m')
  await world.call('setRoutes', {
    teamId,
    routes: [
      {
        name: 'Staging',
        matchers: [{ name: 'env', value: 'staging', isRegex: false, isEqual: true }],
        decides: { serviceId: null, policyId: null, atLeast: null, atMost: null, group: null },
      },
    ],
  })
  await world.event(key, { action: 'trigger', dedup: 'one', details: { env: 'staging' } })
  await world.event(key, { action: 'trigger', dedup: 'two', details: { env: 'live' } })
  await world.settle()
  await count(world)
  const { rules } = await world.call('getNoise', {})
  expect(
    rules
      .map(({ name, namedBy }) => `${namedBy} ${name}`)
      .toSorted((a, b) => a.localeCompare(b))
      .map((each) => each.split(' ')),
  ).toEqual([
    ['key', 'two'],
    ['route', 'Staging'],
  ])
})

story('what people raise by hand and what tests the way has no rule', async (world) => {
  const { serviceId } = await world.service('ana 15m')
  await world.call('raisePage', { summary: 'Help', to: { kind: 'service', serviceId } })
  await world.settle()
  await count(world)
  expect((await world.call('getNoise', {})).rules).toEqual([])
})

story('two nodes that count at once count each alert once', async (world) => {
  const { key } = await world.service('ana 15m')
  for (const dedup of ['a', 'b', 'c'])
    await world.event(key, { action: 'trigger', dedup, details: { alertname: 'DiskFull' } })
  await world.pass({ minutes: 1 })
  await Promise.all([1, 2, 3].map(() => countRules(world.database.db, () => loadRouteNames(world.database.db))))
  await count(world)
  expect((await world.call('getNoise', {})).rules).toMatchObject([{ raised: 3, stillOpen: 3 }])
})

story('what is said of an alert while a batch with it is being counted is counted', async (world) => {
  const { db } = world.database
  for (const isCountedBefore of [true, false]) {
    const { id: alertId } = await world.raise(`Disk ${isCountedBefore}`, { policy: 'ana 15m' })
    await world.pass({ seconds: 11 })
    if (isCountedBefore) await count(world)
    await world.call('closeAlerts', { alertIds: [alertId], note: '' })
    const [counting, saying] = await db.transaction().execute(async (tx) => {
      // Who counts has read the alert, and cannot write down how far it came.
      await sql`lock table rule_progress in share mode`.execute(tx)
      const counted = countRules(db, () => loadRouteNames(db))
      await waiting(world, 1)
      const said = world.call('sayOutcome', { alertId, outcome: 'no_action', reason: 'too_tight' })
      await waiting(world, 2)
      return [counted, said]
    })
    await Promise.all([counting, saying])
    await count(world)
    const fate = await db.selectFrom('rule_alert').select('fate').where('alert_id', '=', alertId).executeTakeFirst()
    expect([isCountedBefore, fate]).toEqual([isCountedBefore, { fate: 'no_action' }])
  }
})

story(
  'whatever happens to alerts, and whenever they are counted, each is counted in exactly one place',
  async (world) => {
    const { key } = await world.service('ana 15m', { watchMinutes: 10 })
    const acts = ['trigger', 'resolve', 'acknowledge', 'take', 'close', 'say', 'count', 'wait'] as const
    const steps = fc.sample(fc.tuple(fc.constantFrom(...acts), fc.constantFrom('web-1', 'web-2', 'web-3', 'web-4')), {
      numRuns: 90,
      seed: 7,
    })
    for (const [act, dedup] of steps) {
      const alertId = (await world.call('listAlerts', { state: 'all', search: dedup })).alerts[0]?.id
      if (act === 'wait') await world.pass({ minutes: 7 })
      else if (act === 'count') await count(world)
      else if (act === 'trigger' || act === 'resolve' || act === 'acknowledge')
        await world.event(key, { action: act, dedup, details: { alertname: dedup < 'web-3' ? 'Disk' : 'Load' } })
      else if (alertId !== undefined) {
        if (act === 'take') await world.ask('acknowledgeAlert', { alertId })
        if (act === 'close') await world.ask('closeAlert', { alertId, outcome: 'no_action' })
        if (act === 'say') await world.ask('sayOutcome', { alertId, outcome: 'acted' })
      }
      await world.settle()
    }
    await count(world)
    const { rows } = await sql<{ alerts: number; counted: number; wrong: number }>`
    with truth as (
      select rule_id, on_day, count(*) as raised, sum(pages) as pages, count(*) filter (where fate = 'acted') as acted,
        count(*) filter (where fate = 'no_action') as no_action, count(*) filter (where fate = 'by_itself') as by_itself,
        count(*) filter (where fate = 'open') as still_open,
        coalesce(sum(pages) filter (where fate in ('no_action', 'by_itself')), 0) as wasted_pages
      from rule_alert group by rule_id, on_day
    )
    select (select count(*)::int from alert) as alerts, (select sum(raised)::int from rule_day) as counted,
      (select count(*)::int from rule_day d full join truth t using (rule_id, on_day)
        where (d.raised, d.pages, d.acted, d.no_action, d.by_itself, d.still_open, d.wasted_pages) is distinct from
          (t.raised, t.pages, t.acted, t.no_action, t.by_itself, t.still_open, t.wasted_pages))
      + (select count(*)::int from rule_alert r join alert a on a.id = r.alert_id
        where (r.fate = 'open') <> (a.state <> 'closed')
          or r.pages <> (select count(*) from page p where p.alert_id = a.id and p.plan <> 'fallback')) as wrong`.execute(
      world.database.db,
    )
    expect(rows[0]?.alerts).toBeGreaterThan(3)
    expect(rows[0]).toEqual({ alerts: rows[0]?.alerts, counted: rows[0]?.alerts, wrong: 0 })
  },
)

async function count(world: World): Promise<void> {
  await world.pass({ seconds: 11 })
  await countRules(world.database.db, () => loadRouteNames(world.database.db))
}

async function fatesOf(world: World): Promise<readonly string[]> {
  const rows = await world.database.db.selectFrom('rule_alert').select('fate').orderBy('alert_id').execute()
  const sums = await world.database.db.selectFrom('rule_day').select('raised').execute()
  expect(sums.reduce((sum, { raised }) => sum + raised, 0)).toBe(rows.length)
  return rows.map(({ fate }) => fate)
}

async function waiting({ database }: World, many: number): Promise<void> {
  const waits = sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await expect.poll(async () => (await waits.execute(database.db)).rows.length).toBe(many)
}
