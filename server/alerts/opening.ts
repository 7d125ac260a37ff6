// The first firing of pages: decided by what this node has in memory, and written by one statement if that still holds
// (docs/decisions, the first page is one statement).
import { escalate, type Decision } from '../../domain/escalation/escalate.ts'
import { beginTest } from '../../domain/escalation/policy-test.ts'
import { turnKey, withTurn } from '../../domain/escalation/turns.ts'
import { besides } from '../../domain/paging/capacity.ts'
import type { Way } from '../../domain/paging/rules.ts'
import type { Db } from '../db/connect.ts'
import { asFallback, fallbackDecision, type Going } from '../escalation/pages.ts'
import type { ServerRoster } from '../escalation/roster.ts'
import { readTurns } from '../escalation/turns.ts'
import { asClaimed, placeOf, takenOf, type Claimed } from '../paging/deliveries.ts'
import {
  deliveryRow,
  entryRows,
  firstDeliveries,
  planRow,
  write,
  type Decided,
  type Firing,
  type From,
  type Opening,
} from './opening-statement.ts'

export type Opened = {
  /** Messages for this node to send, and the roster that decided them. */
  readonly claimed: readonly Claimed[]
  readonly roster: ServerRoster
  /** The page of each alert that asked: its own, or the one it joined. One that somebody else had in hand is left out. */
  readonly pageOf: ReadonlyMap<number, number>
  readonly opened: number
  readonly exhausted: number
}

/**
 * Opens these pages and fires their first step; a policy that reaches nobody alarms the fallback at once, or is held. Decided by the
 * roster that this node has in memory, written only if it is still the newest: else decided again. Alerts that were answered or
 * rose meanwhile, or that another node has in hand, are passed over: they are read again.
 */
export async function openPages(db: Db, from: From, openingBy: (roster: ServerRoster) => Opening): Promise<Opened> {
  const done: Opened[] = []
  for (let attempt = 1; ; attempt++) {
    const roster = (attempt === 1 ? from.roster.kept() : null) ?? (await from.roster.current(db))
    if (await openParts(db, { ...from, roster, turns: from.roster.turns }, openingBy(roster), done))
      return togetherOf(done, roster)
    if (attempt === 5) throw new Error('the roster changes faster than a page can be opened by it')
  }
}

/** One statement for all that take nobody's turn, and one for each that does. False when the roster has changed meanwhile. */
async function openParts(db: Db, firing: Firing, opening: Opening, done: Opened[]): Promise<boolean> {
  for (const part of partsOf(opening, firing)) {
    const opened = await openPart(
      db,
      {
        ...firing,
        take: besides(
          firing.take,
          done.flatMap(({ claimed }) => claimed),
        ),
      },
      part,
    )
    if (!opened) return false
    done.push(opened)
  }
  return true
}

/** In the order of the steps whose turns they take: two nodes that open many pages never wait for each other in a ring. */
function partsOf({ asks, following }: Opening, firing: Firing): readonly Opening[] {
  const withKeys = asks.map((ask) => ({ ask, key: keyOf(decide(ask, firing)) }))
  const alone = withKeys.filter(({ key }) => key !== null).toSorted((a, b) => compare(a.key ?? '', b.key ?? ''))
  const others = withKeys.flatMap(({ ask, key }) => (key === null ? [ask] : []))
  return [others, ...alone.map(({ ask }) => [ask])]
    .filter((part) => part.length > 0)
    .map((part) => {
      const leaders = new Set(part.map(({ alert }) => alert.id))
      return { asks: part, following: new Map([...following].filter(([, { leader }]) => leaders.has(leader))) }
    })
}

function keyOf({ decision }: Decided): string | null {
  return decision.do === 'page' && decision.turn ? turnKey(decision.turn) : null
}

/** Again while others take the turn that was meant: whoever took it has opened a page by it. */
async function openPart(db: Db, firing: Firing, part: Opening): Promise<Opened | null> {
  for (let attempt = 1; ; attempt++) {
    const opened = await open(db, firing, part)
    if (opened !== 'turn_was_taken') return opened
    if (attempt === 100) throw new Error('turns are taken faster than a page can be opened by them')
    const read = await readTurns(
      db,
      part.asks.map(({ plan }) => plan),
      firing.roster,
    )
    firing.turns.keep(read)
  }
}

function togetherOf(done: readonly Opened[], roster: ServerRoster): Opened {
  const sum = (pick: (opened: Opened) => number) => done.reduce((total, one) => total + pick(one), 0)
  return {
    claimed: done.flatMap(({ claimed }) => claimed),
    roster,
    pageOf: new Map(done.flatMap(({ pageOf }) => [...pageOf])),
    opened: sum(({ opened }) => opened),
    exhausted: sum(({ exhausted }) => exhausted),
  }
}

/** Null when the roster has changed since it decided. */
async function open(db: Db, firing: Firing, { asks, following }: Opening): Promise<Opened | 'turn_was_taken' | null> {
  const decided = asks.map((ask) => decide(ask, firing))
  const deliveries = decided.flatMap(({ page, decision }) => firstDeliveries(page, decision, firing.roster))
  const isTaken = takenOf(deliveries, firing.take)
  const turn = decided.map(({ decision }) => (decision.do === 'page' ? decision.turn : null)).find((one) => one) ?? null
  const rows = await write(db, firing, {
    alerts: [
      ...asks.map(({ alert, priority }) => ({ id: alert.id, leader: alert.id, priority })),
      ...[...following].map(([id, { leader, priority }]) => ({ id, leader, priority })),
    ],
    plans: decided.map((one) => planRow(one, firing.roster)),
    deliveries: deliveries.map((delivery) => ({ ...deliveryRow(delivery), is_taken: isTaken.has(delivery) })),
    entries: decided.flatMap((one) => entryRows(one, firing)),
    turn: turn && { ...turn, had: firing.turns.kept().get(turnKey(turn)) ?? [] },
  })
  if (!rows) return null
  if (rows === 'turn_was_taken') return rows
  const claimedIds = new Map(
    rows.flatMap((row) => (row.what === 'claimed' ? [[`${row.alert_id} ${row.place}`, row]] : [])),
  )
  const alerts = new Map(asks.map(({ alert }) => [alert.id, alert]))
  const claimed = deliveries.flatMap((delivery) => {
    const row = claimedIds.get(`${delivery.alertId} ${placeOf(delivery)}`)
    const alert = alerts.get(delivery.alertId)
    return row?.delivery_id && alert
      ? [asClaimed({ ...delivery, pageId: row.page_id }, { id: row.delivery_id, at: firing.now }, alert)]
      : []
  })
  const pages = rows.filter((row) => row.what !== 'claimed')
  const own = new Set(pages.flatMap((row) => (row.what === 'opened' ? [row.alert_id] : [])))
  if (turn && own.size > 0) firing.turns.keep(withTurn(firing.turns.kept(), turn))
  return {
    claimed,
    roster: firing.roster,
    pageOf: new Map(pages.map((row) => [row.alert_id, row.page_id])),
    opened: asks.filter(({ plan, alert }) => plan.kind !== 'itself' && own.has(alert.id)).length,
    exhausted: decided.filter(({ ask, missed }) => missed !== null && own.has(ask.alert.id)).length,
  }
}

function decide(ask: Opening['asks'][number], firing: Firing): Decided {
  if (ask.test) {
    const begun = beginTest({ ...ask, test: ask.test }, firing.roster, firing.now)
    return { ask, page: ask, decision: onlyBy(ask.only, begun), missed: null }
  }
  const turns = firing.turns.kept()
  const decision: Decision = escalate({ ...ask, from: 'start', turns }, firing.roster, firing.now)
  if (decision.do !== 'exhaust') return { ask, page: ask, decision, missed: null }
  return { ask, page: asFallback(ask), decision: fallbackDecision(ask, firing, decision.told), missed: decision.missed }
}

/** One contact alone is tested: whatever else would reach the person stays quiet. */
function onlyBy(only: Way | undefined, decision: Going): Going {
  if (only === undefined) return decision
  const reached = decision.reached.map((each) => ({ ...each, ways: [only] }))
  return { ...decision, reached }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
