import { expect } from 'vitest'
import { report } from '../../server/mail/machines.test-support.ts'
import { keepMailAnswer } from '../../server/paging/mail-store.ts'
import { sendMail } from '../mail.ts'
import { mailKey, story, type World } from '../world.ts'

const ana = 'ana@example.com'
const ben = 'ben@example.com'

const mailsTo = ({ phones }: World, address: string) =>
  phones
    .of(address)
    .all()
    .map(({ message }) => message)
const lastTo = (world: World, address = ana) => mailsTo(world, address).at(-1)
const replyTo = (world: World, address = ana) =>
  mailsTo(world, address).findLast(({ pageId }) => pageId !== null)?.replyAddress ?? ''
const stateOf = async ({ call }: World, alertId: number) => (await call('getAlert', { alertId })).state
const outcomes = async ({ node }: World) => {
  const text = await (await fetch(`${node.url}/metrics`)).text()
  return [...text.matchAll(/^baton_mails_total\{outcome="(\w+)"\} (\d+)$/gm)].map(([, how, count]) => `${how} ${count}`)
}

story('Ana answers from the train by mail (C12)', async (world) => {
  const { id } = await world.raise('Payments are down', { policy: 'ana+ben+cho 15m, dan 15m' })
  expect(lastTo(world)?.text).toContain('Or reply to this mail, with this in the first line: 1 or "ack"')
  expect(lastTo(world)?.text).not.toContain(replyTo(world))
  expect(
    await world.mail({
      to: replyTo(world),
      text: 'ack\r\n\r\nOn Mon, Baton wrote:\r\n> 2',
      messageId: '<train@example.com>',
    }),
  ).toBe(250)
  expect(await stateOf(world, id)).toBe('acknowledged')
  await world.log.says('Ana acknowledged: Payments are down')
  const told = lastTo(world)
  expect(told).toMatchObject({ subject: 'Re: Payments are down', inReplyTo: '<train@example.com>', pageId: null })
  expect(told?.text).toContain('Acknowledged. You have it.')
  expect(told?.text).toContain('2 others were paged too; it rings there no longer.')
  await world.pass({ minutes: 20 })
  world.phone('dan').stayedQuiet()
})

story('whoever lets Baton write from a mailbox of their own answers from it', async (world) => {
  const { id } = await world.raise('Payments are down', { policy: 'ana 15m' })
  const own = { from: 'Baton <baton@localhost>', sender: 'baton@localhost' }
  expect(
    await world.mail({ to: replyTo(world), text: 'ack', ...own, headers: { 'auto-submitted': 'auto-replied' } }),
  ).toBe(250)
  expect(await stateOf(world, id)).toBe('triggered')
  expect(await world.mail({ to: replyTo(world), text: 'ack', ...own })).toBe(250)
  expect(await stateOf(world, id)).toBe('acknowledged')
})

story('in Korean, with the last word of a form of her own', async (world) => {
  const id = await world.person('ana')
  await world.database.db.updateTable('person').set({ language: 'ko' }).where('id', '=', id).execute()
  await world.raise('결제가 되지 않습니다', { policy: 'ana 15m, ben 15m' })
  expect(lastTo(world)?.text).toContain('이 메일에 답장해도 됩니다.')
  await world.mail({ to: replyTo(world), text: '다음' })
  expect(lastTo(world)?.text).toContain('다음 사람에게 넘겼습니다.')
  world.phone('ben').rang('결제가 되지 않습니다')
})

story('the proof in the address is what counts, not who a mail says that it is from', async (world) => {
  const { id } = await world.raise('Payments are down', { policy: 'ana 15m' })
  const other = await world.raise('Search is slow', { policy: 'ben 15m' })
  const [name = '', proof = ''] = replyTo(world).split('@')[0]?.split('-') ?? []
  const [, proofOfBen = ''] = replyTo(world, ben).split('@')[0]?.split('-') ?? []
  for (const to of [
    `${name}-${proofOfBen}@mail.baton.test`,
    `${name}-${'0'.repeat(32)}@mail.baton.test`,
    `${name}@mail.baton.test`,
    `${name}-${proof}@elsewhere.test`,
    'reply@mail.baton.test',
    'ana@example.com',
    'baton@mail.baton.test',
  ])
    expect(await world.mail({ to, text: 'ack', from: 'Ana <ana@example.com>' }), to).toBe(550)
  // The proof of a link is none in an address, nor the other way round.
  const token = lastTo(world)?.answerUrl?.split('/').at(-1)?.split('-')[1] ?? ''
  expect(await world.mail({ to: `${name}-${token.toLowerCase()}@mail.baton.test`, text: 'ack' })).toBe(550)
  expect((await world.ask('answerPage', { token: `${name.slice(6)}-${proof}` }, null)).ok).toBe(false)
  expect(await stateOf(world, id)).toBe('triggered')
  // Whoever holds the mail may answer it, as with its link, and only for whom it was: what is told goes to Ana alone.
  expect(
    await world.mail({ to: replyTo(world).toUpperCase(), text: 'ack', from: 'Mallory <mallory@elsewhere.test>' }),
  ).toBe(250)
  expect(await stateOf(world, id)).toBe('acknowledged')
  expect(await stateOf(world, other.id)).toBe('triggered')
  await world.log.says('Ana acknowledged: Payments are down')
  expect(mailsTo(world, 'mallory@elsewhere.test')).toEqual([])
})

story('a mail that comes again changes nothing and is answered no second time', async (world) => {
  const { id } = await world.raise('Payments are down', { policy: 'ana 15m', returnAfterMinutes: 30 })
  const mail = { to: replyTo(world), text: 'ack', messageId: '<once@example.com>' }
  await world.mail(mail)
  await world.pass({ minutes: 31 })
  expect(await stateOf(world, id)).toBe('triggered')
  const before = mailsTo(world, ana).length
  expect(await world.mail(mail)).toBe(250)
  expect(await stateOf(world, id)).toBe('triggered')
  expect(mailsTo(world, ana)).toHaveLength(before)
  expect(await outcomes(world)).toEqual(['answered 1', 'repeated 1'])
  // A node that died between the answer and what it would have told: the answer stands, and is not given again.
  await world.database.db.deleteFrom('mail_answer').execute()
  expect(await world.mail(mail)).toBe(250)
  expect(await stateOf(world, id)).toBe('triggered')
  expect(lastTo(world)?.text).toContain('The page has gone on already.')
  // Another reply to the old mail, within the day, is an answer.
  await world.mail({ ...mail, messageId: '<twice@example.com>' })
  expect(await stateOf(world, id)).toBe('acknowledged')
})

story('two nodes that take the same mail at once tell of it once', async (world) => {
  await world.raise('Payments are down', { policy: 'ana 15m' })
  const { db } = world.database
  const { id: deliveryId } = await db.selectFrom('delivery').select('id').executeTakeFirstOrThrow()
  const mail = { deliveryId, bundle: null, ref: 'the-same-mail', messageId: null }
  const of = { personId: await world.person('ana'), isClear: true, says: 'Taken.', now: world.now }
  expect(await keepMailAnswer(db, mail, of)).toBe(true)
  await world.settle()
  expect(await keepMailAnswer(db, mail, of)).toBe(false)
  await world.settle()
  expect(mailsTo(world, ana).filter(({ text }) => text.includes('Taken.'))).toHaveLength(1)
})

story('what is told goes to the address that was answered, and no other way', async (world) => {
  const night = 'ana.at.night@example.com'
  const id = await world.person('ana')
  await world.pass({ minutes: 1 })
  await world.contact('ana', id, 'email', night)
  await world.raise('Payments are down', { policy: 'ana 15m' })
  const before = mailsTo(world, ana).length
  await world.mail({ to: replyTo(world, night), text: 'ack', from: 'ana@example.com' })
  expect(lastTo(world, night)?.text).toContain('Acknowledged. You have it.')
  expect(mailsTo(world, ana)).toHaveLength(before)
})

story('who is second hears who was first, and who is late that it is over', async (world) => {
  const { id, resolve } = await world.raise('Payments are down', { policy: 'ana+ben 15m' })
  await world.mail({ to: replyTo(world, ben), text: '1' })
  await world.mail({ to: replyTo(world), text: 'ack' })
  expect(lastTo(world)?.text).toContain('Ben has it already.')
  await resolve()
  await world.mail({ to: replyTo(world), text: 'ok' })
  expect(lastTo(world)?.text).toContain('The alert is closed.')
  await world.pass({ hours: 25 })
  await world.mail({ to: replyTo(world), text: 'ok' })
  expect(lastTo(world)?.text).toContain('This page is over.')
  expect(await stateOf(world, id)).toBe('closed')
  await world.pass({ hours: 48 })
  expect(await world.mail({ to: replyTo(world), text: 'ok' })).toBe(550)
})

story('words that are none acknowledge nothing, and are explained once', async (world) => {
  const { id } = await world.raise('Payments are down', { policy: 'ana 15m' })
  for (const text of ['do not ack', 'ack this later', '', '> ack', '-- \r\nack'])
    expect(await world.mail({ to: replyTo(world), text })).toBe(250)
  expect(await stateOf(world, id)).toBe('triggered')
  const told = mailsTo(world, ana).filter(({ pageId }) => pageId === null)
  expect(told.map(({ text }) => text)).toEqual([expect.stringContaining('Your reply was not understood.')])
  // The explanation can be replied to.
  await world.mail({ to: told[0]?.replyAddress ?? '', text: 'ack' })
  expect(await stateOf(world, id)).toBe('acknowledged')
})

story(
  'two machines do not write for ever: what a machine wrote is no answer, and what writes on is not heard',
  async (world) => {
    const { id } = await world.raise('Payments are down', { policy: 'ana 15m' })
    const before = mailsTo(world, ana).length
    const to = replyTo(world)
    await world.mail({ to, text: 'ack', headers: { 'Auto-Submitted': 'auto-replied' } })
    await world.mail({ to, text: 'ack', sender: '' })
    await world.mail({ to, text: 'ok', subject: '부재중: 다음 주에 돌아옵니다' })
    expect(await stateOf(world, id)).toBe('triggered')
    expect(mailsTo(world, ana)).toHaveLength(before)
    expect(await outcomes(world)).toEqual(['automatic 3'])
    // One that does not say what it is.
    for (let i = 0; i < 12; i++) await world.mail({ to, text: 'ok', subject: 'thank you for your mail' })
    expect(mailsTo(world, ana)).toHaveLength(before + 5)
    expect(await outcomes(world)).toContain('worn_out 2')
  },
)

story('a mail that came back did not arrive: the next is tried at once (C7)', async (world) => {
  await world.raise('Payments are down', { policy: 'ana 15m, ben 15m' })
  const raw = (action: string) => report({ action, replyAddress: replyTo(world) })
  const to = 'baton@mail.baton.test'
  expect(await world.mail({ to, text: '', sender: '', raw: raw('delayed') })).toBe(250)
  world.phone('ben').stayedQuiet()
  // Only mail servers write there.
  expect(await world.mail({ to, text: '', raw: raw('failed') })).toBe(550)
  expect(
    await world.mail({ to, text: '', sender: '', raw: raw('failed').replace(/-[0-9a-f]{32}@/, `-${'0'.repeat(32)}@`) }),
  ).toBe(250)
  world.phone('ben').stayedQuiet()
  expect(await world.mail({ to, text: '', sender: '', raw: raw('failed') })).toBe(250)
  world.phone('ben').rang('Payments are down')
  await world.log.says(
    'Ana could not be reached by email (a***@example.com): email_bounced: 5.1.1 550 5.1.1 <...>: Recipient',
  )
  expect(await world.mail({ to, text: '', sender: '', raw: raw('failed') })).toBe(250)
})

story('a report that overtakes the record of what was sent is asked to come again', async (world) => {
  const codes: number[] = []
  world.phones.make(ana, async (message) => {
    const raw = report({ action: 'failed', replyAddress: message.replyAddress ?? '' })
    codes.push(await sendMail(world.node.mailPort, { to: 'baton@mail.baton.test', text: '', sender: '', raw }))
    return { sent: 'accepted' }
  })
  await world.raise('Payments are down', { policy: 'ana 15m, ben 15m' })
  await world.settle()
  expect(codes).toEqual([451])
  world.phone('ben').stayedQuiet()
})

story('a mail that somebody has answered did arrive, whatever a report says', async (world) => {
  await world.raise('Payments are down', { policy: 'ana 15m, ben 15m' })
  await world.mail({ to: replyTo(world), text: 'hm?' })
  const raw = report({ action: 'failed', replyAddress: replyTo(world) })
  await world.mail({ to: 'baton@mail.baton.test', text: '', sender: '', raw })
  world.phone('ben').stayedQuiet()
})

story('a mail service hands it over as it came, with the key of its door', async (world) => {
  const { id } = await world.raise('Payments are down', { policy: 'ana 15m' })
  const raw = (to: string) =>
    `From: ana@example.com\r\nTo: Baton <${to}>\r\nMessage-ID: <handed@example.com>\r\n\r\nack\r\n`
  const post = async (path: string, body: string, method = 'POST') =>
    (await fetch(`${world.node.url}/in/mail/${path}`, { method, ...(method === 'POST' ? { body } : {}) })).status
  expect(await post('another-key-of-another-service', raw(replyTo(world)))).toBe(404)
  expect(await post(mailKey, '', 'GET')).toBe(405)
  expect(await post(mailKey, raw('reply+1-0@mail.baton.test'))).toBe(422)
  expect(await post(mailKey, 'x'.repeat(300_000))).toBe(413)
  expect(await stateOf(world, id)).toBe('triggered')
  expect(await post(mailKey, raw(replyTo(world)))).toBe(204)
  await world.settle()
  expect(await stateOf(world, id)).toBe('acknowledged')
  expect(lastTo(world)?.text).toContain('Acknowledged. You have it.')
})

story('somebody out of service answers nothing by mail', async (world) => {
  const { id } = await world.raise('Payments are down', { policy: 'ana 15m, ben 15m' })
  const personId = await world.person('ana')
  await world.database.db.updateTable('person').set({ deactivated_at: world.now }).where('id', '=', personId).execute()
  const before = mailsTo(world, ana).length
  await world.mail({ to: replyTo(world), text: 'ack' })
  expect(await stateOf(world, id)).toBe('triggered')
  expect(mailsTo(world, ana)).toHaveLength(before)
})
