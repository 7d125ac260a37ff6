// What people do about what will go wrong: look at it, accept it with a reason, and take that back.
import type { ActionOutput } from '../../domain/api.ts'
import type { troubleApi } from '../../domain/schedules/trouble-api.ts'
import { isAboutSame, otherOf, urgencyOf } from '../../domain/schedules/trouble.ts'
import { troublePhrases } from '../../domain/schedules/trouble-words.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import type { NewEntry } from '../log/store.ts'
import { refuse } from '../refusal.ts'
import { findNamedPeople } from './people.ts'
import { lookAgain } from './history.ts'
import { lockSchedule } from './store.ts'
import { findCuts, listTroubles, type ListedTrouble } from './trouble-list.ts'
import { acceptTrouble, reopenTroubles, type StoredTrouble } from './trouble-store.ts'

export const troubleActions: Actions<keyof typeof troubleApi> = {
  async listTroubles(ctx, { teamId, scheduleId, mine = false }) {
    // Automation stands for nobody: everything is its own.
    const mineOf = mine && ctx.actor.kind === 'person' ? ctx.actor.id : undefined
    const { troubles, isCut } = await listTroubles(ctx.db, { teamId, scheduleId, mineOf }, ctx.now)
    const ids = [...new Set([...troubles.map((one) => one.scheduleId), ...(scheduleId ? [scheduleId] : [])])]
    return { troubles: troubles.map(told), cuts: await findCuts(ctx.db, ids), isCut }
  },

  acceptTroubles: (ctx, { scheduleId, troubles, reason, everyWeek }) =>
    commit(ctx, async (tx) => {
      const schedule = (await lockSchedule(tx, scheduleId)) ?? refuse('not_found')
      const by = ctx.actor.kind === 'person' ? ctx.actor.id : null
      const accepted: StoredTrouble[] = []
      // In one order, so that two who accept the same do not wait for each other in a ring.
      for (const { troubleId, from, until } of troubles.toSorted((a, b) => (a.troubleId < b.troubleId ? -1 : 1))) {
        const of = { id: troubleId, scheduleId, seen: { startsAt: from, endsAt: until } }
        const how = { by, at: ctx.now, reason, isWeekly: everyWeek }
        accepted.push((await acceptTrouble(tx, of, how)) ?? refuse('changed_meanwhile'))
      }
      const entries = await acceptanceEntries(ctx, tx, schedule, accepted, reason)
      return said(await readBack(tx, ctx, scheduleId, accepted), entries, ['schedules'])
    }),

  reopenTroubles: (ctx, { scheduleId, troubleIds }) =>
    commit(ctx, async (tx) => {
      const schedule = (await lockSchedule(tx, scheduleId)) ?? refuse('not_found')
      const reopened = await reopenTroubles(tx, { ids: troubleIds, scheduleId })
      if (reopened.length === 0) refuse('not_found')
      await lookAgain(tx, scheduleId, ctx.now)
      const entries = await acceptanceEntries(ctx, tx, schedule, reopened, null)
      return said(await readBack(tx, ctx, scheduleId, reopened), entries, ['schedules'])
    }),
}

/** One sentence for each thing that is accepted (or not any more), however many weeks it comes back in. */
async function acceptanceEntries(
  ctx: Context,
  tx: Db,
  schedule: { readonly id: string; readonly name: string; readonly teamId: string },
  troubles: readonly StoredTrouble[],
  reason: string | null,
): Promise<NewEntry[]> {
  const people = await findNamedPeople(
    tx,
    troubles.flatMap(({ personId }) => personId ?? []),
  )
  const about = { teamId: schedule.teamId, subject: `schedule:${schedule.id}` }
  const inTime = troubles.toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt))
  return inTime
    .filter((one, i) => !inTime.slice(0, i).some((before) => isAboutSame(before, one)))
    .map(({ kind, personId, startsAt }) => {
      const person = personId === null ? '' : (people.get(personId)?.name ?? 'somebody removed')
      const facts = { schedule: schedule.name, trouble: troublePhrases[kind], person, from: startsAt.toString() }
      return reason === null
        ? entry(ctx, 'trouble_reopened', facts, about)
        : entry(ctx, 'trouble_accepted', { ...facts, reason }, about)
    })
}

async function readBack(tx: Db, ctx: Context, scheduleId: string, of: readonly StoredTrouble[]) {
  const ids = new Set(of.map(({ id }) => id))
  const { troubles } = await listTroubles(tx, { scheduleId }, ctx.now)
  return { troubles: troubles.filter(({ trouble }) => ids.has(trouble.id)).map(told) }
}

function told(listed: ListedTrouble): ActionOutput<'listTroubles'>['troubles'][number] {
  const { trouble, acceptance, scheduleId, scheduleName, teamId, zone, personName, otherName, foundAt } = listed
  return {
    troubleId: trouble.id,
    scheduleId,
    scheduleName,
    teamId,
    zone,
    kind: trouble.kind,
    urgency: urgencyOf(trouble.kind),
    personId: trouble.personId,
    personName,
    otherId: otherOf(trouble),
    otherName,
    holiday: trouble.kind === 'on_holiday' ? trouble.holiday : null,
    from: trouble.startsAt,
    until: trouble.endsAt,
    foundAt,
    acceptance: acceptance && {
      by: listed.acceptedBy,
      at: acceptance.at,
      reason: acceptance.reason,
      everyWeek: acceptance.isWeekly,
    },
  }
}
