import type { operationsApi } from '../../domain/operations/api.ts'
import type { Actions } from '../context.ts'
import type { Roster, RosterContact } from '../../domain/escalation/roster.ts'
import { countOpenAlarms, countWaitingDeliveries } from '../paging/store.ts'
import { isReach } from '../../domain/paging/rules.ts'
import type { Settings } from '../settings.ts'
import type { PagingDoors } from '../paging/doors.ts'
import { latenessMs } from './readiness.ts'
import { findOpenTroubles } from './trouble-store.ts'

/** Everybody a policy or a schedule could page. */
function peopleNamed(roster: Roster): ReadonlySet<string> {
  const targets = [...roster.policies.values()].flatMap((policy) => policy.steps.flatMap((step) => step.targets))
  const named = targets.flatMap((target) => (target.kind === 'person' ? [target.personId] : []))
  const onSchedules = [...roster.schedules.values()].flatMap((schedule) =>
    schedule.rotations.flatMap((one) => one.turns.flat()),
  )
  return new Set([...named, ...onSchedules])
}

/** Could this installation use such a contact to wake somebody? The open browser alone does not count, nor what is unverified. */
function canReach(contact: RosterContact, settings: Settings): boolean {
  if (!isReach(contact)) return false
  if (settings.isDemo) return true
  switch (contact.channel) {
    case 'email':
      return settings.smtpUrl !== undefined
    case 'sms':
      return settings.phoneSmsFrom !== undefined || settings.phone2SmsFrom !== undefined
    case 'voice':
      return settings.phoneVoiceFrom !== undefined || settings.phone2VoiceFrom !== undefined
    case 'browser':
      return false
    case 'slack':
      return settings.slackToken !== undefined
    case 'telegram':
      return settings.telegramToken !== undefined
    case 'pushover':
      return settings.pushoverToken !== undefined
    case 'ntfy':
    case 'webhook':
    case 'push':
    case 'teams':
    case 'mattermost':
    case 'discord':
      return true
  }
}

export function healthActions(doors: PagingDoors): Pick<Actions<keyof typeof operationsApi>, 'getHealth'> {
  return {
    async getHealth({ db, now, settings }) {
      const roster = await doors.roster.current(db)
      const [nodes, late, queued, alarms, troubles] = await Promise.all([
        db
          .selectFrom('node')
          .selectAll()
          .where('seen_at', '>', now.subtract({ minutes: 5 }))
          .orderBy('name')
          .execute(),
        latenessMs(db),
        countWaitingDeliveries(db),
        countOpenAlarms(db),
        findOpenTroubles(db),
      ])
      return {
        at: now,
        nodes: nodes.map((node) => ({
          name: node.name,
          release: node.release,
          startedAt: node.started_at,
          seenAt: node.seen_at,
        })),
        latenessMs: late,
        queuedDeliveries: queued,
        openAlarms: alarms,
        unreachable: [...peopleNamed(roster)]
          .flatMap((personId) => roster.people.get(personId) ?? [])
          .filter((person) => person.isActive && !person.contacts.some((contact) => canReach(contact, settings)))
          .map((person) => ({ personId: person.id, name: person.name })),
        troubles: troubles.map(({ kind, subject, detail, since }) => ({ kind, subject, detail, since })),
        zoneVersion: process.versions.tz ?? 'unknown',
      }
    },
  }
}
