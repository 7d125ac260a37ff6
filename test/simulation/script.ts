// What is to happen in one simulation: drawn from the seed beforehand, so that it can be told, cut shorter and played again.
import { Chance } from './chance.ts'
import { makeDeclines } from './declines.ts'
import { makeEdits } from './edits.ts'
import { makeTeam, type Team } from './team.ts'
import { makeReturns, makeSilences, watchMinutes } from './silences.ts'
import { makeFaults, makeProviders, nearSomething } from './troubles.ts'

export type Move = 'acknowledge' | 'snooze' | 'close' | 'escalate' | 'link' | 'decline'

export type Edit =
  | { readonly what: 'policy'; readonly policyId: string; readonly steps: Team['policies'][number]['steps'] }
  | {
      readonly what: 'contact'
      readonly personId: string
      readonly contactId: string
      readonly to: 'off' | 'on' | 'removed'
    }
  | { readonly what: 'person'; readonly personId: string; readonly isActive: boolean }
  | {
      readonly what: 'override'
      readonly scheduleId: string
      readonly personId: string
      readonly startsInMs: number
      readonly lastsMs: number
    }
  | {
      readonly what: 'silence'
      readonly serviceId: string
      /** Of the whole service; else by what matches its name. */
      readonly isMaintenance: boolean
      readonly startsInMs: number
      readonly lastsMs: number
    }
  /** The next that would end is ended. */
  | { readonly what: 'silence over' }

export type Fault =
  /** The process of a node ends at its nth word with the database or a provider from now on. */
  | { readonly what: 'crash'; readonly node: number; readonly nth: number; readonly forMs: number }
  /** It stands still there, and comes back with what it knew. */
  | { readonly what: 'pause'; readonly node: number; readonly nth: number; readonly forMs: number }
  /** The nth commit from now on succeeds and its answer is lost. */
  | { readonly what: 'lost_answer'; readonly node: number; readonly nth: number }
  /** The nth statement is refused by the storage. */
  | { readonly what: 'storage'; readonly node: number; readonly nth: number }
  /** The nth statement has no answer in time, whether it was done or not. */
  | { readonly what: 'timeout'; readonly node: number; readonly nth: number; readonly isDone: boolean }
  | { readonly what: 'away'; readonly forMs: number }
  | { readonly what: 'clock'; readonly byMs: number }
  /** Hints and notifications do not arrive. */
  | { readonly what: 'deaf'; readonly node: number; readonly forMs: number }
  | { readonly what: 'slow'; readonly node: number; readonly forMs: number }

export type Happening = { readonly at: number } & (
  | {
      readonly kind: 'event'
      readonly monitor: number
      readonly key: string
      readonly action: 'trigger' | 'resolve' | 'acknowledge'
      readonly priority: 1 | 2 | 3 | 4
      /** Said again every so often until this long after, by monitors that do so. */
      readonly untilMs: number
    }
  | {
      readonly kind: 'answer'
      readonly monitor: number
      readonly key: string
      readonly person: number
      readonly move: Move
      readonly snoozeMs: number
      readonly node: number
    }
  | { readonly kind: 'edit'; readonly edit: Edit; readonly node: number }
  | { readonly kind: 'fault'; readonly fault: Fault }
)

/** How the providers are in this simulation: the share of calls that go each way. */
export type Providers = {
  readonly refuses: number
  readonly triesAgain: number
  /** No answer before the deadline, and whether the message arrived all the same is a matter of chance. */
  readonly hangs: number
  readonly slow: number
  /** Accepted and never delivered. */
  readonly loses: number
  /** Delivered twice by the provider itself. */
  readonly doubles: number
  /** Channels without a provider. */
  readonly missing: readonly string[]
  /** A channel that is out for a while. */
  readonly out: readonly { readonly channel: string; readonly from: number; readonly to: number }[]
}

export type Script = {
  readonly seed: number
  readonly team: Team
  readonly nodes: number
  readonly lastsMs: number
  readonly happenings: readonly Happening[]
  readonly providers: Providers
  /** How far the time that one word with the database takes may stray: 0 hardly, 1 by seconds. */
  readonly jitter: number
}

export const climates = ['sleepers', 'quarrels', 'floods', 'silences'] as const
export type Climate = (typeof climates)[number]

export type Size = {
  readonly minutes: number
  readonly alerts: number
  readonly faults: boolean
  /** For the comparison of the levels: nobody races, so both must end alike. */
  readonly calm?: boolean
  /**
   * One kind of trouble only, and much of it: nodes that fall asleep with messages in hand, people who answer while another
   * alert comes in, many pages at once to the same person while nodes fall asleep, or silences that come and go while alerts
   * come back within a watch period (level 2 alone: the model knows neither).
   */
  readonly climate?: Climate | undefined
}

const minute = 60_000
const quiet: Providers = {
  refuses: 0,
  triesAgain: 0,
  hangs: 0,
  slow: 0,
  loses: 0,
  doubles: 0,
  missing: [],
  out: [],
}

export function makeScript(seed: number, size: Size): Script {
  const team = teamOf(seed, size.climate)
  const climate = Chance.of(seed, 'climate')
  // One node in a comparison: with several the one that is quicker is a matter of latencies.
  const nodes = size.calm ? 1 : climate.whole(size.climate === 'sleepers' || size.climate === 'floods' ? 2 : 1, 4)
  const lastsMs = size.minutes * minute
  const isMuting = size.climate === 'silences'
  const raised = makeEvents(seed, team, size)
  const events = isMuting ? [...raised, ...makeReturns(seed, raised)] : raised
  const happenings = [
    ...events,
    ...makeAnswers(seed, team, events, size, nodes),
    ...makeDeclines(seed, events, size, nodes),
    ...(size.calm ? [] : makeEdits(seed, team, size, nodes)),
    ...(isMuting ? makeSilences(seed, team, events, nodes) : []),
    ...(size.faults && size.climate !== 'quarrels' ? makeFaults(seed, size, nodes, events) : []),
  ]
  return {
    seed,
    team,
    nodes,
    lastsMs,
    happenings: happenings.sort((a, b) => a.at - b.at),
    providers:
      size.climate === 'sleepers' || size.climate === 'floods'
        ? { ...quiet, slow: 0.7, triesAgain: 0.3 }
        : size.faults
          ? makeProviders(seed, lastsMs)
          : quiet,
    jitter: size.calm ? 0 : climate.one([0, 0, 0.1, 0.5, 1]),
  }
}

function teamOf(seed: number, climate: Climate | undefined): Team {
  const team = makeTeam(seed)
  if (climate === 'silences') return { ...team, watchMinutes }
  return climate === 'floods' ? everyPageAlone(team) : team
}

/** No alert joins the page of another. */
function everyPageAlone(team: Team): Team {
  return { ...team, services: team.services.map((service) => ({ ...service, joinsUnanswered: false })) }
}

export type EventHappening = Extract<Happening, { kind: 'event' }>

function makeEvents(seed: number, team: Team, size: Size): EventHappening[] {
  const chance = Chance.of(seed, 'events')
  const events: EventHappening[] = []
  const lastsMs = size.minutes * minute
  let nth = 0
  const trigger = (at: number, monitor: number) => {
    const key = `k${nth++}`
    const priority = chance.whole(1, 4) as 1 | 2 | 3 | 4
    const isOver = chance.happens(0.6)
    const untilMs = chance.happens(0.5) ? chance.around(2 * minute) : chance.around(25 * minute)
    events.push({ at, kind: 'event', monitor, key, action: 'trigger', priority, untilMs })
    // The same again, sometimes more urgent: just before, or long after it was answered.
    if (chance.happens(0.25))
      events.push({
        at: at + nearSomething(chance),
        kind: 'event',
        monitor,
        key,
        action: 'trigger',
        priority: chance.whole(1, priority) as 1 | 2 | 3 | 4,
        untilMs: 0,
      })
    if (chance.happens(0.1))
      events.push({
        at: at + nearSomething(chance),
        kind: 'event',
        monitor,
        key,
        action: 'acknowledge',
        priority,
        untilMs: 0,
      })
    if (isOver) events.push({ at: at + untilMs, kind: 'event', monitor, key, action: 'resolve', priority, untilMs: 0 })
  }
  while (nth < size.alerts) {
    const at = chance.between(0, lastsMs * 0.85)
    const monitor = chance.whole(0, team.monitors.length - 1)
    const isFlood = !size.calm && chance.happens(size.climate === 'floods' ? 0.8 : 0.06)
    const many = isFlood ? chance.whole(5, 30) : chance.happens(0.15) ? chance.whole(2, 3) : 1
    const spreadMs = chance.one([0, 20, 500])
    for (let i = 0; i < many; i++) trigger(at + chance.next() * spreadMs, monitor)
  }
  return events
}

function makeAnswers(
  seed: number,
  team: Team,
  events: readonly EventHappening[],
  size: Size,
  nodes: number,
): Happening[] {
  const chance = Chance.of(seed, 'answers')
  const moves: readonly Move[] = ['acknowledge', 'acknowledge', 'link', 'link', 'snooze', 'close', 'escalate']
  const answers: Happening[] = []
  for (const { at, monitor, key, action } of events) {
    if (action !== 'trigger' || !chance.happens(size.faults ? 0.7 : 0.8)) continue
    const times = chance.happens(0.3) ? 2 : 1
    if (size.climate === 'quarrels') {
      const next = events.find(
        (one) => one.monitor === monitor && one.action === 'trigger' && one.at > at && one.key !== key,
      )
      const move = chance.one(['snooze', 'acknowledge', 'close'] as const)
      const person = chance.whole(0, team.people.length - 1)
      if (next)
        answers.push({
          at: next.at - chance.between(0, 5),
          kind: 'answer',
          monitor,
          key,
          person,
          move,
          snoozeMs: 15 * minute,
          node: chance.whole(0, nodes - 1),
        })
      continue
    }
    let when = size.calm ? at + 30_000 + chance.around(4 * minute) : at + nearSomething(chance)
    for (let i = 0; i < times; i++) {
      answers.push({
        at: when,
        kind: 'answer',
        monitor,
        key,
        person: chance.whole(0, team.people.length - 1),
        move: chance.one(moves),
        snoozeMs: chance.one([minute, 5 * minute, 15 * minute]),
        node: chance.whole(0, nodes - 1),
      })
      // From two places at once, or later once more.
      when += size.calm ? 90_000 : chance.one([0, 2, 200, 4 * minute])
    }
  }
  return answers
}
