// Who can be reached and who cannot: the people whom anything names, with how their contacts stand.
import type { ActionOutput } from '../../domain/api.ts'
import { needsOf, type Need } from '../../domain/escalation/named.ts'
import type { Roster } from '../../domain/escalation/roster.ts'
import { maskedAddress } from '../../domain/paging/mask.ts'
import { lapsesAt } from '../../domain/paging/proof.ts'
import { readinessWeeks, type readinessApi } from '../../domain/paging/readiness-api.ts'
import { byNeed, readinessOf, standingOf, type SetUp } from '../../domain/paging/readiness.ts'
import { peopleOn } from '../../domain/schedules/people.ts'
import { isAfter, type Instant } from '../../domain/time.ts'
import type { Actions, Context } from '../context.ts'
import { peopleSeenBy } from '../paging/contact-store.ts'
import { channelsHere } from '../paging/channels-here.ts'
import type { PagingDoors } from '../paging/doors.ts'
import type { Channels } from '../paging/sender-parts.ts'
import { loadStandings, type ContactStored } from '../paging/standing-store.ts'
import { refuse } from '../refusal.ts'
import { shiftsOfMany } from '../schedules/many-shifts.ts'
import { findLeaveInShifts } from '../schedules/trouble-list.ts'

export function readinessActions(doors: PagingDoors, channels: Channels): Actions<keyof typeof readinessApi> {
  return {
    async listReadiness(ctx, { teamId, personId }) {
      const roster = await doors.roster.current(ctx.db)
      if (personId !== undefined && !roster.people.has(personId)) refuse('not_found')
      if (teamId !== undefined && !roster.teams.has(teamId)) refuse('not_found')
      const needs = await needsIn(roster, ctx.now, { teamId, personId })
      return answer(ctx, roster, needs, channelsHere(channels, ctx.settings))
    },
  }
}

type Wanted = { readonly teamId: string | undefined; readonly personId: string | undefined }

/** What each of those who are meant is needed for, in the weeks that are looked at. */
async function needsIn(
  roster: Roster,
  now: Instant,
  { teamId, personId }: Wanted,
): Promise<ReadonlyMap<string, readonly Need[]>> {
  const schedules = [...roster.schedules.values()].filter(
    (schedule) =>
      (teamId === undefined || schedule.teamId === teamId) &&
      (personId === undefined || peopleOn([schedule]).has(personId)),
  )
  const range = { from: now, to: now.add({ hours: readinessWeeks * 7 * 24 }) }
  const isActive = (id: string) => roster.people.get(id)?.isActive ?? false
  const all = needsOf(roster, await shiftsOfMany(schedules, range, isActive))
  if (personId !== undefined) return new Map([[personId, all.get(personId) ?? []]])
  if (teamId === undefined) return all
  const ofTeam = [...all].map(([id, needs]) => [id, needs.filter((need) => need.teamId === teamId)] as const)
  return new Map(ofTeam.filter(([, needs]) => needs.length > 0))
}

async function answer(
  ctx: Context,
  roster: Roster,
  needs: ReadonlyMap<string, readonly Need[]>,
  setUp: SetUp,
): Promise<ActionOutput<'listReadiness'>> {
  const ids = [...needs.keys()].filter((id) => roster.people.has(id))
  const { now, settings } = ctx
  const { proofDays } = settings
  const [contacts, away, seen] = await Promise.all([
    loadStandings(ctx.db, ids, { proofDays, now }),
    findLeaveInShifts(ctx.db, ids, { from: now, to: now.add({ hours: readinessWeeks * 7 * 24 }) }),
    peopleSeenBy(ctx.db, ctx.actor, ids),
  ])
  const ofPerson = Map.groupBy(contacts, ({ personId }) => personId)
  const people = ids.map((personId) => {
    const person = roster.people.get(personId)
    const theirs = ofPerson.get(personId) ?? []
    const isActive = person?.isActive ?? false
    const { reach, findings } = readinessOf({ isActive, contacts: theirs, awayFrom: away.get(personId) ?? null }, setUp)
    const onCallFrom = needs.get(personId)?.find(({ kind }) => kind === 'on_call')?.from ?? null
    const told = {
      personId,
      name: person?.name ?? '',
      reach,
      isOnCallNow: onCallFrom !== null && !isAfter(onCallFrom, now),
      needs: [...(needs.get(personId) ?? [])],
      findings: [...findings],
      contacts: theirs.map((contact) => shown(contact, seen.has(personId), setUp, proofDays)),
    }
    return { told, reach, onCallFrom }
  })
  const count = (reach: (typeof people)[number]['reach']) => people.filter((one) => one.reach === reach).length
  return {
    at: now,
    people: people.toSorted((a, b) => byNeed(a, b) || a.told.name.localeCompare(b.told.name)).map(({ told }) => told),
    counts: { unreachable: count('unreachable'), weak: count('weak'), ready: count('ready') },
  }
}

function shown(contact: ContactStored, isSeen: boolean, setUp: SetUp, proofDays: number) {
  const { id, channel, label, address, provenAt } = contact
  return {
    id,
    channel,
    label,
    address: isSeen ? address : maskedAddress(contact),
    standing: standingOf(contact, setUp),
    provenAt,
    lapsesAt: provenAt && proofDays > 0 ? lapsesAt(provenAt, proofDays) : null,
  }
}
