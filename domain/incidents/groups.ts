// What an entry of a timeline tells of: so that whoever looks for the moves need not read every note.

export const entryGroups = ['moves', 'people', 'actions', 'updates', 'notes', 'alerts', 'evidence'] as const
export type EntryGroup = (typeof entryGroups)[number]
