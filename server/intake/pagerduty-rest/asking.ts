// One question to PagerDuty's REST API while it is answered: who asks, in what words, and what is known of the things it names.
import type { ActionOutput, EndpointInput, EndpointName } from '../../../domain/api.ts'
import { refusalOf, requesterNotFound, type Reply } from '../../../domain/intake/pagerduty-rest-answers.ts'
import { uuidIn } from '../../../domain/intake/pagerduty-rest-ids.ts'
import { notFound, invalid } from '../../../domain/intake/pagerduty-rest-answers.ts'
import type { Here, Names } from '../../../domain/intake/pagerduty-rest-objects.ts'
import { momentIn, oneIn, pageIn, tooFar, type Page, type Query } from '../../../domain/intake/pagerduty-rest-query.ts'
import type { Person } from '../../../domain/people/person.ts'
import type { Instant } from '../../../domain/time.ts'
import type { Context, Endpoints } from '../../context.ts'
import { Refusal } from '../../refusal.ts'

export type Asking = {
  readonly ctx: Context
  readonly here: Here
  readonly query: Query
  readonly body: Uint8Array
  readonly from: string
  /** Baton's own endpoints, as whoever asks. */
  readonly ask: <N extends EndpointName>(name: N, input: EndpointInput<N>) => Promise<ActionOutput<N>>
  readonly permit: <N extends EndpointName>(name: N, input: EndpointInput<N>) => Promise<void>
  readonly known: Known
}

/** An answer that ends the question: thrown, so that what reads it may be deep. */
export class Told extends Error {
  readonly reply: Reply

  constructor(reply: Reply) {
    super(String(reply.status))
    this.reply = reply
  }
}

export function tell(reply: Reply): never {
  throw new Told(reply)
}

/** What was thrown as an answer; anything else is a broken request and goes on. */
export function replyOf(error: unknown): Reply {
  if (error instanceof Told) return error.reply
  if (error instanceof Refusal && error.body.status < 500) return refusalOf(error.body)
  throw error
}

/** What somebody was read as, or the refusal of it. */
export function must<T extends object>(read: T | { readonly refused: Reply }): T {
  if ('refused' in read) tell(read.refused)
  return read
}

/** The thing that an id in the path names; what no id is, is not there. */
export function pathUuid(text: string): string {
  return uuidIn(text) ?? tell(notFound())
}

export function pageOf({ query }: Pick<Asking, 'query'>): Page {
  return pageIn(query) ?? tell(invalid(tooFar))
}

/** A moment of the query, or what holds when it says none. */
export function momentOf({ query }: Pick<Asking, 'query'>, name: string, otherwise: Instant): Instant {
  const moment = momentIn(oneIn(query, name))
  if (moment === 'unreadable') tell(invalid(`${name} must be a date and time such as 2026-03-29T10:00:00Z`))
  return moment === 'unset' ? otherwise : moment
}

/** Who asks for a change: nobody else for a personal token; with a token of no person whoever the header From names. */
export async function requester({ ctx, from, known }: Asking): Promise<Person | null> {
  if (ctx.actor.kind === 'person') return null
  const email = from.trim().toLowerCase()
  const people = await known.people()
  const found = people.find((person) => person.email.toLowerCase() === email && person.deactivatedAt === null)
  return found ?? tell(requesterNotFound)
}

/** The things of this Baton, each list asked for once in a question. */
export type Known = {
  readonly people: () => Promise<ActionOutput<'listPeople'>['people']>
  readonly teams: () => Promise<ActionOutput<'listTeams'>['teams']>
  readonly services: () => Promise<ActionOutput<'listServices'>['services']>
  readonly policies: () => Promise<ActionOutput<'listPolicies'>['policies']>
  readonly schedules: () => Promise<ActionOutput<'listSchedules'>['schedules']>
  /** None for whoever may not see them. */
  readonly sources: () => Promise<ActionOutput<'listSources'>['sources']>
}

export function knownBy(ctx: Context, { ask }: Pick<Endpoints, 'ask'>): Known {
  return {
    people: once(async () => (await ask(ctx, 'listPeople', {})).people),
    teams: once(async () => (await ask(ctx, 'listTeams', {})).teams),
    services: once(async () => (await ask(ctx, 'listServices', {})).services),
    policies: once(async () => (await ask(ctx, 'listPolicies', {})).policies),
    schedules: once(async () => (await ask(ctx, 'listSchedules', {})).schedules),
    sources: once(async () => {
      try {
        return (await ask(ctx, 'listSources', {})).sources
      } catch (error) {
        if (error instanceof Refusal && error.body.code === 'not_allowed') return []
        throw error
      }
    }),
  }
}

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null
  return () => (loading ??= load())
}

export function namesOf(things: readonly { readonly id: string; readonly name: string }[]): Names {
  const names = new Map(things.map(({ id, name }) => [id, name]))
  return { nameOf: (id) => names.get(id) ?? 'Removed' }
}

export async function allNames(known: Known) {
  const [people, teams, services, policies, schedules] = await Promise.all([
    known.people(),
    known.teams(),
    known.services(),
    known.policies(),
    known.schedules(),
  ])
  return {
    people: namesOf(people),
    teams: namesOf(teams),
    services: namesOf(services),
    policies: namesOf(policies),
    schedules: namesOf(schedules),
  }
}

/** A short name for something that PagerDuty only has a long one for. */
export function slugFor(name: string, taken: readonly { readonly slug: string }[], otherwise: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .slice(0, 300)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-|-$/g, '')
  const base = plain === '' ? otherwise : plain
  const slugs = new Set(taken.map(({ slug }) => slug))
  let slug = base
  for (let number = 2; slugs.has(slug); number++) slug = `${base}-${number}`
  return slug
}
