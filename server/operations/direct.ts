// Told past the page path: by this node, from memory, to whoever is the last to be called. No queue, no row, no database.
import { fallbackPeople } from '../../domain/escalation/escalate.ts'
import { troubleText } from '../../domain/operations/trouble-words.ts'
import type { Trouble } from '../../domain/operations/troubles.ts'
import { isCarrier } from '../../domain/paging/channels.ts'
import type { Message } from '../../domain/paging/message.ts'
import { noticeMessage } from '../../domain/paging/notice-message.ts'
import { waysFor } from '../../domain/paging/rules.ts'
import type { Diagnostics } from '../diagnostics.ts'
import type { DatabaseClock } from '../engine/clock.ts'
import type { RosterCache, ServerRoster } from '../escalation/roster.ts'
import type { Metrics } from '../metrics.ts'
import type { Channels } from '../paging/sender-parts.ts'
import type { Sealer } from '../secrets.ts'

export type DirectParts = {
  readonly nodeName: string
  readonly channels: Channels
  readonly roster: RosterCache
  readonly sealer: Sealer
  readonly clock: DatabaseClock
  readonly url: string
  readonly diagnostics: Diagnostics
  readonly metrics: Metrics
}

export type TellDirectly = (trouble: Trouble, isOver: boolean) => Promise<boolean>

const deadlineMs = 10_000
const mostUrgent = 1

/** Tells every admin by the first of their ways that carries it; false when nobody was told. */
export function tellDirectly(parts: DirectParts): TellDirectly {
  return async (trouble, isOver) => {
    const roster = parts.roster.kept()
    const people = roster ? fallbackPeople('', roster) : []
    const told = roster ? await Promise.all(people.map((id) => tellOne(parts, roster, id, trouble, isOver))) : []
    const count = told.filter(Boolean).length
    parts.metrics.toldDirectly(trouble.kind, count)
    parts.diagnostics[isOver ? 'info' : 'error'](
      { trouble: trouble.kind, about: trouble.subject, detail: trouble.detail, told: count, of: people.length },
      isOver ? 'a trouble of baton itself is over' : 'baton itself is in trouble',
    )
    return count > 0
  }
}

async function tellOne(
  parts: DirectParts,
  roster: ServerRoster,
  personId: string,
  trouble: Trouble,
  isOver: boolean,
): Promise<boolean> {
  const person = roster.people.get(personId)
  if (!person) return false
  const message = messageTo(parts, person, trouble, isOver)
  for (const { channel, contactId, address } of waysFor(person, mostUrgent, parts.clock.estimate())) {
    const carrier = isCarrier(channel) ? parts.channels[channel] : null
    if (!carrier) continue
    const sealed = roster.sealedSecrets.get(contactId)
    const secret = sealed ? { secret: parts.sealer.open(sealed, `contact:${contactId}`) } : {}
    const outcome = await carrier.reach({ address, ...secret }, message, AbortSignal.timeout(deadlineMs))
    if ('sent' in outcome) return true
  }
  return false
}

/** As urgent as a page, so that it is heard; but nothing in it can be answered, for nobody may be there to take an answer. */
function messageTo(
  { nodeName, clock, url }: DirectParts,
  person: { readonly name: string; readonly language: 'en' | 'ko' },
  trouble: Trouble,
  isOver: boolean,
): Message {
  const sentAt = clock.estimate()
  const { language } = person
  const notice = noticeMessage({
    key: `itself/${nodeName}/${trouble.kind}/${trouble.subject}/${sentAt.epochMilliseconds}`,
    kind: isOver ? 'trouble_over' : 'trouble_begun',
    text: troubleText(trouble, { isOver, node: nodeName, language }),
    person: person.name,
    language,
    url,
    sentAt,
  })
  return isOver ? notice : { ...notice, priority: 'P1' }
}
