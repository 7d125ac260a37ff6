// A step that several people must answer: until the last of them has, the others are rung and the policy goes on.
import { expect } from 'vitest'
import { story, type World } from '../world.ts'
import { tokenOf } from './everything.ts'
import { people, rewrite, serviceWith, type Steps } from './policy.test-support.ts'

/** A page to these, of whom `mustAnswer` must answer, and then Cho. */
async function running(world: World, mustAnswer = 2, rest: Partial<Steps[number]> = {}) {
  const [ana, ben, cho] = await people(world, 'ana', 'ben', 'cho')
  if (!ana || !ben || !cho) throw new Error('nobody there')
  const steps = [
    { waitMinutes: 5, mustAnswer, targets: [ana, ben], ...rest },
    { waitMinutes: 5, mustAnswer, targets: [ana, cho] },
  ]
  const made = await serviceWith(world, steps)
  await world.event(made.key, { action: 'trigger', summary: 'Payments are down', dedup: 'one' })
  await world.settle()
  return { ...made, alertId: (await shown(world))?.id ?? 0 }
}

const shown = async (world: World) => (await world.call('listAlerts', {})).alerts[0]

story('two must answer: the first is noted and not rung again, the second makes it acknowledged', async (world) => {
  const { alertId } = await running(world)
  world.phone('ana').rangTimes(1)
  const first = await world.call('acknowledgeAlert', { alertId }, await tokenOf(world, 'ana'))
  expect(first).toMatchObject({ state: 'triggered', answers: { needed: 2, by: [{ name: 'Ana' }] } })
  await world.log.says('Ana answered, 1 of 2: Payments are down')
  await world.pass({ minutes: 5 })
  world.phone('ana').rangTimes(1)
  world.phone('cho').rangTimes(1)
  await world.log.says('Ben did not answer; Cho paged')
  await world.log.hasNot('Ana, Ben did not answer')
  expect(await world.call('acknowledgeAlert', { alertId }, await tokenOf(world, 'cho'))).toMatchObject({
    state: 'acknowledged',
    acknowledgedBy: 'Cho',
  })
  await world.pass({ minutes: 30 })
  world.phone('ben').rangTimes(1)
})

story('answering twice counts once, and says how it stands', async (world) => {
  const { alertId } = await running(world)
  const token = world.phone('ana').answerLink().split('/').at(-1) ?? ''
  expect(await world.call('answerPage', { token, answer: 'acknowledge' })).toMatchObject({
    state: 'triggered',
    wasFirst: true,
    says: expect.stringContaining('you are one of 2, and 1 more is needed'),
  })
  expect(await world.call('answerPage', { token, answer: 'acknowledge' })).toMatchObject({
    state: 'triggered',
    wasFirst: false,
    says: expect.stringContaining('you are one of 2, and 1 more is needed'),
  })
  expect(await world.call('getAnswer', { token })).toMatchObject({ answers: { needed: 2, more: 1, isMine: true } })
  await world.call('acknowledgeAlert', { alertId }, await tokenOf(world, 'ana'))
  expect(await shown(world)).toMatchObject({ state: 'triggered' })
  const { entries } = await world.call('readLog', { limit: 200 })
  expect(entries.filter(({ kind }) => kind === 'page_answered_in_part')).toHaveLength(1)
})

story('of two who answer at one moment the second is the last that was needed', async (world) => {
  const { alertId } = await running(world)
  const tokens = [await tokenOf(world, 'ana'), await tokenOf(world, 'ben')]
  await Promise.all(tokens.map((token) => world.call('acknowledgeAlert', { alertId }, token)))
  expect(await shown(world)).toMatchObject({ state: 'acknowledged' })
})

story('neither a monitor nor automation is one of those who must answer', async (world) => {
  const { alertId, key } = await running(world)
  await world.event(key, { action: 'acknowledge', dedup: 'one' })
  expect(await world.ask('acknowledgeAlert', { alertId })).toMatchObject({ body: { code: 'people_must_answer' } })
  expect(await shown(world)).toMatchObject({ state: 'triggered', answers: { by: [] } })
})

story(
  'with fewer who can be reached than must answer the policy goes on to the fallback, and says so',
  async (world) => {
    await world.person('mia', { role: 'admin' })
    const { alertId } = await running(world, 3)
    for (const name of ['ana', 'cho']) await world.call('acknowledgeAlert', { alertId }, await tokenOf(world, name))
    await world.pass({ minutes: 5 })
    // Both of the second step have answered: it is passed, and the policy is through.
    world.phone('mia').rang('Payments are down')
    await world.log.says('was gone through with 2 of 3 answers (Ana, Cho); the fallback was alarmed (Mia)')
    // One answer is enough for the fallback.
    expect(await world.call('acknowledgeAlert', { alertId }, await tokenOf(world, 'mia'))).toMatchObject({
      state: 'acknowledged',
    })
  },
)

story('the step that fired last says how many must answer; an edit counts from the next', async (world) => {
  const { alertId, policyId } = await running(world)
  await world.call('acknowledgeAlert', { alertId }, await tokenOf(world, 'ana'))
  const { steps } = await world.call('getPolicy', { policyId })
  await rewrite(world, policyId, { steps: steps.map(({ waitMinutes, targets }) => ({ waitMinutes, targets })) })
  expect(await shown(world)).toMatchObject({ answers: { needed: 2 } })
  await world.call('escalateAlert', { alertId })
  await world.settle()
  world.phone('cho').rangTimes(1)
  expect(await shown(world)).toMatchObject({ state: 'triggered', answers: null })
  await world.call('acknowledgeAlert', { alertId }, await tokenOf(world, 'cho'))
  expect(await shown(world)).toMatchObject({ state: 'acknowledged' })
})

story('a page that comes back asks everybody again', async (world) => {
  const { alertId } = await running(world)
  for (const name of ['ana', 'ben']) await world.call('acknowledgeAlert', { alertId }, await tokenOf(world, name))
  expect(await shown(world)).toMatchObject({ state: 'acknowledged' })
  await world.pass({ minutes: 60 })
  world.phone('ana').rangTimes(2)
  world.phone('ben').rangTimes(2)
  expect(await shown(world)).toMatchObject({ state: 'triggered', answers: { needed: 2, by: [] } })
})

story('an alert that rises begins again, and asks everybody again', async (world) => {
  const { key } = await serviceWith(world, [
    { waitMinutes: 5, mustAnswer: 2, targets: await people(world, 'ana', 'ben') },
  ])
  await world.event(key, { action: 'trigger', dedup: 'one', severity: 'warning' })
  await world.settle()
  const alertId = (await shown(world))?.id ?? 0
  await world.call('acknowledgeAlert', { alertId }, await tokenOf(world, 'ana'))
  await world.event(key, { action: 'trigger', dedup: 'one', severity: 'critical' })
  await world.settle()
  world.phone('ana').rangTimes(2)
  expect(await shown(world)).toMatchObject({ answers: { needed: 2, by: [] } })
})

story('an answer by SMS is told that it is one of two', async (world) => {
  const ana = await world.person('ana', { phone: false })
  const number = '+821012345678'
  await world.contact('ana', ana, 'sms', number)
  await running(world)
  const code = world.phones.of(number).all().at(-1)?.message.replyCode ?? ''
  const reply = await world.telephone('sms', { From: number, Body: `1 ${code}`, MessageSid: 'SM1' })
  expect(reply.body).toContain('Your answer is noted: you are one of 2, and 1 more is needed.')
  const again = await world.telephone('sms', { From: number, Body: `1 ${code}`, MessageSid: 'SM2' })
  expect(again.body).toContain('you are one of 2, and 1 more is needed')
  expect(await shown(world)).toMatchObject({ state: 'triggered', answers: { by: [{ name: 'Ana' }] } })
})

story('who answered in part and then cannot is not one of those who did: two others must answer', async (world) => {
  const { alertId } = await running(world)
  await world.call('acknowledgeAlert', { alertId }, await tokenOf(world, 'ana'))
  const declined = await world.call('declineAlert', { alertId, reason: 'on a plane' }, await tokenOf(world, 'ana'))
  expect(declined).toMatchObject({ state: 'triggered', answers: { needed: 2, by: [] } })
  expect(await world.call('acknowledgeAlert', { alertId }, await tokenOf(world, 'ben'))).toMatchObject({
    state: 'triggered',
    answers: { needed: 2, by: [{ name: 'Ben' }] },
  })
  await world.pass({ minutes: 5 })
  world.phone('ana').rangTimes(1)
  world.phone('cho').rangTimes(1)
  expect(await world.call('acknowledgeAlert', { alertId }, await tokenOf(world, 'cho'))).toMatchObject({
    state: 'acknowledged',
  })
})

story('who declines, answers after all and declines again is not one of those who answered', async (world) => {
  const { alertId } = await running(world)
  const ana = await tokenOf(world, 'ana')
  for (const endpoint of ['declineAlert', 'acknowledgeAlert', 'declineAlert'] as const)
    await world.call(endpoint, { alertId }, ana)
  expect(await shown(world)).toMatchObject({ state: 'triggered', answers: { by: [] } })
})

story('what is given back counts without whoever gave it back: one more must answer again', async (world) => {
  const { alertId } = await running(world)
  for (const name of ['ana', 'ben']) await world.call('acknowledgeAlert', { alertId }, await tokenOf(world, name))
  await world.call('declineAlert', { alertId }, await tokenOf(world, 'ben'))
  await world.settle()
  world.phone('cho').rangTimes(1)
  world.phone('ana').rangTimes(1)
  expect(await shown(world)).toMatchObject({ state: 'triggered', answers: { needed: 2, by: [{ name: 'Ana' }] } })
  // Ana's answer stands, and is still one.
  expect(await world.call('acknowledgeAlert', { alertId }, await tokenOf(world, 'ana'))).toMatchObject({
    state: 'triggered',
  })
  expect(await world.call('acknowledgeAlert', { alertId }, await tokenOf(world, 'cho'))).toMatchObject({
    state: 'acknowledged',
    acknowledgedBy: 'Cho',
  })
})

story('saying that another has it is one answer, of the one who is named', async (world) => {
  const { alertId } = await running(world)
  const [ana, ben, mia] = [await world.person('ana'), await world.person('ben'), await tokenOf(world, 'mia')]
  const say = (personId: string) =>
    world.call('acknowledgeAlert', { alertId, forPersonId: personId, because: 'she called' }, mia)
  const inPart = { state: 'triggered', answers: { needed: 2, by: [{ name: 'Ana' }] } }
  expect(await say(ana)).toMatchObject(inPart)
  expect(await say(ana)).toMatchObject(inPart)
  await world.log.says('Mia answered for Ana (she called), 1 of 2: Payments are down')
  expect(
    await world.ask('acknowledgeAlert', { alertId, forPersonId: ben, because: 'automation says so' }),
  ).toMatchObject({ body: { code: 'people_must_answer' } })
  expect(await say(ben)).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'Ben' })
})

story(
  'nothing more is hoped for from who has answered: when the other cannot, the next is rung at once',
  async (world) => {
    const { alertId } = await running(world)
    await world.call('acknowledgeAlert', { alertId }, await tokenOf(world, 'ana'))
    await world.call('declineAlert', { alertId }, await tokenOf(world, 'ben'))
    await world.settle()
    world.phone('cho').rangTimes(1)
  },
)
