// What may happen to a cover request in which state: a complete table, read by actions, buttons, the engine and docs/states.md.

export const coverStates = ['open', 'accepted', 'declined', 'withdrawn', 'expired', 'void'] as const
export type CoverState = (typeof coverStates)[number]

/** The first four are made by people, the others by time and by what happens to the schedule. */
export const coverMoves = ['accept', 'agree', 'decline', 'withdraw', 'expire', 'void'] as const
export type CoverMove = (typeof coverMoves)[number]

export type CoverRefusal = 'cover_taken' | 'cover_declined' | 'cover_withdrawn' | 'cover_expired' | 'cover_void'
export type CoverCell = { readonly to: CoverState } | { readonly not: CoverRefusal }

const to = (state: CoverState): CoverCell => ({ to: state })
const not = (because: CoverRefusal): CoverCell => ({ not: because })

export const coverTable: Readonly<Record<CoverState, Readonly<Record<CoverMove, CoverCell>>>> = {
  open: {
    accept: to('accepted'), // or open, when it is a part to which the asker has to agree
    agree: to('accepted'), // or open, when a part is left
    decline: to('open'), // or declined, when nobody is left who could accept
    withdraw: to('withdrawn'),
    expire: to('expired'),
    void: to('void'),
  },
  accepted: ended('cover_taken'),
  declined: ended('cover_declined'),
  withdrawn: ended('cover_withdrawn'),
  expired: ended('cover_expired'),
  void: ended('cover_void'),
}

/** Nothing leaves an end: whoever still needs somebody asks anew. */
function ended(because: CoverRefusal): Readonly<Record<CoverMove, CoverCell>> {
  const cell = not(because)
  return { accept: cell, agree: cell, decline: cell, withdraw: cell, expire: cell, void: cell }
}

/** The states from which this move is allowed, for conditional writes. */
export function coverStatesAllowing(move: CoverMove): CoverState[] {
  return coverStates.filter((state) => 'to' in coverTable[state][move])
}

/** Whoever wants to move a request: the person, if it is one, and whether they manage the schedule. */
export type CoverMover = { readonly personId: string | null; readonly mayManage: boolean }

type Asked = { readonly state: CoverState; readonly askerId: string; readonly asked: readonly { personId: string }[] }

/**
 * May this request be moved so by this person, and if not, why? The same answer for the action and for the button.
 * Who was asked answers; the asker, or a manager for them, agrees to a part and takes the request back.
 */
export function whyNotCover(
  move: 'accept' | 'agree' | 'decline' | 'withdraw',
  cover: Asked,
  who: CoverMover,
): CoverRefusal | 'cover_not_asked' | 'cover_not_yours' | null {
  const cell = coverTable[cover.state][move]
  switch (move) {
    case 'accept':
    case 'decline':
      if (!cover.asked.some(({ personId }) => personId === who.personId)) return 'cover_not_asked'
      break
    case 'agree':
    case 'withdraw':
      if (cover.askerId !== who.personId && !who.mayManage) return 'cover_not_yours'
  }
  return 'not' in cell ? cell.not : null
}
