// Somebody sleeps: what rings waits for the morning, and the page is not kept waiting for them.
import { expect } from 'vitest'
import { story, type World } from '../world.ts'
import { haveToken } from './everything.ts'

const number = '+15551234567'
const nights = {
  within: [{ kind: 'days', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '07:00' }],
  priorities: ['P2', 'P3', 'P4'],
} as const

/** Ana has a number, perhaps a mail address, and sleeps from ten to seven. It is three in the morning. */
async function anaSleeps(world: World, of: { readonly mail?: boolean } = {}) {
  const ana = await world.person('ana', { phone: of.mail === true })
  await world.contact('ana', ana, 'sms', number)
  await world.call('setQuietHours', {
    personId: ana,
    quiet: { within: [...nights.within], priorities: [...nights.priorities] },
  })
  await world.at('2026-03-03T03:00:00Z')
  return { ana, sms: world.phones.of(number) }
}

const warn = (world: World, key: string, severity: 'critical' | 'warning') =>
  world.event(key, { action: 'trigger', dedup: 'k', summary: 'Disk is filling', severity }).then(() => world.settle())

story(
  'a page goes on at once past somebody whose every way would ring, and the log says until when (P28)',
  async (world) => {
    const { sms } = await anaSleeps(world)
    const { key } = await world.service('ana 15m, ben 15m')
    await warn(world, key, 'warning')
    sms.stayedQuiet()
    world.phone('ben').rang('Disk is filling')
    await world.log.says('Ana has quiet hours until 2026-03-03T07:00Z, so step 1 did not ring them')
  },
)

story('the first priority rings through them', async (world) => {
  const { sms } = await anaSleeps(world)
  const { key } = await world.service('ana 15m, ben 15m')
  await warn(world, key, 'critical')
  sms.rang('Disk is filling')
})

story('mail comes at once, and the phone rings in the morning if nobody has answered', async (world) => {
  const { sms } = await anaSleeps(world, { mail: true })
  const { key } = await world.service('ana 500m, ben 15m')
  await warn(world, key, 'warning')
  world.phone('ana').rang('Disk is filling')
  const { alerts } = await world.call('listAlerts', {})
  const { pages } = await world.call('listPages', { alertId: alerts[0]?.id ?? 0 })
  expect(pages[0]?.deliveries.find(({ channel }) => channel === 'sms')).toMatchObject({
    state: 'queued',
    waitsFor: 'quiet_hours',
  })
  await world.pass({ minutes: 239 })
  sms.stayedQuiet()
  await world.pass({ minutes: 1 })
  sms.rang('Disk is filling')
})

story('whoever is on call alone is woken: a private wish is no reason that nobody is (P28)', async (world) => {
  const { sms } = await anaSleeps(world, { mail: true })
  await world.schedule('nights', { people: ['ana'] })
  const { key } = await world.service('schedule:nights 15m')
  await warn(world, key, 'warning')
  sms.rang('Disk is filling')
})

/** Ana is on call and sleeps, as Ben, who is named, is rung over his number. */
async function benIsRungForAna(world: World, of: { readonly mail?: boolean } = {}) {
  const { sms } = await anaSleeps(world, of)
  const ben = await world.person('ben', { phone: false })
  const bens = '+15557654321'
  await world.contact('ben', ben, 'sms', bens)
  await world.schedule('nights', { people: ['ana'] })
  const { key } = await world.service('schedule:nights+ben 60m, cho 15m')
  await world.person('cho')
  return { ben, bens, key, sms }
}

for (const mail of [false, true]) {
  const has = mail ? 'mail beside the number' : 'a number alone'
  story(`whoever is on call is woken when the one who is awake declines; they have ${has} (P28)`, async (world) => {
    const { ben, bens, key, sms } = await benIsRungForAna(world, { mail })
    await warn(world, key, 'warning')
    world.phones.of(bens).rang('Disk is filling')
    sms.stayedQuiet()
    const alertId = (await world.call('listAlerts', {})).alerts[0]?.id ?? 0
    await world.call('declineAlert', { alertId, reason: '' }, await haveToken(world, ben))
    await world.settle()
    sms.rang('Disk is filling')
    // She is who is hoped for now: the page does not go on past her.
    world.phone('cho').stayedQuiet()
    await world.pass({ minutes: 60 })
    world.phone('cho').rang('Disk is filling')
  })

  story(`and when no way of the one who is awake works; they have ${has} (P28)`, async (world) => {
    const { bens, key, sms } = await benIsRungForAna(world, { mail })
    world.phones.make(bens, { giveUp: 'sms_refused: no such number' })
    await warn(world, key, 'warning')
    sms.rang('Disk is filling')
    world.phone('cho').stayedQuiet()
  })

  story(`and when the provider tells later that it did not arrive; they have ${has} (P28)`, async (world) => {
    const { bens, key, sms } = await benIsRungForAna(world, { mail })
    await warn(world, key, 'warning')
    world.phones.of(bens).rang('Disk is filling')
    sms.stayedQuiet()
    await world.pass({ minutes: 1 })
    sms.rang('Disk is filling')
    world.phone('cho').stayedQuiet()
  })
}

story('somebody who sleeps is not hoped for: the page goes on when whoever is awake declines (P28)', async (world) => {
  await anaSleeps(world, { mail: true })
  const ben = await world.person('ben')
  const { key } = await world.service('ana+ben 60m, cho 15m')
  await warn(world, key, 'warning')
  const alertId = (await world.call('listAlerts', {})).alerts[0]?.id ?? 0
  await world.call('declineAlert', { alertId, reason: '' }, await haveToken(world, ben))
  await world.settle()
  world.phone('cho').rang('Disk is filling')
})

story('when everybody sleeps the fallback is woken (P28)', async (world) => {
  await anaSleeps(world)
  await world.person('mia', { role: 'admin' })
  const { key } = await world.service('ana 15m')
  await warn(world, key, 'warning')
  world.phone('mia').rang('Disk is filling')
})

story('a page that asks for somebody by name rings', async (world) => {
  const { ana, sms } = await anaSleeps(world)
  await world.call('raisePage', { summary: 'Please look', priority: 'P3', to: { kind: 'person', personId: ana } })
  await world.settle()
  sms.rang('Please look')
})

story('rules by hour: mail at night, the phone by day', async (world) => {
  const ana = await world.person('ana')
  const phone = await world.contact('ana', ana, 'sms', number)
  const { contacts } = await world.call('getContacts', { personId: ana })
  const mail = contacts.find(({ channel }) => channel === 'email')?.id ?? ''
  const night = [...nights.within]
  const day = [{ ...nights.within[0], from: '07:00', to: '22:00' }]
  await world.call('setContactRules', {
    personId: ana,
    rules: [
      { priority: 'P3', contactId: mail, afterMinutes: 0, within: night },
      { priority: 'P3', contactId: phone, afterMinutes: 0, within: day },
      { priority: 'P3', contactId: mail, afterMinutes: 5, within: day },
    ],
  })
  expect((await world.call('getContacts', { personId: ana })).rules).toHaveLength(3)
  const { key } = await world.service('ana 15m', { grouping: 'none' })
  await world.at('2026-03-03T03:00:00Z')
  await world.event(key, { action: 'trigger', dedup: 'n', summary: 'At night', severity: 'warning' })
  await world.settle()
  world.phone('ana').rang('At night')
  world.phones.of(number).stayedQuiet()
  await world.at('2026-03-03T12:00:00Z')
  await world.event(key, { action: 'trigger', dedup: 'd', summary: 'By day', severity: 'warning' })
  await world.settle()
  world.phones.of(number).rang('By day')
})

story('a rehearsal says who is let sleep, and until when', async (world) => {
  await anaSleeps(world, { mail: true })
  const ben = await world.person('ben')
  const ana = await world.person('ana')
  const draft = (personId: string) => ({ waitMinutes: 5, targets: [{ kind: 'person' as const, personId }] })
  const policy = {
    slug: 'p',
    name: 'P',
    teamId: '0190aaaa-0000-7000-8000-000000000001',
    repeats: 0,
    returnAfterMinutes: 60,
  }
  const at = '2026-03-03T03:00:00Z'
  const rehearsed = await world.call('rehearsePolicy', {
    policy: { ...policy, steps: [draft(ana), draft(ben)] },
    at,
    priority: 'P3',
  })
  expect(rehearsed.moments[0]?.reaches[0]?.ways).toMatchObject([
    { channel: 'email', isQuiet: false },
    { channel: 'sms', isQuiet: true, at: '2026-03-03T07:00:00.000Z' },
  ])
  await world.database.db.deleteFrom('contact').where('channel', '=', 'email').where('person_id', '=', ana).execute()
  const without = await world.call('rehearsePolicy', {
    policy: { ...policy, steps: [draft(ana), draft(ben)] },
    at,
    priority: 'P3',
  })
  expect(without.moments[0]?.misses).toMatchObject([
    { target: 'Ana', because: 'quiet', until: '2026-03-03T07:00:00.000Z' },
  ])
})

story('hours that never end are refused, and somebody else sets them only as an admin', async (world) => {
  const ana = await world.person('ana')
  const whole = { within: [{ ...nights.within[0], from: '00:00', to: '00:00' }], priorities: ['P3'] }
  expect((await world.ask('setQuietHours', { personId: ana, quiet: whole })).status).toBe(400)
  expect((await world.ask('setQuietHours', { personId: ana, quiet: null }, null)).status).toBe(401)
  await world.call('setQuietHours', { personId: ana, quiet: { within: [...nights.within], priorities: ['P3'] } })
  expect((await world.call('getContacts', { personId: ana })).quiet?.priorities).toEqual(['P3'])
  await world.call('setQuietHours', { personId: ana, quiet: null })
  expect((await world.call('getContacts', { personId: ana })).quiet).toBeNull()
})
