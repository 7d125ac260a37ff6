import type { EndpointOutput } from '../api.ts'
import { useMe } from '../shell/me.ts'
import { absolute } from '../ui/time-words.ts'
import { useLanguage, useWords } from '../words/words.ts'

export type PersonReadiness = EndpointOutput<'listReadiness'>['people'][number]
export type Finding = PersonReadiness['findings'][number]
export type ContactStanding = PersonReadiness['contacts'][number]

/** A finding as a sentence: what is so, and what to do next. */
export function useFindingWords(): (finding: Finding, contacts: readonly ContactStanding[]) => string {
  const say = useWords('readiness')
  const nameOf = useStandingName()
  const language = useLanguage()
  const zone = useMe().person.zone
  return ({ because, contactId, from }, contacts) => {
    const contact = contacts.find(({ id }) => id === contactId)
    return say(`finding.${because}`, {
      contact: contact ? nameOf(contact) : '',
      moment: from ? absolute(new Date(from), { language, zone, style: 'moment', now: new Date() }) : '',
    })
  }
}

/** `SMS (+82***78)`; of a device, whose address says nothing, its label or the channel alone. */
export function useStandingName(): (contact: ContactStanding) => string {
  const terms = useWords('terms')
  return ({ channel, label, address }) => {
    const name = terms(`channel.${channel}`)
    if (channel === 'browser') return name
    const which = label || (channel === 'push' ? '' : address)
    return which ? `${name} (${which})` : name
  }
}
