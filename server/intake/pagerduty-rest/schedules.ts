// Schedules, who is on them, and their overrides over PagerDuty's REST API.
import { codes, errorsIn, failed, invalid, type Reply } from '../../../domain/intake/pagerduty-rest-answers.ts'
import { referenceIn, wholeBody, type Fields } from '../../../domain/intake/pagerduty-rest-asks.ts'
import { isObject, own } from '../../../domain/intake/json.ts'
import { uuidIn } from '../../../domain/intake/pagerduty-rest-ids.ts'
import { coverageOf, entriesOf, within, type Entry } from '../../../domain/intake/pagerduty-rest-on-call.ts'
import { isNamed, momentIn, oneIn, paged, saysTrue } from '../../../domain/intake/pagerduty-rest-query.ts'
import {
  layerOf,
  overrideOf,
  overridesIn,
  renderedOf,
  scheduleOf,
  type Range,
  type ScheduleShown,
} from '../../../domain/intake/pagerduty-rest-schedules.ts'
import { isBefore, isZone } from '../../../domain/time.ts'
import { allNames, momentOf, must, pageOf, pathUuid, replyOf, tell, type Asking } from './asking.ts'
import { usersShown } from './people.ts'

export async function listSchedules(asking: Asking): Promise<Reply> {
  const schedules = (await asking.known.schedules()).filter(({ name }) => isNamed(asking.query, name))
  const shown = await scheduleShown(asking)
  return { status: 200, body: paged('schedules', schedules.map(shown), pageOf(asking)) }
}

export async function getSchedule(asking: Asking, id: string): Promise<Reply> {
  const schedule = await asking.ask('getSchedule', { scheduleId: pathUuid(id) })
  const range = rangeIn(asking)
  const zone = zoneIn(asking, schedule.zone)
  const [names, shown, entries] = [
    await allNames(asking.known),
    await scheduleShown(asking),
    await entriesIn(asking, schedule.id, range),
  ]
  const { here } = asking
  const overrides = overridesIn(schedule.overrides, range).map((one) => overrideOf(here, one, names.people, zone))
  const overridden = { name: 'Overrides', rendered_schedule_entries: overrides, rendered_coverage_percentage: null }
  return {
    status: 200,
    body: {
      schedule: {
        ...shown(schedule),
        schedule_layers: schedule.rotations.map((rotation) => layerOf(here, rotation, names.people)),
        overrides_subschedule: overridden,
        override_subschedule: overridden,
        final_schedule: {
          name: 'Final Schedule',
          rendered_schedule_entries: renderedOf(here, entries, range, names.people, zone),
          rendered_coverage_percentage: coverageOf(entries, range),
        },
      },
    },
  }
}

/** Whoever is on call in the range; without one everybody who takes turns. */
export async function listScheduleUsers(asking: Asking, id: string): Promise<Reply> {
  const schedule = await asking.ask('getSchedule', { scheduleId: pathUuid(id) })
  const isAsked = oneIn(asking.query, 'since') !== '' || oneIn(asking.query, 'until') !== ''
  const ids = isAsked
    ? (await entriesIn(asking, schedule.id, rangeIn(asking))).map(({ personId }) => personId)
    : schedule.rotations.flatMap(({ turns }) => turns.flat())
  const people = (await asking.known.people()).filter((person) => ids.includes(person.id))
  const shown = await usersShown(asking, people)
  return { status: 200, body: { users: [...shown.values()] } }
}

export async function listOverrides(asking: Asking, id: string): Promise<Reply> {
  const schedule = await asking.ask('getSchedule', { scheduleId: pathUuid(id) })
  const missing = ['since', 'until'].filter((name) => oneIn(asking.query, name) === '')
  if (missing.length > 0) tell(invalid(...missing.map((name) => `${name} must be given`)))
  const { people } = await allNames(asking.known)
  const zone = zoneIn(asking, schedule.zone)
  const overrides = overridesIn(schedule.overrides, rangeIn(asking)).map((one) =>
    overrideOf(asking.here, one, people, zone),
  )
  return { status: 200, body: paged('overrides', overrides, pageOf(asking)) }
}

const mostOverrides = 100

/** Each of the list for itself, with a status of its own; the older form of one alone is answered as one. */
export async function createOverrides(asking: Asking, id: string): Promise<Reply> {
  const schedule = await asking.ask('getSchedule', { scheduleId: pathUuid(id) })
  const { fields } = must(wholeBody(asking.body))
  const single = own(fields, 'override')
  if (isObject(single)) return { status: 201, body: { override: await addOverride(asking, schedule, single) } }
  const said = own(fields, 'overrides')
  if (!Array.isArray(said) || said.length === 0)
    return invalid('The body must be an object with the list "overrides" in it')
  if (said.length > mostOverrides)
    return failed(413, codes.invalid, 'Request Entity Too Large', [`Send ${mostOverrides} overrides at most`])
  const told: object[] = []
  for (const one of said as readonly unknown[]) {
    try {
      told.push({ status: 201, override: await addOverride(asking, schedule, isObject(one) ? one : {}) })
    } catch (error) {
      const reply = replyOf(error)
      // Whoever may not do it may do none of them.
      if (reply.status === 403) throw error
      told.push({ status: reply.status, errors: errorsIn(reply), override: isObject(one) ? one : null })
    }
  }
  return { status: 201, body: told }
}

export async function deleteOverride(asking: Asking, id: string, overrideId: string): Promise<Reply> {
  await asking.ask('removeOverride', { scheduleId: pathUuid(id), overrideId: pathUuid(overrideId) })
  return { status: 204, body: null }
}

async function addOverride(asking: Asking, schedule: ScheduleShown, fields: Fields): Promise<object> {
  const [startsAt, endsAt] = [momentIn(own(fields, 'start')), momentIn(own(fields, 'end'))]
  const personId = uuidIn(referenceIn(fields, 'user'))
  const errors = [
    ...(typeof startsAt === 'string' ? ['Start must be a date and time'] : []),
    ...(typeof endsAt === 'string' ? ['End must be a date and time'] : []),
    ...(personId === null ? ['User must be given by their id'] : []),
  ]
  if (typeof startsAt === 'string' || typeof endsAt === 'string' || personId === null) return tell(invalid(...errors))
  const made = await asking.ask('addOverride', {
    scheduleId: schedule.id,
    personId,
    startsAt: startsAt.toString(),
    endsAt: endsAt.toString(),
    reason: 'Over the PagerDuty API',
  })
  const { people } = await allNames(asking.known)
  return overrideOf(asking.here, made, people, zoneIn(asking, schedule.zone))
}

/** How far an entry is followed beyond the range where its whole length is asked for. */
const overflowHours = 14 * 24

async function entriesIn(asking: Asking, scheduleId: string, range: Range): Promise<Entry[]> {
  const overflows = saysTrue(asking.query, 'overflow')
  const hours = overflows ? overflowHours : 0
  const looked = { from: range.from.subtract({ hours }), to: range.to.add({ hours }) }
  const { shifts } = await asking.ask('listShifts', {
    scheduleId,
    from: looked.from.toString(),
    to: looked.to.toString(),
  })
  const entries = entriesOf(shifts, undefined, looked).map((entry) => within(entry, looked))
  const touching = entries.filter(
    ({ start, end }) => start && end && isBefore(start, range.to) && isBefore(range.from, end),
  )
  return overflows ? touching : touching.map((entry) => within(entry, range))
}

/** Two weeks from now on, where nothing is said. */
function rangeIn(asking: Asking): Range {
  const from = momentOf(asking, 'since', asking.ctx.now)
  const to = momentOf(asking, 'until', from.add({ hours: 14 * 24 }))
  if (!isBefore(from, to)) tell(invalid('until must be after since'))
  return { from, to }
}

export function zoneIn({ query }: Pick<Asking, 'query'>, otherwise: string): string {
  const zone = oneIn(query, 'time_zone')
  if (zone === '') return otherwise
  return isZone(zone) ? zone : tell(invalid('time_zone must be a zone such as Europe/Berlin'))
}

async function scheduleShown({ here, known }: Asking) {
  const [names, policies] = [await allNames(known), await known.policies()]
  return (schedule: ScheduleShown) =>
    scheduleOf(
      here,
      schedule,
      names,
      policies.filter(({ steps }) =>
        steps.some(({ targets }) => targets.some((one) => one.kind === 'schedule' && one.scheduleId === schedule.id)),
      ),
    )
}
