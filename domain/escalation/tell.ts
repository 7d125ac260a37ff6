// The channels of teams that a step tells. A channel is not somebody: that it was told never counts as anybody reached.
import type { Reason } from '../paging/page.ts'
import type { Reached, Told } from '../paging/rules.ts'
import type { Roster, RosterStep, RosterTarget } from './roster.ts'

/** Does this step name channels alone? Then it wakes nobody, and its wait is the time in which somebody there may answer. */
export function tellsOnly({ targets }: { readonly targets: readonly Pick<RosterTarget, 'kind'>[] }): boolean {
  return targets.every(({ kind }) => kind === 'channel')
}

/** Which channels does this step tell? One that was never proven is not told, and missed. */
export function toldBy({ targets }: Pick<RosterStep, 'targets'>, step: number, roster: Roster) {
  const named = targets.flatMap((target) => (target.kind === 'channel' ? [roster.channels.get(target.channelId)] : []))
  return {
    told: named.flatMap((known): Told[] =>
      known?.isProven
        ? [{ step, channelId: known.id, name: known.name, channel: known.channel, address: known.address }]
        : [],
    ),
    missed: named.flatMap((known) =>
      known?.isProven ? [] : [{ step, target: known?.name ?? 'a removed channel', because: 'unproven' as const }],
    ),
  }
}

/** Each channel once, as it was first named. */
export function withTold(told: readonly Told[], more: readonly Told[]): readonly Told[] {
  const known = new Set(told.map(({ channelId }) => channelId))
  return [...told, ...more.filter(({ channelId }) => !known.has(channelId) && known.add(channelId))]
}

/** What a channel is told: who is paged at this moment, and why. Kept with the delivery, so that a repeat says the same. */
export function reasonToTell({ name }: Told, reached: readonly Reached[], roster: Roster): Reason {
  const paged = reached.flatMap(({ personId, reason: { kind, schedule, team } }) =>
    kind === 'told' || kind === 'shadow' || kind === 'itself'
      ? []
      : [
          {
            name: roster.people.get(personId)?.name ?? 'somebody removed',
            because: { kind, schedule, ...(team === undefined ? {} : { team }) },
          },
        ],
  )
  return { kind: 'told', schedule: null, until: null, told: { channel: name, paged } }
}
