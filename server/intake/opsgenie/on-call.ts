// Who is on call, asked over Opsgenie's API: of the schedules of the source's own team.
import { found, notFound, unprocessable, type Reply } from '../../../domain/intake/opsgenie-answers.ts'
import { inQuery } from '../../../domain/intake/opsgenie-routes.ts'
import { onCallShown } from '../../../domain/intake/opsgenie-shown.ts'
import { readMoment } from '../../../domain/intake/timestamps.ts'
import type { ForeignRequest } from '../../../domain/intake/foreign.ts'
import type { Instant } from '../../../domain/time.ts'
import type { Actions, Context } from '../../context.ts'
import type { KnownSource } from '../sources.ts'
import { ownSchedules, type OwnSchedule } from './reach.ts'

type Asked = Pick<ForeignRequest, 'query'> & {
  readonly ctx: Context
  readonly source: KnownSource
  readonly listOnCall: Actions<'listOnCall'>['listOnCall']
}

export async function schedulesListed({ ctx, source }: Asked): Promise<Reply> {
  return found((await ownSchedules(ctx.db, source)).map(scheduleShown))
}

export async function scheduleFound(asked: Asked, identifier: string): Promise<Reply> {
  const schedule = await named(asked, identifier)
  return schedule ? found(scheduleShown(schedule)) : noSchedule
}

/** Of one schedule, or a list of the answers for all; the next ones are those who take over when somebody's turn ends. */
export async function onCallsShown(
  asked: Asked,
  of: { readonly schedule: string | null; readonly isNext: boolean },
): Promise<Reply> {
  const at = momentIn(asked)
  if (at === 'unreadable') return unprocessable({ date: 'Write a date and time, such as 2026-03-29T10:00:00Z.' })
  const one = of.schedule === null ? null : await named(asked, of.schedule)
  if (of.schedule !== null && !one) return noSchedule
  const schedules = one ? [one] : await ownSchedules(asked.ctx.db, asked.source)
  const how = { isFlat: inQuery(asked.query, 'flat').toLowerCase() === 'true', isNext: of.isNext }
  const shown = []
  for (const { id, name } of schedules) {
    const people = await (of.isNext ? nextOnCall(asked, id, at) : onCallOf(asked, id, at)).then(
      (answer) => answer.people,
    )
    const mails = await mailsOf(asked.ctx, people)
    shown.push(
      onCallShown({ id, name, people: people.map((each) => ({ ...each, email: mails.get(each.id) ?? null })) }, how),
    )
  }
  return found(one ? shown[0] : shown)
}

async function onCallOf({ ctx, listOnCall }: Asked, scheduleId: string, at: Instant) {
  const { onCall } = await listOnCall({ ...ctx }, { scheduleId, at })
  const answer = onCall[0]
  const people = (answer?.people ?? []).map(({ personId, name }) => ({ id: personId, name }))
  return { people, until: answer?.until ?? null }
}

/** A gap between two turns is passed: the next who is on call comes after it. */
const mostGaps = 4

async function nextOnCall(asked: Asked, scheduleId: string, at: Instant) {
  let answer = await onCallOf(asked, scheduleId, at)
  for (let passed = 0; passed <= mostGaps; passed++) {
    if (answer.until === null) return { people: [] }
    answer = await onCallOf(asked, scheduleId, answer.until)
    if (answer.people.length > 0) return answer
  }
  return { people: [] }
}

/** The moment that is asked about: now, or the `date` of the query. */
function momentIn({ ctx, query }: Asked): Instant | 'unreadable' {
  const moment = readMoment(inQuery(query, 'date').replace(' ', '+'))
  if (moment === 'unset') return ctx.now
  return moment === 'unreadable' ? moment : Temporal.Instant.fromEpochMilliseconds(Math.floor(moment.epochMilliseconds))
}

async function mailsOf(ctx: Context, people: readonly { readonly id: string }[]): Promise<ReadonlyMap<string, string>> {
  if (people.length === 0) return new Map()
  const ids = people.map(({ id }) => id)
  const rows = await ctx.db.selectFrom('person').select(['id', 'email']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, email }) => [id, email]))
}

/** By its id, its slug or its name; a name that two have is the first's. */
async function named({ ctx, source, query }: Asked, identifier: string): Promise<OwnSchedule | undefined> {
  const kind = (inQuery(query, 'scheduleIdentifierType') || inQuery(query, 'identifierType')).toLowerCase()
  const all = await ownSchedules(ctx.db, source)
  const byId = kind === 'name' ? undefined : all.find(({ id }) => id === identifier.toLowerCase())
  return byId ?? all.find(({ slug }) => slug === identifier) ?? all.find(({ name }) => name === identifier)
}

const noSchedule = notFound('No schedule exists with the given identifier')

function scheduleShown({ id, name, zone, teamId, teamName }: OwnSchedule) {
  return {
    id,
    name,
    description: '',
    timezone: zone,
    enabled: true,
    ownerTeam: { id: teamId, name: teamName },
    rotations: [],
  }
}
