// Refusals about what is written into a timeline, and about a role that is handed over.

export const timelineProblems = {
  entry_not_a_note: { status: 409, say: 'Only notes are corrected. Write a note that says what is right.' },
  note_not_yours: {
    status: 403,
    say: 'Whoever wrote this note corrects it, or a manager. Write a note of your own beside it.',
  },
  note_corrected_meanwhile: {
    status: 409,
    say: 'Somebody corrected this note meanwhile. Read what it says now, then decide again.',
  },
  note_too_long: { status: 422, say: 'A note in the log of a team has 4,000 characters at most. Write a second one.' },
  happened_in_future: { status: 422, say: 'This moment is still to come. Say when it happened.' },
  pins_full: { status: 409, say: 'So many entries are pinned that none stands out. Unpin one first.' },
  role_not_yours: {
    status: 409,
    say: 'Only whoever has this role can offer it. See who has it now, or take it over yourself.',
  },
  offer_to_yourself: { status: 409, say: 'You have this role already. Choose somebody else.' },
  offer_open: {
    status: 409,
    say: 'This role is offered to somebody already. Withdraw that offer first, or wait for their answer.',
  },
  offer_not_yours: { status: 403, say: 'This offer is between two others. They answer it, or withdraw it.' },
  offer_withdrawn: { status: 409, say: 'The offer was withdrawn, and nothing changed. Ask whoever has the role.' },
  offer_answered: { status: 409, say: 'The offer was answered already. See who has the role now.' },
  offer_lapsed: {
    status: 409,
    say: 'Whoever offered the role no longer has it. See who does; if it is nobody, take it yourself.',
  },
  person_inactive: { status: 409, say: 'This person is deactivated. Choose somebody who can answer.' },
} as const
