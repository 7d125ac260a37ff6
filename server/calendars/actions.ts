// What people do with calendars of others: give an address or a file, look at what was read, give another one.
import type { ActionInput, ActionOutput } from '../../domain/api.ts'
import type { calendarsApi } from '../../domain/calendars/api.ts'
import { calendarLimits, type CalendarEvent } from '../../domain/calendars/event.ts'
import type { Failure } from '../../domain/calendars/follow.ts'
import { shiftsIn } from '../../domain/calendars/shifts.ts'
import { finderOf, type Finder } from '../../domain/calendars/whom.ts'
import { isBefore, type Instant } from '../../domain/time.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { callerOf } from '../people/caller.ts'
import { refuse } from '../refusal.ts'
import { asAddress } from './fetch-calendar.ts'
import { failureWords } from './failure-words.ts'
import { sealedFor, type CalendarReader } from './reader.ts'
import {
  findEvents,
  findNamesakes,
  findSources,
  insertSource,
  lockOwner,
  lockSource,
  moveSource,
  removeSources,
} from './source-store.ts'
import type { Owner, SourceRow } from './source-store.ts'
import { takeAttempt, type Attempt } from './take-reading.ts'

export function calendarsActions(reader: CalendarReader): Actions<keyof typeof calendarsApi> {
  return {
    listCalendarSources: async (ctx, { scheduleId }) => {
      await scheduleOf(ctx.db, scheduleId)
      return { sources: await toldAll(ctx.db, { scheduleId }, ctx.now) }
    },

    createCalendarSource: async (ctx, { scheduleId, ...where }) => {
      const schedule = await scheduleOf(ctx.db, scheduleId)
      return connect(ctx, reader, { owner: { scheduleId }, zone: schedule.zone, where }, (hint) =>
        entry(ctx, 'calendar_connected', { calendar: hint, schedule: schedule.name }, about(schedule)),
      )
    },

    moveCalendarSource: async (ctx, { scheduleId, sourceId, ...where }) => {
      const schedule = await scheduleOf(ctx.db, scheduleId)
      const place = placeOf(where)
      const attempt = await look(ctx, reader, place, schedule.zone)
      return commit(ctx, async (tx) => {
        const before = (await lockSource(tx, sourceId, { scheduleId })) ?? refuse('not_found')
        await moveSource(tx, before.id, rowOf(ctx, before.id, place))
        await take(tx, reader, sourceId, attempt, { now: ctx.now, isChosen: true })
        const facts = { calendar: place.hint, schedule: schedule.name }
        const moved = entry(ctx, 'calendar_moved', facts, about(schedule))
        return said(await toldOne(tx, { scheduleId }, sourceId, ctx.now), moved, ['schedules'])
      })
    },

    readCalendarSource: async (ctx, { scheduleId, sourceId }) => {
      const schedule = await scheduleOf(ctx.db, scheduleId)
      const source =
        (await findSources(ctx.db, { scheduleId })).find(({ id }) => id === sourceId) ?? refuse('not_found')
      const attempt: Attempt =
        source.sealed_url === null
          ? { kind: 'same' }
          : await reader.look(
              { url: ctx.sealer.open(source.sealed_url, sealedFor(sourceId)) },
              { ...ctx, zone: schedule.zone },
            )
      return commit(ctx, async (tx) => {
        const still = (await lockSource(tx, sourceId, { scheduleId })) ?? refuse('not_found')
        if (still.epoch === source.epoch && still.kind !== 'none') await take(tx, reader, sourceId, attempt, ctx)
        return said(await toldOne(tx, { scheduleId }, sourceId, ctx.now), [], ['schedules'])
      })
    },

    listLeaveCalendars: async (ctx) => ({ sources: await toldAll(ctx.db, { personId: callerOf(ctx).id }, ctx.now) }),

    connectLeaveCalendar: async (ctx, { onlyWith, ...where }) => {
      const me = callerOf(ctx)
      const { zone } = await ctx.db
        .selectFrom('person')
        .select('zone')
        .where('id', '=', me.id)
        .executeTakeFirstOrThrow()
      return connect(ctx, reader, { owner: { personId: me.id }, zone, where, onlyWith }, () =>
        entry(ctx, 'leave_calendar_connected', {}, { subject: `person:${me.id}` }),
      )
    },

    disconnectLeaveCalendar: (ctx, { sourceId }) => {
      const me = callerOf(ctx)
      return commit(ctx, async (tx) => {
        const source = (await lockSource(tx, sourceId, { personId: me.id })) ?? refuse('not_found')
        await removeSources(tx, [source.id])
        const removed = entry(ctx, 'leave_calendar_removed', {}, { subject: `person:${me.id}` })
        return said({ done: true as const }, removed, ['people', 'schedules'])
      })
    },
  }
}

type Where = Pick<ActionInput<'createCalendarSource'>, 'url' | 'text' | 'fileName'>
type Place = {
  readonly kind: 'url' | 'file'
  readonly hint: string
  readonly url: string | null
  readonly text: string | null
}

/** Where the calendar is: the address is a secret, so it is known by its host alone. */
function placeOf({ url, text, fileName }: Where): Place {
  if ((url === undefined) === (text === undefined)) {
    refuse('bad_input', undefined, [
      { path: 'url', say: 'Give either the address of a calendar or the text of a file.' },
    ])
  }
  if (url === undefined) return { kind: 'file', hint: fileName || 'calendar.ics', url: null, text: text ?? '' }
  const address = asAddress(url)
  const host = URL.parse(address)?.host
  if (!host || !/^https?:/i.test(address)) {
    refuse('bad_input', undefined, [
      { path: 'url', say: 'Write the whole address, such as https://example.com/oncall.ics' },
    ])
  }
  return { kind: 'url', hint: host, url: address, text: null }
}

function rowOf(ctx: Context, id: string, { kind, hint, url }: Place) {
  return { kind, hint, sealed_url: url === null ? null : ctx.sealer.seal(url, sealedFor(id)) }
}

/** Reads it before anything is kept; what cannot be read is refused, with the reason. */
async function look(ctx: Context, reader: CalendarReader, { url, text }: Place, zone: string): Promise<Attempt> {
  const at = url === null ? { bytes: Buffer.from(text ?? '', 'utf8') } : { url }
  const attempt = await reader.look(at, { now: ctx.now, zone })
  if (attempt.kind === 'failed') refuseUnreadable(attempt.failure, url === null ? 'text' : 'url')
  return attempt
}

function refuseUnreadable(failure: Failure, path: string): never {
  refuse('calendar_unreadable', { because: failure.because, detail: failure.detail }, [
    { path, say: failureWords(failure) },
  ])
}

type Connecting = { readonly owner: Owner; readonly zone: string; readonly where: Where; readonly onlyWith?: string }

async function connect(
  ctx: Context,
  reader: CalendarReader,
  { owner, zone, where, onlyWith = '' }: Connecting,
  tell: (hint: string) => ReturnType<typeof entry>,
): Promise<ActionOutput<'createCalendarSource'>> {
  const place = placeOf(where)
  const isSchedule = 'scheduleId' in owner
  const most = isSchedule ? calendarLimits.sourcesOfSchedule : calendarLimits.sourcesOfPerson
  const refuseTooMany = async (db: Db) => {
    if ((await findSources(db, owner)).length >= most) refuse('too_many_calendars', { most })
  }
  await refuseTooMany(ctx.db)
  const attempt = await look(ctx, reader, place, zone)
  return commit(ctx, async (tx) => {
    // Held, so that of two at once the second counts what the first has given.
    if (!(await lockOwner(tx, owner))) refuse('not_found')
    await refuseTooMany(tx)
    const id = ctx.newId()
    await insertSource(tx, {
      id,
      schedule_id: isSchedule ? owner.scheduleId : null,
      person_id: isSchedule ? null : owner.personId,
      ...rowOf(ctx, id, place),
      only_with: onlyWith,
      created_by: ctx.actor.kind === 'person' ? ctx.actor.id : null,
      created_at: ctx.now,
    })
    await take(tx, reader, id, attempt, { now: ctx.now, isChosen: true })
    const topics = isSchedule ? (['schedules'] as const) : (['people', 'schedules'] as const)
    return said(await toldOne(tx, owner, id, ctx.now), tell(place.hint), topics)
  })
}

async function take(
  tx: Db,
  reader: CalendarReader,
  id: string,
  attempt: Attempt,
  how: { readonly now: Instant; readonly isChosen?: boolean },
): Promise<void> {
  const source = (await lockSource(tx, id)) ?? refuse('not_found')
  const taken = await takeAttempt(tx, source, attempt, how)
  await reader.follow(tx, source, taken, how.now)
}

type ScheduleRow = { readonly id: string; readonly name: string; readonly zone: string; readonly teamId: string }

async function scheduleOf(db: Db, id: string): Promise<ScheduleRow> {
  const row = await db
    .selectFrom('schedule')
    .select(['id', 'name', 'zone', 'team_id as teamId'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? refuse('not_found')
}

function about({ id, teamId }: ScheduleRow) {
  return { teamId, subject: `schedule:${id}` }
}

async function toldAll(db: Db, owner: Owner, now: Instant): Promise<ActionOutput<'listCalendarSources'>['sources']> {
  const sources = await findSources(db, owner)
  const events = await findEvents(
    db,
    sources.map(({ id }) => id),
  )
  const whom = 'scheduleId' in owner ? finderOf(await findNamesakes(db)) : () => []
  return sources.map((source) => told(source, events.get(source.id) ?? [], whom, now))
}

async function toldOne(db: Db, owner: Owner, id: string, now: Instant) {
  return (await toldAll(db, owner, now)).find((source) => source.id === id) ?? refuse('not_found')
}

/** The source as its readers see it: what its events say, each saying once, with whom it means. */
function told(source: SourceRow, events: readonly CalendarEvent[], whom: Finder, now: Instant) {
  const toCome = events.filter(({ endsAt }) => isBefore(now, endsAt))
  const sayings = shiftsIn(toCome, () => [], now).nameless.slice(0, calendarLimits.said)
  const first = new Map(toCome.toReversed().map((event) => [event.summary, event]))
  return {
    id: source.id,
    kind: source.kind,
    hint: source.hint,
    createdAt: source.created_at,
    readAt: source.read_at,
    changedAt: source.changed_at,
    failingSince: source.failing_since,
    failure: source.failure === null ? null : { because: source.failure, detail: source.failure_detail },
    events: toCome.length,
    cancelled: source.cancelled,
    problems: source.problems,
    said: sayings.map(({ text, events: count, nextAt }) => {
      const event = first.get(text)
      return { text, personIds: event ? whom(event) : [], events: count, nextAt }
    }),
    onlyWith: source.only_with,
  }
}
