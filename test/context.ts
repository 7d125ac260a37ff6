import type { Actor } from '../domain/permissions.ts'
import type { Instant } from '../domain/time.ts'
import type { Context, RequestFacts } from '../server/context.ts'
import type { Db } from '../server/db/connect.ts'
import type { Topic } from '../domain/topics.ts'
import { makeSealer, newId } from '../server/secrets.ts'
import { readSettings, type Settings } from '../server/settings.ts'

export const anAdmin: Actor = { kind: 'automation', name: 'test', role: 'admin' }

/** What `testContext` adds: everything the unit of work announced, in order. */
export type TestContext = Context & { readonly announced: Topic[] }

/** A unit of work for tests of actions: by an admin at noon on 1 March 2026 UTC, unless something else is said. */
export function testContext(
  db: Db,
  given: {
    readonly actor?: Actor
    readonly now?: Instant
    readonly settings?: Partial<Settings>
    readonly request?: Partial<RequestFacts>
  } = {},
): TestContext {
  const announced: Topic[] = []
  return {
    db,
    actor: given.actor ?? anAdmin,
    now: given.now ?? Temporal.Instant.from('2026-03-01T12:00:00Z'),
    newId,
    settings: testSettings(given.settings),
    sealer: makeSealer('a secret key that only tests know!'),
    announce: (topics) => announced.push(...topics),
    request: { address: '192.0.2.1', agent: 'test', sessionId: null, byToken: false, ...given.request },
    announced,
  }
}

export function testSettings(given: Partial<Settings> = {}): Settings {
  return { ...readSettings({}, { hostName: 'test-node', isDemo: false }), ...given }
}
