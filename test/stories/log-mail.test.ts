// The log of a team by mail: over a real SMTP connection, to the address that the team has, and over HTTP with the key of a mail service.
import { sql } from 'kysely'
import { expect } from 'vitest'
import { hearOfMail, type Written } from '../mail.ts'
import { adminToken, mailKey, story, teamId, type World } from '../world.ts'
import { haveToken } from './everything.ts'

const domain = 'mail.baton.test'

async function cast(world: World, team = teamId) {
  const personId = await world.person('ana')
  const ana = await haveToken(world, personId)
  await world.person('ben')
  const { address } = await world.call('renewLogAddress', { teamId: team })
  if (address === null) throw new Error('the team has no address')
  return {
    ana,
    anaId: personId,
    address,
    write: (mail: Partial<Written>) =>
      hearOfMail(world.node.mailPort, { to: address, subject: 'Rolled back', text: 'Since **14:05**.', ...mail }),
    notes: async (of: { teamId?: string; alertId?: number } = { teamId: team }) =>
      (await world.call('readLog', of)).entries.filter(({ kind }) => kind === 'note_written'),
  }
}

story('a mail to the log of a team is a line of it, by whoever wrote it, and names are told', async (world) => {
  const { write, notes, anaId } = await cast(world)
  const text = 'Since **14:05**. @ben look:\n\n- [ ] `drain`\n\n-- \nAna Keller'
  expect(await write({ text })).toMatchObject({ code: 250 })
  expect(await notes()).toMatchObject([
    {
      personId: anaId,
      actorName: 'Ana',
      says: 'Ana: Rolled back\n\nSince **14:05**. @ben look:\n\n- [ ] `drain`',
      facts: { via: 'mail' },
    },
  ])
  await world.pass({ minutes: 5 })
  const told = world.phones.of('ben@example.com').all()
  expect(told.map(({ message }) => message.subject)).toEqual(['Ana mentioned you in the on-call log'])
})

story('what is quoted is left out, HTML alone is read, and a mail that comes twice is one line', async (world) => {
  const { write, notes, address } = await cast(world)
  await write({ subject: 'Re: Rolled back', text: 'It holds.\n\nOn Thu, 26 Nov 2026, Ben wrote:\n> Does it hold?' })
  const raw = (id: string, body: string) =>
    [
      'From: Ana <ana@example.com>',
      `To: ${address}`,
      `Message-ID: <${id}@example.com>`,
      'Subject: =?utf-8?B?7J6s7Iuc7J6R?=',
      'Content-Type: text/html; charset=utf-8',
      '',
      body,
    ].join('\r\n')
  const html = raw('one', '<p>DB <b>재시작</b> <a href="https://g.example.com/d">graph</a></p>')
  for (let times = 0; times < 3; times++) expect(await write({ raw: html })).toMatchObject({ code: 250 })
  await Promise.all([1, 2, 3].map(() => write({ raw: raw('two', 'at once') })))
  expect((await notes()).map(({ facts }) => facts['text']).toReversed()).toEqual([
    'Rolled back\n\nIt holds.',
    '재시작\n\nDB 재시작 <https://g.example.com/d> graph',
    '재시작\n\nat once',
  ])
})

story('whoever is not known, is somebody else, or may not write hears why, and nothing is written', async (world) => {
  const { write, notes, ana } = await cast(world)
  const mia = await world.person('mia', { phone: false })
  await world.contact('mia', mia, 'email', 'shared@example.com')
  await world.contact('ana', await world.person('ana'), 'email', 'shared@example.com')
  const vic = await world.person('vic', { role: 'viewer' })
  const { db } = world.database
  await db.updateTable('team_member').set({ role: 'viewer' }).where('person_id', '=', vic).execute()
  const unproven = { channel: 'email', address: 'new@example.com', created_at: world.now } as const
  await db
    .insertInto('contact')
    .values({ ...unproven, id: crypto.randomUUID(), person_id: mia })
    .execute()
  const from = (address: string) => ({ from: `Ana <${address}>`, sender: address })
  expect(await write(from('mallory@example.com'))).toMatchObject({
    code: 550,
    say: expect.stringMatching(/Nobody here has proven/),
  })
  expect(await write(from('new@example.com'))).toMatchObject({
    code: 550,
    say: expect.stringMatching(/new@example\.com/),
  })
  expect(await write(from('shared@example.com'))).toMatchObject({
    code: 550,
    say: expect.stringMatching(/More than one person/),
  })
  expect(await write(from('vic@example.com'))).toMatchObject({
    code: 550,
    say: expect.stringMatching(/role responder/),
  })
  // The envelope is let in, and From is another's; or the other way round.
  expect(await write({ from: 'ben@example.com' })).toMatchObject({
    code: 554,
    say: expect.stringMatching(/not addresses of one person/),
  })
  expect(await write({ from: 'mallory@example.com' })).toMatchObject({
    code: 554,
    say: expect.stringMatching(/Nobody here has proven/),
  })
  expect(await write({ from: 'ana@example.com, ben@example.com' })).toMatchObject({
    code: 554,
    say: expect.stringMatching(/one person/),
  })
  expect(await write({ subject: 'Re:', text: ' \n> ' })).toMatchObject({
    code: 554,
    say: expect.stringMatching(/says nothing/),
  })
  const aside = await world.call('createTeam', { slug: 'others', name: 'Others' })
  await db.updateTable('person').set({ role: 'viewer' }).where('email', '=', 'ana@example.com').execute()
  const other = await world.call('renewLogAddress', { teamId: aside.id })
  expect(await write({ to: other.address ?? '' })).toMatchObject({
    code: 550,
    say: expect.stringMatching(/role responder/),
  })
  expect(await world.ask('getLogAddress', { teamId: aside.id }, ana)).toMatchObject({ status: 403 })
  await db.updateTable('person').set({ deactivated_at: world.now }).where('email', '=', 'ben@example.com').execute()
  expect(await write(from('ben@example.com'))).toMatchObject({
    code: 550,
    say: expect.stringMatching(/Nobody here has proven/),
  })
  expect(await notes()).toEqual([])
  expect(await db.selectFrom('log_mail').selectAll().execute()).toEqual([])
})

story('what machines write is taken and becomes nothing', async (world) => {
  const { write, notes } = await cast(world)
  for (const headers of [
    { 'Auto-Submitted': 'auto-replied' },
    { Precedence: 'bulk' },
    { 'List-Id': '<all.example.com>' },
    { 'X-Failed-Recipients': 'x@example.com' },
  ])
    expect(await write({ headers })).toMatchObject({ code: 250 })
  expect(await write({ sender: '' })).toMatchObject({ code: 250 })
  expect(await write({ from: 'Baton <baton@mail.baton.test>', sender: 'ana@example.com' })).toMatchObject({ code: 250 })
  expect(await write({ subject: 'Out of office' })).toMatchObject({
    code: 554,
    say: expect.stringMatching(/another subject/),
  })
  expect(await notes()).toEqual([])
})

story('a subject that names an incident or an alert writes there, and what is private is not there', async (world) => {
  const { write, notes, ana } = await cast(world)
  await world.service('ana 5m')
  const { alertId } = await world.call('raisePage', {
    to: { kind: 'person', personId: await world.person('ana') },
    summary: 'Disk full',
    priority: 'P3',
  })
  const open = await world.call('declareIncident', { teamId, title: 'Payments are down' }, ana)
  expect(await write({ subject: `Re: Incident #${open.id}: Payments are down`, text: 'Better.' })).toMatchObject({
    code: 250,
  })
  expect(await write({ subject: `Alert ${alertId}`, text: 'Cleaned up.' })).toMatchObject({ code: 250 })
  const { entries } = await world.call('readTimeline', { incidentId: open.id })
  expect(entries.filter(({ kind }) => kind === 'note_written')).toMatchObject([
    { actorName: 'Ana', incidentId: open.id },
  ])
  expect(await notes({ alertId })).toMatchObject([{ alertId, says: `Ana: Alert ${alertId}\n\nCleaned up.` }])

  await world.person('mia', { role: 'manager' })
  const mia = await haveToken(world, await world.person('mia'))
  const secret = await world.call('declareIncident', { teamId, title: 'Secret', isPrivate: true }, mia)
  const ben = await world.person('ben')
  await world.call('callIntoIncident', { incidentId: secret.id, personId: ben, role: 'expert' }, mia)
  const calls = await world.database.db
    .selectFrom('alert')
    .select('id')
    .where('key', 'like', `incident:${secret.id}:%`)
    .execute()
  const before = (await notes()).length
  const answers = [
    await write({ subject: `#${secret.id}` }),
    await write({ subject: '#999999' }),
    await write({ subject: `alert ${calls[0]?.id ?? 0}` }),
    await write({ subject: 'alert 999999' }),
  ]
  expect(answers.map(({ code, say }) => [code, say.replace(/\d{1,6} that/, 'N that')])).toEqual([
    [554, expect.stringContaining('There is no incident #N that you could write to.')],
    [554, expect.stringContaining('There is no incident #N that you could write to.')],
    [554, expect.stringContaining('There is no alert N that you could write to.')],
    [554, expect.stringContaining('There is no alert N that you could write to.')],
  ])
  expect(await notes()).toHaveLength(before)
  const mine = { from: 'Mia <mia@example.com>', sender: 'mia@example.com' }
  expect(await write({ ...mine, subject: `INC-${secret.id}` })).toMatchObject({ code: 250 })
})

story(
  'an address is renewed, taken away, and refused from then on; and nobody reads it who may not write',
  async (world) => {
    const { write, address, ana, notes } = await cast(world)
    expect(address).toMatch(/^log\+[a-z0-9]{32}@mail\.baton\.test$/)
    expect(await world.call('getLogAddress', { teamId }, ana)).toMatchObject({ address, mailDomain: domain })
    expect(await world.ask('renewLogAddress', { teamId }, ana)).toMatchObject({ status: 403 })
    const renewed = await world.call('renewLogAddress', { teamId })
    expect(renewed.address).not.toBe(address)
    expect(await write({})).toMatchObject({ code: 550, say: expect.stringMatching(/no such address/) })
    const to = (renewed.address ?? '').toUpperCase()
    expect(await write({ to })).toMatchObject({ code: 250 })
    expect(await world.call('removeLogAddress', { teamId })).toMatchObject({ address: null })
    expect(await write({ to })).toMatchObject({ code: 550 })
    expect(await notes()).toHaveLength(1)
    const { entries } = await world.call('readLog', { teamId })
    const kinds = entries.map(({ kind }) => kind).filter((kind) => kind.startsWith('log_address'))
    expect(kinds).toEqual(['log_address_removed', 'log_address_renewed', 'log_address_made'])
    expect(JSON.stringify(entries)).not.toContain(address.slice(4, 36))
  },
)

story('a mail service hands it over without an envelope, and From alone counts', async (world) => {
  const { notes, address } = await cast(world)
  const post = (from: string) =>
    fetch(`${world.node.url}/in/mail/${mailKey}`, {
      method: 'POST',
      headers: { 'content-type': 'message/rfc822' },
      body: `From: ${from}\r\nTo: ${address}\r\nSubject: Restarted\r\n\r\nTwice.`,
    })
  expect((await post('ana@example.com')).status).toBe(204)
  const refused = await post('mallory@example.com')
  expect([refused.status >= 400, await refused.text()]).toEqual([
    true,
    expect.stringContaining('Nobody here has proven'),
  ])
  expect(await notes()).toMatchObject([{ says: 'Ana: Restarted\n\nTwice.' }])
})

story('an address that was found out fills no log', async (world) => {
  const { write, notes } = await cast(world)
  await sql`insert into log_mail (team_id, ref, at)
    select ${teamId}, 'before ' || n, baton_now() from generate_series(1, 59) as n`.execute(world.database.db)
  expect(await write({ subject: 'The last' })).toMatchObject({ code: 250 })
  expect(await write({ subject: 'One more' })).toMatchObject({
    code: 451,
    say: expect.stringMatching(/Too many mails/),
  })
  await world.pass({ hours: 1, minutes: 1 })
  expect(await write({ subject: 'One more' })).toMatchObject({ code: 250 })
  expect(await notes()).toHaveLength(2)
})

story('where no mail comes in there is no address, and that is said', async (world) => {
  const node = await world.startAnother({
    settings: { mailDomain: undefined, mailListen: undefined, mailKey: undefined },
  })
  const ask = (method: string) =>
    fetch(`${node.url}/api/teams/${teamId}/log-address`, {
      method,
      headers: { authorization: `Bearer ${adminToken}`, 'x-baton': '1' },
    })
  expect(await (await ask('GET')).json()).toMatchObject({ mailDomain: null, address: null })
  const refused = await ask('POST')
  expect([refused.status, await refused.json()]).toMatchObject([409, { code: 'no_mail_taken' }])
})
