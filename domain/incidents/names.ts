// How whoever tells of an incident calls its stages, debts, roles and effects: screens and terminal hand in their own words.

export type NameFolder = 'stage' | 'debt' | 'incidentRole' | 'audience' | 'effect'
export type Names = (folder: NameFolder, name: string) => string
