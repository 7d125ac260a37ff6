// The only way to change something: the change and its log entry are one transaction, or neither happens.
import { sentence, type Kind } from '../domain/log/entry.ts'
import type { Facts } from '../domain/log/facts.ts'
import type { Actor } from '../domain/permissions.ts'
import type { Context } from './context.ts'
import { isDeadlock, type Db } from './db/connect.ts'
import type { Topic } from '../domain/topics.ts'
import { addEntries, type NewEntry } from './log/store.ts'

export type Said<T> = { readonly result: T; readonly entries: readonly NewEntry[]; readonly topics: readonly Topic[] }

/** Runs a change in one transaction with its entries, then announces it. Inside another commit it joins that one. */
export async function commit<T>(ctx: Pick<Context, 'db' | 'announce'>, work: (tx: Db) => Promise<Said<T>>): Promise<T> {
  const run = async (tx: Db) => {
    const said = await work(tx)
    await addEntries(tx, said.entries)
    const topics: readonly Topic[] = said.entries.length > 0 ? [...said.topics, 'log'] : said.topics
    return { result: said.result, topics }
  }
  if (ctx.db.isTransaction) {
    const { result, topics } = await run(ctx.db)
    const outer = ofJoined.get(ctx.db)
    if (outer) outer.push(...topics)
    else ctx.announce(topics)
    return result
  }
  const done = await untilNoDeadlock(() =>
    ctx.db.transaction().execute(async (tx) => {
      const joined: Topic[] = []
      ofJoined.set(tx, joined)
      const { result, topics } = await run(tx)
      return { result, topics: [...new Set([...joined, ...topics])] }
    }),
  )
  ctx.announce(done.topics)
  return done.result
}

/** What the commits that joined a transaction have changed: it is announced when that one is kept. */
const ofJoined = new WeakMap<Db, Topic[]>()

/** Two who touch the same rows in another order: PostgreSQL ends one of them, whose work is simply done again. */
async function untilNoDeadlock<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === 3 || !isDeadlock(error)) throw error
    }
  }
}

/** What an entry is attached to. */
export type About = {
  readonly teamId?: string | null
  readonly alertId?: number | null
  readonly pageId?: number | null
  readonly incidentId?: number | null
  /** When it happened, where that is not now. */
  readonly happenedAt?: Temporal.Instant | null
  readonly subject?: string | null
}

/** One entry by the actor of this unit of work. */
export function entry<K extends Kind>(
  ctx: Pick<Context, 'actor' | 'now'>,
  kind: K,
  facts: Facts[K],
  about: About = {},
): NewEntry {
  const actor = actorOf(ctx.actor)
  return {
    at: ctx.now,
    kind,
    facts,
    says: sentence(kind, facts, actor.name),
    actorKind: ctx.actor.kind,
    actorId: actor.id,
    actorName: actor.name,
    teamId: about.teamId ?? null,
    alertId: about.alertId ?? null,
    pageId: about.pageId ?? null,
    subject: about.subject ?? null,
    incidentId: about.incidentId ?? null,
    happenedAt: about.happenedAt ?? null,
  }
}

/** A change with nothing to answer but that it was made. */
export function said<T>(result: T, entries: NewEntry | readonly NewEntry[], topics: readonly Topic[] = []): Said<T> {
  return { result, entries: [entries].flat(), topics }
}

/** How this actor is called where something says who did it. */
export function nameOf(actor: Actor): string {
  return actorOf(actor).name
}

function actorOf(actor: Actor): { readonly id: string | null; readonly name: string } {
  switch (actor.kind) {
    case 'person':
    case 'source':
      return { id: actor.id, name: actor.name }
    case 'automation':
      return { id: null, name: actor.name }
    case 'engine':
      return { id: actor.node, name: 'Baton' }
    case 'nobody':
      return { id: null, name: 'Somebody' }
  }
}
