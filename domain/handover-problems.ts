// Refusals about a handover: whose it is, how it stands, and what changed since it was read.

export const handoverProblems = {
  handover_not_yours: {
    status: 403,
    say: 'This handover is between two others. See on it who signs and who accepts. Once it was missed, a manager of the team may accept it too.',
  },
  handover_too_early: {
    status: 409,
    say: 'It is drafted an hour before the change. Write down now what you want to say, and sign it then.',
  },
  handover_not_signed: {
    status: 409,
    say: 'Whoever goes has not signed it yet. Ask them to; until you accept it they are paged beside you.',
  },
  handover_signed: {
    status: 409,
    say: 'It is signed already, and once is enough. Change the words if something is missing, and they are read again.',
  },
  handover_accepted: {
    status: 409,
    say: 'It was accepted already, and what was open has changed hands. Look who has it now.',
  },
  handover_called_off: {
    status: 409,
    say: 'The schedule has changed, and nothing is handed over here any more. Look at the schedule for who is on call.',
  },
  handover_no_question: { status: 409, say: 'This question is answered, or was not asked. Read the handover again.' },
  handover_questions_full: {
    status: 409,
    say: 'Fifty questions are too many for one handover. Call whoever goes and talk about it.',
  },
  handover_changed: {
    status: 409,
    say: 'Something changed since you read it. Look at what is marked as new, then accept again.',
  },
  shift_not_yours: {
    status: 403,
    say: 'Whoever worked a shift says how heavy it was. Write a note in the log instead.',
  },
} as const
