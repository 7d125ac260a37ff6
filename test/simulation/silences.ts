// What mutes on purpose: silences and maintenance that begin, end, and are ended early, while alerts come and come back.
import { Chance } from './chance.ts'
import type { EventHappening, Happening } from './script.ts'
import type { Team } from './team.ts'

const minute = 60_000

/** Long enough that what comes back soon is the same alert, and short enough that some comes back too late for it. */
export const watchMinutes = 3

/** What was over and is there again, once or until it flaps. */
export function makeReturns(seed: number, events: readonly EventHappening[]): EventHappening[] {
  const chance = Chance.of(seed, 'returns')
  return events.flatMap((event) => {
    if (event.action !== 'resolve' || !chance.happens(0.6)) return []
    const returns: EventHappening[] = []
    let { at } = event
    for (let times = chance.one([1, 1, 2, 4]); times > 0; times--) {
      at += chance.one([50, 5_000, chance.around(2 * minute)])
      returns.push({ ...event, at, action: 'trigger', untilMs: minute })
      at += chance.around(minute)
      if (chance.happens(0.7)) returns.push({ ...event, at, action: 'resolve' })
    }
    return returns
  })
}

/** Each about the service of something that is raised: just before, or while people are being paged for it. */
export function makeSilences(
  seed: number,
  team: Team,
  events: readonly EventHappening[],
  nodes: number,
): readonly Happening[] {
  const chance = Chance.of(seed, 'silences')
  return events.flatMap((event): Happening[] => {
    const serviceId = team.monitors[event.monitor]?.serviceId
    if (event.action !== 'trigger' || serviceId === undefined || !chance.happens(0.4)) return []
    const at = Math.max(0, event.at + chance.one([-minute, -20, 0, 20, 3_000, minute]))
    const node = chance.whole(0, nodes - 1)
    const lastsMs = Math.round(chance.between(0.2, 5) * minute)
    const edit = {
      what: 'silence',
      serviceId,
      isMaintenance: chance.happens(0.5),
      startsInMs: chance.one([0, 0, 30_000]),
      lastsMs,
    } as const
    const endsEarly = chance.happens(0.4)
    const ended = { at: at + chance.next() * lastsMs, kind: 'edit', edit: { what: 'silence over' }, node } as const
    return [{ at, kind: 'edit', edit, node }, ...(endsEarly ? [ended] : [])]
  })
}
