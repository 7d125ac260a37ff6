// Silences and maintenance: what is muted on purpose is listed, has an end, and pages then (P32).
import { expect } from 'vitest'
import { sql } from 'kysely'
import type { EndpointInput } from '../../domain/api.ts'
import { story, type World } from '../world.ts'
import { tokenOf } from './everything.ts'

// The world begins on Monday, 2 March 2026, at nine in UTC.

const disks = [{ name: 'baton_summary', value: 'Disk.*', isRegex: true }]

/** Keeps what says "Disk ..." quiet for so long. */
async function silence(world: World, of: Partial<EndpointInput<'createSilence'>> = {}, token?: string) {
  const endsAt = world.now.add({ hours: 1 }).toString()
  const made = await world.call('createSilence', { matchers: disks, endsAt, reason: 'Moving disks', ...of }, token)
  await world.settle()
  return made
}

const nowhere = '0190aaaa-0000-7000-8000-00000000ffff'

const raise = async (world: World, key: string, summary: string, severity = 'critical') => {
  await world.event(key, { action: 'trigger', summary, dedup: summary, severity })
  await world.settle()
}

const list = async (world: World, muted?: 'yes' | 'no') =>
  (await world.call('listAlerts', muted ? { muted } : {})).alerts.map(({ summary }) => summary)

story('what is silenced does not page, is listed, and pages when the silence ends (P32)', async (world) => {
  const { key } = await world.service('ana 15m')
  const made = await silence(world)
  await raise(world, key, 'Disk full')
  world.phone('ana').stayedQuiet()
  const { alerts, counts } = await world.call('listAlerts', { muted: 'yes' })
  expect(alerts).toMatchObject([
    {
      state: 'triggered',
      pageState: null,
      muted: { kind: 'silence', id: made.id, title: 'Moving disks', until: '2026-03-02T10:00:00.000Z', causeId: null },
    },
  ])
  expect(counts).toMatchObject({ triggered: 1, muted: 1 })
  expect(await world.call('getSilence', { silenceId: made.id })).toMatchObject({ mutedNow: 1, mutedInAll: 1 })
  await world.log.says('Silenced until 2026-03-02T10:00Z (Moving disks): Disk full')
  await world.pass({ minutes: 59 })
  world.phone('ana').stayedQuiet()
  await world.pass({ minutes: 1 })
  world.phone('ana').rang('Disk full')
  await world.log.says('The silence ended (Moving disks), so it is paged: Disk full')
  await world.log.says('is over (Moving disks); 1 alerts that it muted are open and page now')
  expect(await world.call('getSilence', { silenceId: made.id })).toMatchObject({
    state: 'expired',
    mutedNow: 0,
    mutedInAll: 1,
  })
  const { alerts: listed } = await world.call('listSilenced', { silenceId: made.id })
  expect(listed).toMatchObject([{ summary: 'Disk full', muted: null, pageState: 'open' }])
})

story('what it does not match pages as ever, and so does what a person raises', async (world) => {
  const { key, policyId } = await world.service('ana 15m', { grouping: 'none' })
  await silence(world)
  await raise(world, key, 'Network down')
  world.phone('ana').rang('Network down')
  await world.call('raisePage', { summary: 'Disk, please look', priority: 'P2', to: { kind: 'policy', policyId } })
  await world.settle()
  world.phone('ana').rang('Disk, please look')
  // Nor does its next step ask a silence.
  await world.pass({ minutes: 15 })
  expect(await list(world, 'yes')).toEqual([])
})

story('a silence that is ended early pages at once', async (world) => {
  const { key } = await world.service('ana 15m')
  const made = await silence(world)
  await raise(world, key, 'Disk full')
  await world.call('endSilence', { silenceId: made.id })
  await world.settle()
  world.phone('ana').rang('Disk full')
  await world.log.says('ended the silence of baton_summary=~"Disk.*" (Moving disks); 1 alerts')
  await world.log.says('No longer silenced (Moving disks), so it is paged: Disk full')
  const again = await world.ask('endSilence', { silenceId: made.id })
  expect(again.body).toMatchObject({ code: 'silence_is_over' })
})

story('a longer end holds, a shorter one pages sooner', async (world) => {
  const { key } = await world.service('ana 15m')
  const made = await silence(world)
  await raise(world, key, 'Disk full')
  const move = async (endsAt: string) => {
    await world.call('changeSilence', { silenceId: made.id, endsAt })
    await world.settle()
  }
  await move('2026-03-02T12:00:00Z')
  await world.pass({ hours: 2 })
  world.phone('ana').stayedQuiet()
  expect((await world.call('listAlerts', {})).alerts).toMatchObject([{ muted: { until: '2026-03-02T12:00:00.000Z' } }])
  await move('2026-03-02T11:30:00Z')
  world.phone('ana').stayedQuiet()
  await world.pass({ minutes: 30 })
  world.phone('ana').rang('Disk full')
})

story('when one silence ends, another that still holds mutes on', async (world) => {
  const { key } = await world.service('ana 15m')
  await silence(world)
  await raise(world, key, 'Disk full')
  await silence(world, { reason: 'Moving racks', endsAt: '2026-03-02T10:30:00Z' })
  await world.pass({ hours: 1 })
  world.phone('ana').stayedQuiet()
  await world.log.says('Silenced until 2026-03-02T10:30Z (Moving racks): Disk full')
  await world.pass({ minutes: 30 })
  world.phone('ana').rang('Disk full')
})

story('a silence that another node made an instant ago holds', async (world) => {
  const { key } = await world.service('ana 15m', { grouping: 'none' })
  // This node knows that nothing mutes.
  await raise(world, key, 'Disk one')
  world.phone('ana').rang('Disk one')
  const other = await world.startAnother()
  const endsAt = world.now.add({ hours: 1 }).toString()
  const made = await fetch(`${other.url}/api/silences`, {
    method: 'POST',
    headers: {
      'x-baton': '1',
      'content-type': 'application/json',
      authorization: `Bearer ${await tokenOf(world, 'ben')}`,
    },
    body: JSON.stringify({ matchers: disks, endsAt, reason: 'Moving disks' }),
  })
  expect(made.status).toBe(200)
  await other.settle()
  await raise(world, key, 'Disk two')
  world.phone('ana').stayedQuiet()
  expect(await list(world, 'yes')).toEqual(['Disk two', 'Disk one'])
})

story('a maintenance that begins takes what runs off its page, but for what somebody has', async (world) => {
  const { key, serviceId } = await world.service('ana 15m, ben 15m', { grouping: 'none' })
  for (const name of ['one', 'two']) await raise(world, key, `Disk ${name}`)
  world.phone('ana').rangTimes(2)
  const { alerts } = await world.call('listAlerts', {})
  await world.call('acknowledgeAlert', { alertId: alerts.find(({ summary }) => summary === 'Disk one')?.id ?? 0 })
  await silence(world, {
    matchers: [],
    serviceIds: [serviceId],
    startsAt: '2026-03-02T09:10:00Z',
    endsAt: '2026-03-02T11:00:00Z',
    reason: 'New switch',
  })
  expect(await list(world, 'yes')).toEqual([])
  await world.pass({ minutes: 10 })
  await world.log.says('It has begun:')
  expect(await list(world, 'yes')).toEqual(['Disk two'])
  const pages = await world.database.db.selectFrom('page').select('state').orderBy('id').execute()
  expect(pages).toEqual([{ state: 'acknowledged' }, { state: 'closed' }])
  // What was acknowledged comes back while the maintenance runs: nobody is rung for it either.
  await world.pass({ minutes: 95 })
  world.phone('ben').stayedQuiet()
  world.phone('ana').rangTimes(2)
  expect(await list(world, 'yes')).toEqual(['Disk two', 'Disk one'])
  await world.pass({ minutes: 15 })
  world.phone('ana').rangTimes(4)
})

story('of a page with many alerts those that are silenced leave, and it goes on for the others', async (world) => {
  const { key } = await world.service('ana 15m, ben 15m')
  for (const summary of ['Disk full', 'Network down']) await raise(world, key, summary)
  world.phone('ana').rangTimes(1)
  await silence(world)
  expect(await list(world, 'yes')).toEqual(['Disk full'])
  await world.pass({ minutes: 15 })
  world.phone('ben').rang('Network down')
})

story('an alert that joined its page by what a node remembered leaves it before that goes on', async (world) => {
  const { key } = await world.service('ana 15m, ben 15m')
  await raise(world, key, 'Network down')
  await silence(world)
  // As a node accepts that has not heard of the silence yet: on the page that runs, and asked nothing.
  await world.event(key, { action: 'trigger', summary: 'Disk full', dedup: 'joined' })
  await sql`update alert set page_id = (select min(id) from page), paging_due_at = null, muted_by = null, muted_at = null,
    muted_version = null where key = 'joined'`.execute(world.database.db)
  await world.settle()
  await world.event(key, { action: 'resolve', dedup: 'Network down' })
  await world.pass({ minutes: 15 })
  world.phone('ben').stayedQuiet()
  expect(await list(world, 'yes')).toEqual(['Disk full'])
})

story('whoever answers what is muted has it', async (world) => {
  const { key } = await world.service('ana 15m', { returnAfterMinutes: 30 })
  await silence(world, { endsAt: '2026-03-02T09:20:00Z' })
  await raise(world, key, 'Disk full')
  const [alert] = (await world.call('listAlerts', {})).alerts
  const token = await tokenOf(world, 'ana')
  const answered = await world.call('acknowledgeAlert', { alertId: alert?.id ?? 0 }, token)
  expect(answered).toMatchObject({ state: 'acknowledged', muted: null })
  await world.settle()
  expect(await world.call('getAlert', { alertId: answered.id })).toMatchObject({ pageState: 'acknowledged' })
  world.phone('ana').stayedQuiet()
  await world.pass({ minutes: 30 })
  world.phone('ana').rang('Disk full')
})

story('what is muted is snoozed, escalated and closed as anything else', async (world) => {
  const { key } = await world.service('ana 15m', { grouping: 'none' })
  await silence(world)
  for (const name of ['snoozed', 'escalated', 'closed', 'resolved']) await raise(world, key, `Disk ${name}`)
  const { alerts } = await world.call('listAlerts', {})
  const idOf = (name: string) => alerts.find(({ summary }) => summary === `Disk ${name}`)?.id ?? 0
  await world.call('snoozeAlert', { alertId: idOf('snoozed'), until: '2026-03-02T09:30:00Z' })
  await world.call('closeAlert', { alertId: idOf('closed') })
  await world.event(key, { action: 'resolve', dedup: 'Disk resolved' })
  await world.call('escalateAlert', { alertId: idOf('escalated') })
  await world.settle()
  world.phone('ana').rang('Disk escalated')
  world.phone('ana').rangTimes(1)
  expect(await list(world)).toEqual(['Disk escalated', 'Disk snoozed'])
  expect(await list(world, 'yes')).toEqual([])
  // The snooze ends while the silence holds: then it is the silence's again.
  await world.pass({ minutes: 30 })
  expect(await list(world, 'yes')).toEqual(['Disk escalated', 'Disk snoozed'])
})

story('what its monitor says anew of a muted alert is decided anew', async (world) => {
  const { key } = await world.service('ana 15m')
  await silence(world, { matchers: [...disks, { name: 'baton_priority', value: 'P3' }] })
  const say = async (summary: string, severity: string) => {
    await world.event(key, { action: 'trigger', summary, dedup: 'disk', severity })
    await world.settle()
  }
  await say('Disk 80 %', 'warning')
  await say('Disk 85 %', 'warning')
  world.phone('ana').stayedQuiet()
  await say('Disk 99 %', 'critical')
  world.phone('ana').rang('Disk 99 %')
  await world.log.says('No longer silenced (Moving disks), so it is paged: Disk 99 %')
  const { entries } = await world.call('readLog', { limit: 200 })
  expect(entries.filter(({ kind }) => kind === 'alert_silenced')).toHaveLength(1)
})

story('whoever made it is warned before it lapses, and told what will page', async (world) => {
  const { key } = await world.service('ana 15m')
  const token = await tokenOf(world, 'ben')
  const made = await silence(world, {}, token)
  expect(made).toMatchObject({ author: 'Ben', warnMinutes: 15 })
  await raise(world, key, 'Disk full')
  await world.pass({ minutes: 44 })
  world.phone('ben').stayedQuiet()
  await world.pass({ minutes: 1 })
  world.phone('ben').rang('A silence ends at Mon 2 Mar 10:00: Moving disks')
  expect(world.phone('ben').all()[0]?.message.text).toContain('1 alert that it mutes is open and pages then')
  await world.log.says('ends at 2026-03-02T10:00Z (Moving disks); 1 alerts that it mutes are open')
  // Extended in time: warned again before the new end.
  await world.call('changeSilence', { silenceId: made.id, endsAt: '2026-03-02T12:00:00Z' }, token)
  await world.pass({ minutes: 120 })
  world.phone('ben').rangTimes(2)
  // An end so soon is no news to whoever gave it.
  await world.call('changeSilence', { silenceId: made.id, endsAt: '2026-03-02T11:50:00Z' }, token)
  await world.pass({ minutes: 10 })
  world.phone('ben').rangTimes(2)
})

story('when its author is gone, who answers for the whole is warned', async (world) => {
  await world.person('mia', { role: 'admin' })
  await silence(world, {}, await tokenOf(world, 'ben'))
  await world.call('changePerson', { personId: await world.person('ben'), isDeactivated: true })
  await world.pass({ minutes: 45 })
  world.phone('mia').rang('A silence ends')
})

story('a preview says what would be muted, how urgent that is, and what stays with somebody', async (world) => {
  const { key } = await world.service('ana 15m', { grouping: 'none' })
  for (const [name, severity] of [
    ['one', 'critical'],
    ['two', 'warning'],
    ['three', 'critical'],
  ] as const)
    await raise(world, key, `Disk ${name}`, severity)
  await raise(world, key, 'Network down')
  const [, third] = (await world.call('listAlerts', {})).alerts
  await world.call('acknowledgeAlert', { alertId: third?.id ?? 0 })
  const preview = await world.call('previewSilence', { matchers: disks })
  expect(preview).toMatchObject({
    mutes: 2,
    stay: 1,
    alreadyMuted: 0,
    byPriority: { P1: 1, P2: 0, P3: 1, P4: 0 },
    alerts: [{ summary: 'Disk one' }, { summary: 'Disk two' }],
  })
  await silence(world)
  expect(await world.call('previewSilence', { matchers: disks })).toMatchObject({ mutes: 0, alreadyMuted: 2 })
  expect(await world.call('previewSilence', { matchers: [{ name: 'absent', value: 'x' }] })).toMatchObject({ mutes: 0 })
})

story('what cannot be is refused, each with its reason', async (world) => {
  const { serviceId } = await world.service('ana 15m')
  const code = async (of: object) => {
    const asked = { matchers: disks, endsAt: world.now.add({ hours: 1 }).toString(), reason: 'why', ...of }
    return (await world.ask('createSilence', asked)).body['code']
  }
  expect(await code({ endsAt: world.now.toString() })).toBe('silence_ends_first')
  expect(await code({ startsAt: world.now.add({ hours: 2 }).toString() })).toBe('silence_ends_first')
  expect(await code({ endsAt: world.now.add({ hours: 24 * 367 }).toString() })).toBe('silence_too_long')
  expect(await code({ reason: ' ' })).toBe('bad_input')
  expect(await code({ matchers: [] })).toBe('bad_input')
  expect(await code({ serviceIds: [serviceId] })).toBe('bad_input')
  expect(await code({ matchers: [{ name: 'a', value: '.*', isRegex: true }] })).toBe('bad_input')
  expect(await code({ matchers: [{ name: 'a', value: '(', isRegex: true }] })).toBe('bad_input')
  expect(await code({ matchers: [], serviceIds: [nowhere] })).toBe('unknown_reference')
  expect(await code({ teamId: nowhere })).toBe('unknown_reference')
  const viewer = await tokenOf(world, 'vic', 'viewer')
  expect(
    (await world.ask('createSilence', { matchers: disks, endsAt: '2026-03-02T10:00:00Z', reason: 'x' }, viewer)).status,
  ).toBe(403)
})

story('what is over stays listed for 30 days, and is then forgotten', async (world) => {
  const { key } = await world.service('ana 15m')
  const made = await silence(world)
  await raise(world, key, 'Disk full')
  await world.event(key, { action: 'resolve', dedup: 'Disk full' })
  const states = async () => (await world.call('listSilences', { state: 'all' })).silences.map(({ state }) => state)
  expect(await states()).toEqual(['active'])
  await world.pass({ hours: 1 })
  expect(await states()).toEqual(['expired'])
  expect((await world.call('listSilences', {})).silences).toEqual([])
  await world.pass({ hours: 30 * 24 - 1 })
  expect(await states()).toEqual(['expired'])
  await world.pass({ hours: 1 })
  expect(await states()).toEqual([])
  expect((await world.ask('getSilence', { silenceId: made.id })).status).toBe(404)
})

story('the schema lets nothing be muted for ever', async (world) => {
  const { key } = await world.service('ana 15m')
  await silence(world)
  await raise(world, key, 'Disk full')
  const change = (set: string) => sql.raw(`update alert set ${set}`).execute(world.database.db)
  await expect(change('paging_due_at = null')).rejects.toThrow(/check/)
  await expect(change('muted_version = null')).rejects.toThrow(/alert_is_muted_whole/)
  const columns = 'team_id, key, state, priority, summary, first_at, last_at, muted_by, muted_at, muted_version'
  const written = `select team_id, 'other', 'acknowledged', 1, '', now(), now(), muted_by, now(), 1 from alert`
  const insert = sql.raw(`insert into alert (${columns}) ${written}`).execute(world.database.db)
  await expect(insert).rejects.toThrow(/alert_muted_pages_later/)
  // A silence that vanishes mutes nothing any more.
  await sql`delete from silence`.execute(world.database.db)
  await world.settle()
  world.phone('ana').rang('Disk full')
})
