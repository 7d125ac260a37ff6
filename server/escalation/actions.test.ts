import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { EndpointInput } from '../../domain/api.ts'
import { testContext } from '../../test/context.ts'
import type { PersonCalling } from '../people/caller.ts'
import { havePerson, haveTeam, logOf, noon, peopleDatabase, refusalOf } from '../people/people.test-support.ts'
import { schedulesActions } from '../schedules/actions.ts'
import { atOnce } from '../services/rivals.test-support.ts'
import { ask } from '../services/wire.test-support.ts'
import { newId } from '../secrets.ts'
import { servicesActions } from '../services/actions.ts'
import { escalationActions } from './actions.ts'

let database: Awaited<ReturnType<typeof peopleDatabase>>
let teamId: string
let scheduleId: string
let ana: PersonCalling
let ben: PersonCalling

beforeAll(async () => {
  database = await peopleDatabase()
  teamId = await haveTeam(database.db, 'payments')
  ana = await havePerson(database.db, 'Ana', { role: 'admin', hasPassword: false })
  ben = await havePerson(database.db, 'Ben', { hasPassword: false })
  scheduleId = await haveSchedule('primary')
  const mail = { channel: 'email', created_at: noon } as const
  const contacts = [ana, ben].map((person) => ({
    ...mail,
    id: newId(),
    person_id: person.id,
    address: `${person.name.toLowerCase()}@example.com`,
  }))
  await database.db.insertInto('contact').values(contacts).execute()
})
afterAll(() => database.end())
beforeEach(async () => {
  await sql`truncate log_entry cascade`.execute(database.db)
  await sql`delete from page; delete from alert; delete from service; delete from policy_target; delete from policy`.execute(
    database.db,
  )
})

const context = (actor = ana) => testContext(database.db, { actor })

describe('createPolicy', () => {
  it('keeps steps and targets in their order, and tells it', async () => {
    const ctx = context()
    const made = await ask(escalationActions, 'createPolicy', ctx, draft())
    expect(made).toEqual({ ...draft(), id: expect.any(String), version: 1, services: 0 })
    expect(await ask(escalationActions, 'getPolicy', ctx, { policyId: made.id })).toEqual(made)
    expect(await ask(escalationActions, 'listPolicies', ctx, {})).toEqual({ policies: [made] })
    expect(await logOf(database.db)).toEqual(['Ana wrote the policy Payments'])
    expect(ctx.announced).toEqual(['policies', 'log'])
    const told = await database.db.selectFrom('log_entry').select(['subject', 'team_id']).executeTakeFirst()
    expect(told).toEqual({ subject: `policy:${made.id}`, team_id: teamId })
  })

  it('refuses a short name that is taken', async () => {
    await create()
    expect((await refusalOf(create({ name: 'Another' }))).code).toBe('slug_taken')
  })

  it('keeps roles, teams and other policies as targets', async () => {
    const inner = await create({ slug: 'inner' })
    const steps = [
      { waitMinutes: 5, targets: [{ ...toSchedule(scheduleId), role: 'secondary' as const }] },
      { waitMinutes: 5, targets: [toTeam(teamId, 'responders'), toTeam(teamId, 'on_call')] },
      { waitMinutes: 5, targets: [toPolicy(inner.id)] },
    ]
    const made = await create({ slug: 'outer', steps })
    expect(made.steps).toEqual(steps)
    expect(await ask(escalationActions, 'getPolicy', context(), { policyId: made.id })).toEqual(made)
    const refused = await refusalOf(ask(escalationActions, 'removePolicy', context(), { policyId: inner.id }))
    expect(refused).toMatchObject({ code: 'still_used', facts: { usedBy: ['Payments'] } })
  })

  it('refuses a team or a policy that is not there', async () => {
    const steps = [
      { waitMinutes: 5, targets: [toTeam(newId(), 'on_call')] },
      { waitMinutes: 5, targets: [toPolicy(newId())] },
    ]
    const refused = await refusalOf(create({ steps }))
    expect(refused.errors?.map(({ path }) => path)).toEqual(['steps.0.targets.0.teamId', 'steps.1.targets.0.policyId'])
  })

  it('refuses everything that is not there, field by field', async () => {
    const steps = [
      { waitMinutes: 5, targets: [toPerson(ana.id), toPerson(newId())] },
      { waitMinutes: 5, targets: [toSchedule(newId())] },
      { waitMinutes: 5, targets: [toSchedule(ana.id)] },
    ]
    const refused = await refusalOf(create({ teamId: newId(), steps }))
    expect(refused.code).toBe('unknown_reference')
    expect(refused.errors?.map(({ path }) => path)).toEqual([
      'teamId',
      'steps.0.targets.1.personId',
      'steps.1.targets.0.scheduleId',
      'steps.2.targets.0.scheduleId',
    ])
    expect(await ask(escalationActions, 'listPolicies', context(), {})).toEqual({ policies: [] })
  })
})

describe('changePolicy', () => {
  it('replaces the text, counts its services, and grows the version', async () => {
    const made = await create()
    await haveService(made.id, 'Checkout')
    const ctx = context()
    const text = {
      name: 'Nights',
      repeats: 0,
      returnAfterMinutes: 30,
      mayWaitFrom: null,
      steps: draft().steps.slice(1),
    }
    const asked = { policyId: made.id, version: 1, ...text }
    const changed = await ask(escalationActions, 'changePolicy', ctx, asked)
    expect(changed).toEqual({ ...made, ...text, version: 2, services: 1 })
    expect(await ask(escalationActions, 'getPolicy', ctx, { policyId: made.id })).toEqual(changed)
    expect((await logOf(database.db)).at(-1)).toBe('Ana changed the policy Nights')
    expect(ctx.announced).toEqual(['policies', 'log'])
  })

  it('refuses to make policies that lead back to themselves, at the step by which they would', async () => {
    const inner = await create({ slug: 'inner' })
    const outer = await create({
      slug: 'outer',
      steps: [...draft().steps, { waitMinutes: 5, targets: [toPolicy(inner.id)] }],
    })
    for (const targets of [[toPolicy(outer.id)], [toPolicy(inner.id)]]) {
      const asked = change(inner, { steps: [{ waitMinutes: 5, targets }] })
      const refused = await refusalOf(ask(escalationActions, 'changePolicy', context(), asked))
      expect(refused).toMatchObject({
        code: 'policies_entangled',
        errors: [{ path: 'steps.0.targets.0.policyId', say: 'This leads back to the policy itself.' }],
      })
    }
  })

  it('refuses to make too long what another policy names', async () => {
    const inner = await create({ slug: 'inner' })
    const many = Array.from({ length: 20 }, () => ({ waitMinutes: 5, targets: [toPolicy(inner.id)] }))
    await create({ slug: 'outer', name: 'Outer', steps: many })
    const steps = Array.from({ length: 6 }, () => ({ waitMinutes: 5, targets: [toPerson(ben.id)] }))
    const refused = await refusalOf(ask(escalationActions, 'changePolicy', context(), change(inner, { steps })))
    expect(refused).toMatchObject({ code: 'policies_entangled', facts: { policy: 'Outer' } })
    expect((await ask(escalationActions, 'getPolicy', context(), { policyId: inner.id })).version).toBe(1)
  })

  it('lets one of several at the same moment through', async () => {
    const made = await create()
    const rivals = Array.from(
      { length: 4 },
      (_, i) => () =>
        ask(escalationActions, 'changePolicy', context(), change(made, { name: `Rival ${i}`, repeats: i })),
    )
    const outcomes = await atOnce(
      database.db,
      (tx) => tx.selectFrom('policy').select('id').forUpdate().execute(),
      rivals,
    )
    const winners = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    expect(winners).toHaveLength(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ body: { code: 'changed_meanwhile' } })
    }
    expect(await ask(escalationActions, 'getPolicy', context(), { policyId: made.id })).toEqual(winners[0])
  })

  it.each([
    ['a policy that is not there', () => ({ policyId: newId() }), { code: 'not_found' }],
    ['an older text', () => ({ version: 0 }), { code: 'changed_meanwhile', facts: { version: 1 } }],
    [
      'somebody who is not here',
      () => ({ steps: [{ waitMinutes: 5, targets: [toPerson(newId())] }] }),
      { code: 'unknown_reference', errors: [{ path: 'steps.0.targets.0.personId' }] },
    ],
  ])('refuses %s', async (_, words, refusal) => {
    const made = await create()
    const asked = ask(escalationActions, 'changePolicy', context(), change(made, words()))
    expect(await refusalOf(asked)).toMatchObject(refusal)
    expect(await ask(escalationActions, 'getPolicy', context(), { policyId: made.id })).toEqual(made)
  })
})

describe('removePolicy', () => {
  it('removes it, and tells it', async () => {
    const made = await create()
    const ctx = context()
    expect(await ask(escalationActions, 'removePolicy', ctx, { policyId: made.id })).toEqual({ done: true })
    expect((await logOf(database.db)).at(-1)).toBe('Ana removed the policy Payments')
    expect(ctx.announced).toEqual(['policies', 'log'])
    for (const name of ['removePolicy', 'getPolicy'] as const) {
      const asked = ask(escalationActions, name, context(), { policyId: made.id })
      expect((await refusalOf(asked)).code).toBe('not_found')
    }
  })

  it('refuses while services use it, and names them', async () => {
    const made = await create()
    await haveService(made.id, 'Search')
    await haveService(made.id, 'Checkout')
    const refused = await refusalOf(ask(escalationActions, 'removePolicy', context(), { policyId: made.id }))
    expect(refused).toMatchObject({ code: 'still_used', facts: { usedBy: ['Checkout', 'Search'], hadPages: false } })
  })

  it('refuses when a page ever followed it', async () => {
    const made = await create()
    await havePage(made.id)
    const refused = await refusalOf(ask(escalationActions, 'removePolicy', context(), { policyId: made.id }))
    expect(refused).toMatchObject({ code: 'still_used', facts: { usedBy: [], hadPages: true } })
  })
})

describe('what is removed while it is put to use', () => {
  it('is either kept in use or refused, and never half of each', async () => {
    for (let round = 0; round < 8; round += 1) {
      const schedule = await haveSchedule(`nights-${round}`)
      const steps = [{ waitMinutes: 5, targets: [toSchedule(schedule)] }]
      const [written, removed] = await Promise.allSettled([
        create({ slug: `policy-${round}`, steps }),
        ask(schedulesActions, 'removeSchedule', context(), { scheduleId: schedule }),
      ])
      if (written.status === 'fulfilled') expect(removed).toMatchObject({ reason: { body: { code: 'still_used' } } })
      else {
        expect(written).toMatchObject({ reason: { body: { code: 'unknown_reference' } } })
        expect(removed.status).toBe('fulfilled')
      }
    }
  })

  it('holds for policies and services too', async () => {
    for (let round = 0; round < 8; round += 1) {
      const policy = await create({ slug: `policy-${round}` })
      const [served, removed] = await Promise.allSettled([
        haveService(policy.id, `Service ${round}`),
        ask(escalationActions, 'removePolicy', context(), { policyId: policy.id }),
      ])
      if (served.status === 'fulfilled') expect(removed).toMatchObject({ reason: { body: { code: 'still_used' } } })
      else expect(served).toMatchObject({ reason: { body: { code: 'unknown_reference' } } })
    }
  })
})

describe('rehearsePolicy', () => {
  it('plays a policy that is not stored yet, at any moment, with masked addresses for a responder', async () => {
    const asked = { policy: draft({ repeats: 0 }), at: '2026-03-02T07:58:00Z', priority: 'P1' as const }
    const rehearsed = await ask(escalationActions, 'rehearsePolicy', context(ben), asked)
    const [first, second] = rehearsed.moments
    expect(rehearsed.moments).toHaveLength(2)
    expect(first).toMatchObject({
      at: '2026-03-02T07:58:00.000Z',
      reaches: [
        {
          name: 'Ana',
          because: { kind: 'on_call', schedule: 'primary', until: '2026-03-02T08:00:00Z' },
          ways: [{ channel: 'email', address: 'a***@example.com' }],
        },
        { name: 'Ben', because: { kind: 'named' }, ways: [{ channel: 'email', address: 'ben@example.com' }] },
      ],
    })
    expect(second).toMatchObject({ afterMinutes: 5, reaches: [{ name: 'Ana' }], misses: [] })
    expect(rehearsed).toMatchObject({
      endsIn: 'fallback',
      fallbackAt: '2026-03-02T08:13:00.000Z',
      fallback: [{ personId: ana.id, name: 'Ana' }],
    })
    expect(await ask(escalationActions, 'listPolicies', context(), {})).toEqual({ policies: [] })
    expect(await logOf(database.db)).toEqual([])
  })

  it('goes on after the step that fired last', async () => {
    const asked = { policy: draft({ repeats: 0 }), at: '2026-03-02T07:58:00Z', after: { loop: 0, step: 0 } }
    const rehearsed = await ask(escalationActions, 'rehearsePolicy', context(), asked)
    expect(rehearsed.moments).toMatchObject([{ afterMinutes: 0, step: 1, reaches: [{ name: 'Ana' }] }])
  })

  it('shows a manager the addresses, and begins now unless told otherwise', async () => {
    const rehearsed = await ask(escalationActions, 'rehearsePolicy', context(), { policy: draft() })
    expect(rehearsed.moments[0]).toMatchObject({
      at: '2026-03-01T12:00:00.000Z',
      reaches: [{ ways: [{ address: 'ana@example.com' }] }, { ways: [{ address: 'ben@example.com' }] }],
    })
  })

  it('refuses what is not there', async () => {
    const policy = draft({ steps: [{ waitMinutes: 5, targets: [toPerson(newId())] }] })
    const refused = await refusalOf(ask(escalationActions, 'rehearsePolicy', context(), { policy }))
    expect(refused).toMatchObject({
      code: 'unknown_reference',
      errors: [{ path: 'policy.steps.0.targets.0.personId' }],
    })
  })
})

type Draft = EndpointInput<'createPolicy'>

function draft(words: Partial<Draft> = {}): Draft {
  const steps = [
    { waitMinutes: 5, targets: [toSchedule(scheduleId), toPerson(ben.id)] },
    { waitMinutes: 10, targets: [toPerson(ana.id)] },
  ]
  return {
    slug: 'payments',
    name: 'Payments',
    teamId,
    steps,
    repeats: 2,
    returnAfterMinutes: 60,
    mayWaitFrom: null,
    ...words,
  }
}

function create(words: Partial<Draft> = {}) {
  return ask(escalationActions, 'createPolicy', context(), draft(words))
}

function change(
  made: { readonly id: string; readonly version: number },
  words: Partial<EndpointInput<'changePolicy'>> = {},
): EndpointInput<'changePolicy'> {
  const { name, steps, repeats, returnAfterMinutes } = draft()
  return { policyId: made.id, version: made.version, name, steps, repeats, returnAfterMinutes, ...words }
}

function toPerson(personId: string) {
  return { kind: 'person' as const, personId }
}

function toSchedule(scheduleId: string) {
  return { kind: 'schedule' as const, scheduleId }
}

function toTeam(teamId: string, part: 'responders' | 'on_call') {
  return { kind: 'team' as const, teamId, part }
}

function toPolicy(policyId: string) {
  return { kind: 'policy' as const, policyId }
}

/** Ana, then Ben, from Monday to Monday at nine in Berlin. */
async function haveSchedule(slug: string): Promise<string> {
  const rotation = {
    name: 'Weekly',
    zone: 'Europe/Berlin',
    unit: 'week' as const,
    length: 1,
    handoverTime: '09:00',
    handoverWeekday: 1,
    startsOn: '2026-02-23',
    turns: [[ana.id], [ben.id]],
  }
  const asked = { slug, name: slug, teamId, zone: 'Europe/Berlin', rotations: [rotation] }
  return (await ask(schedulesActions, 'createSchedule', context(), asked)).id
}

function haveService(policyId: string, name: string) {
  const slug = name.toLowerCase().replaceAll(' ', '-')
  return ask(servicesActions, 'createService', context(), { slug, name, teamId, policyId })
}

async function havePage(policyId: string): Promise<void> {
  const { db } = database
  const alert = { team_id: teamId, key: newId(), state: 'closed' as const, priority: 1, summary: 'Slow' }
  const times = { first_at: noon, last_at: noon, closed_at: noon }
  const { id } = await db
    .insertInto('alert')
    .values({ ...alert, ...times })
    .returning('id')
    .executeTakeFirstOrThrow()
  const page = { alert_id: id, team_id: teamId, plan: 'policy' as const, policy_id: policyId, priority: 1 }
  await db
    .insertInto('page')
    .values({ ...page, state: 'closed', opened_at: noon, closed_at: noon })
    .execute()
}
