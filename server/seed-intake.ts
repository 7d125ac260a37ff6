// What the demo keeps from paging on purpose, and a job of it that has not checked in yet.
import { sql } from 'kysely'
import type { Instant } from '../domain/time.ts'
import { silencesActions } from './alerts/silence-actions.ts'
import type { Context } from './context.ts'

export const silenceMinutesAgo = 40

/** The silence under which one of the open troubles (`history.ts`) is found: the engine mutes it as it would any other. */
export async function addDemoSilence(
  ctx: Context,
  emma: { readonly id: string; readonly name: string },
  teamId: string,
) {
  const actor = { kind: 'person', ...emma, role: 'manager', teams: {} } as const
  await silencesActions.createSilence(
    { ...ctx, actor },
    {
      teamId,
      matchers: [{ name: 'instance', value: 'pg-report-.*', isRegex: true, isEqual: true }],
      serviceIds: [],
      endsAt: ctx.now.add({ hours: 8 }),
      reason: 'Filling pg-report-1 anew from last night’s backup; its disk and lag are expected to complain',
      warnMinutes: 15,
    },
  )
}

const heardMinutesAgo = [195, 135, 75] as const

/** Hourly check-ins, the last of which is over an hour ago: late when the engine looks, and far from being missed. */
export async function addDemoCheckIns({ db }: Pick<Context, 'db'>, now: Instant): Promise<void> {
  const last = now.subtract({ minutes: Math.min(...heardMinutesAgo) })
  const expected = last.add({ minutes: 60 })
  const { id } = await db
    .updateTable('heartbeat')
    .set({
      state: 'up',
      state_at: now.subtract({ minutes: Math.max(...heardMinutesAgo) }),
      counts_from: last,
      checked_in_at: last,
      expected_at: expected,
      due_at: expected,
      pings: heardMinutesAgo.length,
    })
    .where('slug', '=', 'balance-check')
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const [at, minutes] of heardMinutesAgo.entries()) {
    const number = at + 1
    await sql`insert into heartbeat_ping (heartbeat_id, slot, number, at, kind, via, address, agent, body, body_bytes)
      values (${id}, ${number % 20}, ${number}, ${now.subtract({ minutes: minutes })}::timestamptz, 'success', 'POST', '192.0.2.17',
        'curl/8.14.1', ${said}, ${Buffer.byteLength(said)})`.execute(db)
  }
}

const said = '4,182 accounts balanced in 41 s, 0 differences\n'
