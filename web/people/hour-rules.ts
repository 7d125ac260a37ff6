// Rules that hold in some hours, as groups: one set of hours, and a grid of contact by priority for it.
import type { Restriction } from '../schedules/restriction-draft.ts'
import { priorities } from '../../domain/paging/priority.ts'
import { usedOf, withCell, type ContactRule, type Contacts, type Grid } from './rules.ts'

export type HourGroup = { readonly within: readonly Restriction[]; readonly grid: Grid }

/** The rules with hours, those of the same hours together; in the grid null says nothing: then it is as usual. */
export function groupsOf({ contacts, rules }: Pick<Contacts, 'contacts' | 'rules'>): readonly HourGroup[] {
  const used = new Set(usedOf(contacts).map(({ id }) => id))
  const shown = rules.filter(({ within, contactId }) => within && used.has(contactId))
  return [...Map.groupBy(shown, ({ within }) => JSON.stringify(within)).values()].map((theirs) => ({
    within: [...(theirs[0]?.within ?? [])],
    grid: theirs.reduce<Grid>((grid, rule) => withCell(grid, rule, rule.afterMinutes), emptyGrid(contacts)),
  }))
}

/** Rules of some hours on contacts that are not used now: they are kept. */
export function restingRules({ contacts, rules }: Pick<Contacts, 'contacts' | 'rules'>): ContactRule[] {
  const used = new Set(usedOf(contacts).map(({ id }) => id))
  return rules.filter(({ within, contactId }) => within && !used.has(contactId))
}

export function emptyGrid(contacts: Contacts['contacts']): Grid {
  const none = Object.fromEntries(usedOf(contacts).map(({ id }) => [id, null]))
  return { P1: none, P2: none, P3: none, P4: none }
}

/** The rules that these groups say. */
export function rulesOfGroups(groups: readonly HourGroup[]): ContactRule[] {
  return groups.flatMap(({ within, grid }) =>
    priorities.flatMap((priority) =>
      Object.entries(grid[priority]).flatMap(([contactId, afterMinutes]) =>
        afterMinutes === null ? [] : [{ priority, contactId, afterMinutes, within: [...within] }],
      ),
    ),
  )
}

/** Does it say nothing at all? Then saving it would lose it. */
export function isEmptyGroup({ grid }: HourGroup): boolean {
  return priorities.every((priority) => Object.values(grid[priority]).every((minutes) => minutes === null))
}
