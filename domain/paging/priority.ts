export const priorities = ['P1', 'P2', 'P3', 'P4'] as const
export type PriorityName = (typeof priorities)[number]

/** Those that may wait for the end of somebody's quiet hours; the first rings through them always. */
export const quietPriorities = ['P2', 'P3', 'P4'] as const satisfies readonly PriorityName[]
export type QuietPriority = (typeof quietPriorities)[number]

/** 1 to 4 as the database keeps them, by the name people use. */
export function asPriority(number: number): PriorityName {
  return priorities[number - 1] ?? 'P4'
}

export function priorityNumber(name: PriorityName): number {
  return priorities.indexOf(name) + 1
}
