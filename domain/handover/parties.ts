// Who may turn which key: whoever goes signs, whoever comes accepts, and where one of them is not there somebody who answers for it.
import { handoverTable, isHandoverOpen, whyNotHandOver, type HandoverRefusal, type HandoverState } from './states.ts'

export type HandoverParties = {
  readonly state: HandoverState
  readonly fromId: string | null
  readonly isFromActive: boolean
  readonly toId: string | null
  readonly isToActive: boolean
  /** It was not accepted in time, whatever became of it since. */
  readonly wasMissed: boolean
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
 * for them. What was missed is written by whoever of the team finds it, and accepted by whoever comes or by a manager: it is better done by
 * somebody than by nobody.
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
  const { fromId, toId, wasMissed } = handover
  switch (move) {
    case 'write':
    case 'sign':
    case 'answer': {
      if (who.personId !== null && who.personId === fromId) return true
      const isLeft = fromId === null || !handover.isFromActive
      return (isLeft && who.mayManage) || (wasMissed && who.mayRespond)
    }
    case 'ask':
    case 'accept':
      if (who.personId !== null && who.personId === toId) return true
      return (!isTakerThere(handover) || wasMissed) && who.mayManage && who.personId !== null
  }
}

function isTakerThere({ toId, isToActive }: HandoverParties): boolean {
  return toId !== null && isToActive
}

/**
 * Would this person accept in the place of somebody who comes, and has not accepted in time? Then it only is closed: nothing is theirs by
 * it, and nothing is the other's, who has not read it.
 */
export function isInPlace(handover: HandoverParties, who: HandoverMover): boolean {
  const isOther = isTakerThere(handover) && who.personId !== handover.toId
  return isOther && isHandoverOpen(handover.state) && isMine('accept', handover, who)
}

/** What may this person do with it now? */
export function mayDo(handover: HandoverParties, who: HandoverMover): Readonly<Record<PersonsMove, boolean>> {
  const may = (move: PersonsMove) =>
    whyNotMine(move, handover, who) === null && 'to' in handoverTable[handover.state][move]
  return { write: may('write'), sign: may('sign'), ask: may('ask'), answer: may('answer'), accept: may('accept') }
}
