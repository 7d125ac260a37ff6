// Rules for reaching somebody, as a grid of contact by priority. The same reading as domain/paging/rules.ts: a priority
// without a rule means every contact at once.
import { priorities } from '../../domain/paging/priority.ts'
import { contactsUsed } from '../../domain/paging/rules.ts'
import type { EndpointOutput } from '../api.ts'

export type Contacts = EndpointOutput<'getContacts'>
export type Contact = Contacts['contacts'][number]
export type ContactRule = Contacts['rules'][number]
export type Priority = ContactRule['priority']

/** After how many minutes each contact is used, for each priority; null when it is not. Only contacts that are used at all. */
export type Grid = Readonly<Record<Priority, Readonly<Record<string, number | null>>>>

/** Which contacts does a page use? Those that are on, and proven where any is. */
export function usedOf(contacts: readonly Contact[]): readonly Contact[] {
  return contactsUsed(contacts.filter((contact) => contact.isEnabled))
}

/** How is this person usually reached, as the pages read it? Rules of some hours stand apart. */
export function gridOf({ contacts, rules }: Pick<Contacts, 'contacts' | 'rules'>): Grid {
  const used = usedOf(contacts)
  return forEachPriority((priority) => {
    const chosen = rules.filter((rule) => rule.priority === priority && !rule.within)
    const counting = chosen.filter((rule) => used.some((contact) => contact.id === rule.contactId))
    return Object.fromEntries(
      used.map(({ id }) => {
        const rule = counting.find((each) => each.contactId === id)
        return [id, counting.length === 0 ? 0 : (rule?.afterMinutes ?? null)]
      }),
    )
  })
}

/** The rules without hours that say what the grid says. Contacts that are not used keep theirs; "all at once" needs no rule, so that a new contact joins in. */
export function rulesOf(grid: Grid, { contacts, rules }: Pick<Contacts, 'contacts' | 'rules'>): ContactRule[] {
  const used = new Set(usedOf(contacts).map(({ id }) => id))
  const off = new Set(contacts.flatMap(({ id }) => (used.has(id) ? [] : [id])))
  return priorities.flatMap((priority) => {
    const column = Object.entries(grid[priority])
    const kept = rules.filter((rule) => rule.priority === priority && !rule.within && off.has(rule.contactId))
    if (isAllAtOnce(grid, priority) && kept.length === 0) return []
    const written = column.flatMap(([contactId, afterMinutes]) =>
      afterMinutes === null ? [] : [{ priority, contactId, afterMinutes }],
    )
    return [...written, ...kept]
  })
}

export function withCell(grid: Grid, at: { priority: Priority; contactId: string }, minutes: number | null): Grid {
  return { ...grid, [at.priority]: { ...grid[at.priority], [at.contactId]: minutes } }
}

/** Priorities for which no contact is left: Baton then uses all of them at once. */
export function emptyPriorities(grid: Grid): readonly Priority[] {
  return priorities.filter((priority) => Object.values(grid[priority]).every((minutes) => minutes === null))
}

function isAllAtOnce(grid: Grid, priority: Priority): boolean {
  return Object.values(grid[priority]).every((minutes) => minutes === 0)
}

function forEachPriority<T>(make: (priority: Priority) => T): Readonly<Record<Priority, T>> {
  return { P1: make('P1'), P2: make('P2'), P3: make('P3'), P4: make('P4') }
}
