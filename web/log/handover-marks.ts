// The drawings before entries about handovers and shifts.
import type { HandoverEntryFacts } from '../../domain/log/handover-facts.ts'
import type { Mark } from './entry-marks.ts'

const calm: Mark = { icon: 'handover', tone: 'calm' }

export const handoverMarks = {
  handover_drafted: calm,
  handover_changed: calm,
  handover_called_off: calm,
  handover_written: calm,
  handover_signed: { icon: 'handover', tone: 'info' },
  handover_asked: { icon: 'handover', tone: 'info' },
  handover_answered: calm,
  handover_accepted: { icon: 'check', tone: 'ok' },
  handover_accepted_for: { icon: 'check', tone: 'ok' },
  handover_late: { icon: 'warning', tone: 'warning' },
  handover_missed: { icon: 'warning', tone: 'warning' },
  handover_passed: calm,
  handover_set: calm,
  handover_switched_off: calm,
  shift_not_ready: { icon: 'warning', tone: 'warning' },
  shift_reviewed: calm,
  alert_handed_over: calm,
  task_handed_over: calm,
  role_offered_with_shift: { icon: 'handover', tone: 'info' },
  follow_up_handed_over: calm,
} satisfies Readonly<Record<keyof HandoverEntryFacts, Mark>>
