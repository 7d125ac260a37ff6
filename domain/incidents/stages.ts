// Where an incident stands and where it may go from there: a complete table, read by actions, buttons and docs/states.md.

/** The five stages, in the order of the aims: restore service, keep what will be needed, find the cause. */
export const stages = ['triage', 'coordination', 'mitigation', 'resolution', 'follow_up'] as const
export type Stage = (typeof stages)[number]

/** How an incident ends. A merged one goes on as another. */
export const ends = ['closed', 'dismissed', 'merged'] as const
export type End = (typeof ends)[number]

export const incidentStates = [...stages, ...ends] as const
export type IncidentState = Stage | End

/**
 * What kind of move it is. `advance` is to the next stage, `skip` over one; `back` undoes either. `close` is after all is done,
 * `dismiss` says that there was nothing, `merge` that it is the same as another, `reopen` that it was not over.
 */
export const moveKinds = ['advance', 'skip', 'back', 'close', 'dismiss', 'merge', 'reopen'] as const
export type MoveKind = (typeof moveKinds)[number]

export type MoveRefusal =
  'incident_there_already' | 'incident_not_resolved' | 'incident_was_real' | 'incident_is_over' | 'incident_merged'
export type MoveCell = { readonly move: MoveKind } | { readonly not: MoveRefusal }

const advance = { move: 'advance' } as const
const skip = { move: 'skip' } as const
const back = { move: 'back' } as const
const reopen = { move: 'reopen' } as const
const merge = { move: 'merge' } as const
const here = { not: 'incident_there_already' } as const
const unresolved = { not: 'incident_not_resolved' } as const
const real = { not: 'incident_was_real' } as const
const over = { not: 'incident_is_over' } as const
const elsewhere = { not: 'incident_merged' } as const

/** From the state of the row to that of the column. */
export const moveTable: Readonly<Record<IncidentState, Readonly<Record<IncidentState, MoveCell>>>> = {
  triage: {
    triage: here,
    coordination: advance,
    mitigation: skip,
    resolution: skip,
    follow_up: skip,
    closed: unresolved,
    dismissed: { move: 'dismiss' },
    merged: merge,
  },
  coordination: {
    triage: back,
    coordination: here,
    mitigation: advance,
    resolution: skip,
    follow_up: skip,
    closed: unresolved,
    dismissed: { move: 'dismiss' }, // whoever was called is stood down, and the reason is told to them
    merged: merge,
  },
  mitigation: {
    triage: back,
    coordination: back,
    mitigation: here,
    resolution: advance,
    follow_up: skip,
    closed: unresolved,
    dismissed: real,
    merged: merge,
  },
  resolution: {
    triage: back,
    coordination: back,
    mitigation: back,
    resolution: here,
    follow_up: advance,
    closed: { move: 'close' }, // where no follow-up is owed
    dismissed: real,
    merged: merge,
  },
  follow_up: {
    triage: back,
    coordination: back,
    mitigation: back,
    resolution: back,
    follow_up: here,
    closed: { move: 'close' },
    dismissed: real,
    merged: merge,
  },
  closed: {
    triage: reopen,
    coordination: reopen,
    mitigation: reopen,
    resolution: reopen,
    follow_up: reopen,
    closed: here,
    dismissed: over,
    merged: over,
  },
  dismissed: {
    triage: reopen,
    coordination: reopen,
    mitigation: reopen,
    resolution: over,
    follow_up: over,
    closed: over,
    dismissed: here,
    merged: merge, // it was nothing of its own: it belongs to another
  },
  merged: {
    triage: elsewhere,
    coordination: elsewhere,
    mitigation: elsewhere,
    resolution: elsewhere,
    follow_up: elsewhere,
    closed: elsewhere,
    dismissed: elsewhere,
    merged: elsewhere,
  },
}

/** Is somebody still to do something about it? */
export function isUnderWay(state: IncidentState): state is Stage {
  return (stages as readonly IncidentState[]).includes(state)
}

/** Does it still hurt: has nobody said yet that it is mitigated? Until then rest and paperwork wait. */
export function isAcute(state: IncidentState): boolean {
  return state === 'triage' || state === 'coordination' || state === 'mitigation'
}

/** The stages that a move leaves behind unfinished: where it starts, and those it passes over. */
export function passed(from: IncidentState, to: IncidentState): readonly Stage[] {
  if (!isUnderWay(from)) return []
  const until = to === 'closed' ? stages.length : isUnderWay(to) ? stages.indexOf(to) : 0
  return stages.slice(stages.indexOf(from), until)
}
