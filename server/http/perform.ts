// One endpoint, whoever asks and over whatever door: its input is read, permission is asked, and its action runs.
import { endpoints, type ActionOutput, type EndpointName } from '../../domain/api.ts'
import type { Endpoint } from '../../domain/endpoint.ts'
import { can, canFor, type Actor } from '../../domain/permissions.ts'
import type { Actions, Context, Endpoints } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { isEntryHiddenFrom, isHiddenFrom } from '../log/private.ts'
import { whoseOf } from '../people/team-store.ts'
import { refuse } from '../refusal.ts'
import { expected } from './expected.ts'
import { fieldProblems } from './problems.ts'
import { unstorableIn } from './storable.ts'
import { teamOf } from './team-of.ts'

/** What this endpoint answers to this input, as it came from outside; what is not as it should be is refused. */
export async function perform(
  actions: Actions<EndpointName>,
  name: EndpointName,
  ctx: Context,
  given: unknown,
): Promise<unknown> {
  const input = await admit(name, ctx, given)
  // The table is complete and typed row by row; here only the name is known, so the pair is joined without its types.
  const action = actions[name] as (ctx: Context, input: unknown) => Promise<unknown>
  return action(ctx, input)
}

/** The same for doors that know by name what they ask. */
export function endpointsOf(actions: Actions<EndpointName>): Endpoints {
  return {
    // The row's action answers what its row says.
    ask: <N extends EndpointName>(ctx: Context, name: N, given: unknown) =>
      perform(actions, name, ctx, given) as Promise<ActionOutput<N>>,
    permit: async (ctx, name, given) => void (await admit(name, ctx, given)),
  }
}

async function admit(name: EndpointName, ctx: Context, given: unknown): Promise<unknown> {
  const row: Endpoint = endpoints[name]
  const read = row.input.safeParse(given, { error: expected })
  if (!read.success) refuse('bad_input', undefined, fieldProblems(read.error))
  const input: unknown = read.data
  const unstorable = unstorableIn(input)
  if (unstorable.length > 0) refuse('bad_input', undefined, unstorable)
  await allow(ctx.db, row, ctx.actor, input)
  return input
}

/** Asked once for every endpoint: the row says which permission, and about whose thing. */
async function allow(db: Db, row: Endpoint, actor: Actor, input: unknown): Promise<void> {
  if (row.permission === 'open') return
  const id = row.of ? fieldOf(input, `${row.of}Id`) : null
  // What is private is not there for those who may not know of it, whatever they ask.
  if (row.of === 'incident' && typeof id === 'number' && (await isHiddenFrom(db, actor, id))) refuse('not_found')
  if (row.of === 'entry' && typeof id === 'number' && (await isEntryHiddenFrom(db, actor, id))) refuse('not_found')
  const verdict =
    row.of === 'person'
      ? canFor(actor, row.permission, await whoseOf(db, id))
      : can(actor, row.permission, row.of ? await teamOf(db, row.of, id) : null)
  if (verdict.allowed) return
  if (verdict.because === 'signed_out') refuse('signed_out')
  refuse('not_allowed', { needs: verdict.needs })
}

function fieldOf(input: unknown, name: string): unknown {
  return typeof input === 'object' && input !== null ? (input as Readonly<Record<string, unknown>>)[name] : undefined
}
