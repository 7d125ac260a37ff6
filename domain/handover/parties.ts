// Who may turn which key: whoever goes signs, whoever comes accepts, and where one of them is not there somebody who answers for it.
import { handoverTable, whyNotHandOver, type HandoverRefusal, type HandoverState } from './states.ts'

export type HandoverParties = {
  readonly state: HandoverState
  readonly fromId: string | null
  readonly isFromActive: boolean
  readonly toId: string | null
  readonly isToActive: boolean
}

/** Whoever wants to move it: the person, if it is one, whether they manage the schedule's team, and whether they may respond there. */
export type HandoverMover = {
  readonly personId: string | null
  readonly mayManage: boolean
  readonly mayRespond: boolean
}

export type PersonsMove = 'write' | 'sign' | 'ask' | 'answer' | 'accept'

/**
 * May this person do that with this handover now, and if not, why? Where nobody goes or comes, or they are deactivated, a manager does it
 * for them. What was missed is written by whoever of the team finds it; it is better written by somebody than by nobody.
 */
export function whyNotMine(
  move: PersonsMove,
  handover: HandoverParties,
  who: HandoverMover,
): HandoverRefusal | 'handover_not_yours' | null {
  if (!isMine(move, handover, who)) return 'handover_not_yours'
  return whyNotHandOver(move, handover.state)
}

function isMine(move: PersonsMove, handover: HandoverParties, who: HandoverMover): boolean {
  const { state, fromId, toId } = handover
  switch (move) {
    case 'write':
    case 'sign':
    case 'answer': {
      if (who.personId !== null && who.personId === fromId) return true
      const isLeft = fromId === null || !handover.isFromActive
      return (isLeft && who.mayManage) || (isLate(state) && who.mayRespond)
    }
    case 'ask':
    case 'accept':
      if (who.personId !== null && who.personId === toId) return true
      return (toId === null || !handover.isToActive) && who.mayManage && who.personId !== null
  }
}

function isLate(state: HandoverState): boolean {
  return state === 'missed' || state === 'unaccepted'
}

/** What may this person do with it now? */
export function mayDo(handover: HandoverParties, who: HandoverMover): Readonly<Record<PersonsMove, boolean>> {
  const may = (move: PersonsMove) =>
    whyNotMine(move, handover, who) === null && 'to' in handoverTable[handover.state][move]
  return { write: may('write'), sign: may('sign'), ask: may('ask'), answer: may('answer'), accept: may('accept') }
}
