// What may happen to a handover in which state: a complete table, read by actions, the engine, buttons and docs/states.md.

/**
 * `planned`: known to come, not drafted yet. `questioned`: signed, and the incoming person asked something that nobody answered yet.
 * `missed`: nobody wrote it in time; `unaccepted`: it was written, and nobody accepted it in time; both stay until they are done.
 * `called_off`: the schedule no longer changes hands there.
 */
export const handoverStates = [
  'planned',
  'draft',
  'signed',
  'questioned',
  'accepted',
  'missed',
  'unaccepted',
  'called_off',
] as const
export type HandoverState = (typeof handoverStates)[number]

/** `draft`, `pass_valve` and `call_off` are moves of time and of the schedule; people make the others. */
export const handoverMoves = ['draft', 'write', 'sign', 'ask', 'answer', 'accept', 'pass_valve', 'call_off'] as const
export type HandoverMove = (typeof handoverMoves)[number]

export type HandoverRefusal =
  | 'handover_too_early'
  | 'handover_not_signed'
  | 'handover_signed'
  | 'handover_accepted'
  | 'handover_called_off'
  | 'handover_no_question'
/** `nothing`: it leaves everything as it is. */
export type HandoverCell =
  | { readonly to: HandoverState }
  | { readonly not: HandoverRefusal }
  | { readonly nothing: 'drafted' | 'over' | 'begun' }

const over = { nothing: 'over' } as const
const drafted = { nothing: 'drafted' } as const
const begun = { nothing: 'begun' } as const
const unsigned = { not: 'handover_not_signed' } as const
const noQuestion = { not: 'handover_no_question' } as const
const signed = { not: 'handover_signed' } as const

export const handoverTable: Readonly<Record<HandoverState, Readonly<Record<HandoverMove, HandoverCell>>>> = {
  planned: {
    draft: { to: 'draft' },
    write: { to: 'planned' },
    sign: { not: 'handover_too_early' },
    ask: unsigned,
    answer: noQuestion,
    accept: unsigned,
    pass_valve: { to: 'missed' },
    call_off: { to: 'called_off' },
  },
  draft: {
    draft: drafted,
    write: { to: 'draft' },
    sign: { to: 'signed' },
    ask: unsigned,
    answer: noQuestion,
    accept: unsigned,
    pass_valve: { to: 'missed' },
    call_off: { to: 'called_off' },
  },
  signed: {
    draft: drafted,
    write: { to: 'signed' }, // what the reader has seen is outdated then, and accepting it says so
    sign: signed,
    ask: { to: 'questioned' },
    answer: noQuestion,
    accept: { to: 'accepted' },
    pass_valve: { to: 'unaccepted' },
    call_off: { to: 'called_off' },
  },
  questioned: {
    draft: drafted,
    write: { to: 'questioned' },
    sign: signed,
    ask: { to: 'questioned' },
    answer: { to: 'signed' },
    accept: { to: 'accepted' }, // whoever asked may know the answer by now
    pass_valve: { to: 'unaccepted' },
    call_off: { to: 'called_off' },
  },
  accepted: {
    draft: drafted,
    write: { not: 'handover_accepted' },
    sign: { not: 'handover_accepted' },
    ask: { not: 'handover_accepted' },
    answer: { not: 'handover_accepted' },
    accept: { not: 'handover_accepted' },
    pass_valve: over,
    call_off: over,
  },
  missed: {
    draft: drafted,
    write: { to: 'missed' },
    sign: { to: 'unaccepted' }, // late is better than never: it stays visible until somebody writes it, and then takes it
    ask: unsigned,
    answer: noQuestion,
    accept: unsigned,
    pass_valve: begun,
    call_off: begun,
  },
  unaccepted: {
    draft: drafted,
    write: { to: 'unaccepted' },
    sign: signed,
    ask: { to: 'unaccepted' },
    answer: { to: 'unaccepted' },
    accept: { to: 'accepted' },
    pass_valve: begun,
    call_off: begun,
  },
  called_off: {
    draft: { not: 'handover_called_off' },
    write: { not: 'handover_called_off' },
    sign: { not: 'handover_called_off' },
    ask: { not: 'handover_called_off' },
    answer: { not: 'handover_called_off' },
    accept: { not: 'handover_called_off' },
    pass_valve: over,
    call_off: over,
  },
}

/** May this be done with a handover that stands so, and if not, why? The same answer for the action and for the button. */
export function whyNotHandOver(move: HandoverMove, state: HandoverState): HandoverRefusal | null {
  const cell = handoverTable[state][move]
  return 'not' in cell ? cell.not : null
}

/** How does it stand after this move? As before, where the move changes nothing. */
export function afterMove(move: HandoverMove, state: HandoverState): HandoverState {
  const cell = handoverTable[state][move]
  return 'to' in cell ? cell.to : state
}

/** While it stands so and its time has come, whoever goes is paged beside whoever came. */
export const coveringStates = ['planned', 'draft', 'signed', 'questioned'] as const satisfies readonly HandoverState[]

/** Does somebody still have to do something about it? */
export function isHandoverOpen(state: HandoverState): boolean {
  return state !== 'accepted' && state !== 'called_off'
}
