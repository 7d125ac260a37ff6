// What a step that fires sends, as the deliveries that are queued with it.
import type { Decision } from '../../domain/escalation/escalate.ts'
import type { Roster } from '../../domain/escalation/roster.ts'
import { reasonToTell } from '../../domain/escalation/tell.ts'
import { nobody } from '../../domain/paging/itself.ts'
import { reasonOfWay } from '../../domain/paging/quiet.ts'
import type { NewDelivery } from '../paging/deliveries.ts'

/** What a step sends: to each person by each way, and last to the channels that are told, which keep nobody waiting. */
export function deliveriesOf(
  of: {
    readonly pageId: number
    readonly turn: number
    readonly priority: number
    readonly decision: Extract<Decision, { do: 'page' }>
  },
  roster: Roster,
): NewDelivery[] {
  const { pageId, turn, priority, decision } = of
  const shared = { pageId, turn, ...decision.at, priority }
  return [
    ...decision.reached.flatMap(({ personId, reason, ways }) =>
      ways.map((way) => ({
        ...shared,
        personId: personId === nobody ? null : personId,
        channelId: null,
        reason: reasonOfWay(reason, way),
        way: { ...way, contactId: way.contactId === nobody ? null : way.contactId },
      })),
    ),
    ...decision.told.map((told) => ({
      ...shared,
      personId: null,
      channelId: told.channelId,
      reason: reasonToTell(told, decision.reached, roster),
      way: { contactId: null, channel: told.channel, address: told.address, afterMinutes: 0 },
    })),
  ]
}
