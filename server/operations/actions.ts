import type { operationsApi } from '../../domain/operations/api.ts'
import type { Actions } from '../context.ts'
import { namedPeople } from '../../domain/escalation/named.ts'
import { canReach } from '../../domain/paging/readiness.ts'
import { countOpenAlarms, countWaitingDeliveries } from '../paging/store.ts'
import { channelsHere } from '../paging/channels-here.ts'
import type { PagingDoors } from '../paging/doors.ts'
import type { Channels } from '../paging/sender-parts.ts'
import { latenessMs } from './readiness.ts'
import { findOpenTroubles } from './trouble-store.ts'

export function healthActions(
  doors: PagingDoors,
  channels: Channels,
): Pick<Actions<keyof typeof operationsApi>, 'getHealth'> {
  return {
    async getHealth({ db, now, settings }) {
      const roster = await doors.roster.current(db)
      const setUp = channelsHere(channels, settings)
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
        unreachable: [...namedPeople(roster)]
          .flatMap((personId) => roster.people.get(personId) ?? [])
          .filter((person) => person.isActive && !person.contacts.some((contact) => canReach(contact, setUp)))
          .map((person) => ({ personId: person.id, name: person.name })),
        troubles: troubles.map(({ kind, subject, detail, since }) => ({ kind, subject, detail, since })),
        zoneVersion: process.versions.tz ?? 'unknown',
      }
    },
  }
}
