// The marks of entries about the kit.
import type { LogAddressFacts } from '../../domain/log/address-facts.ts'
import type { KitEntryFacts } from '../../domain/log/kit-facts.ts'
import type { Mark } from './entry-marks.ts'

const calm = (icon: Mark['icon']): Mark => ({ icon, tone: 'calm' })

export const kitMarks: Readonly<Record<keyof KitEntryFacts, Mark>> = {
  bookmark_added: calm('link'),
  bookmark_changed: calm('link'),
  bookmark_removed: calm('link'),
  kit_verified: calm('ok'),
  kit_imported: calm('link'),
  kit_secret_renewed: calm('key'),
  link_died: { icon: 'warning', tone: 'warning' },
  link_answers: { icon: 'ok', tone: 'ok' },
  runbook_written: calm('book'),
  runbook_saved: calm('book'),
  runbook_restored: calm('book'),
  runbook_removed: calm('book'),
  runbook_opened: { icon: 'book', tone: 'info' },
  step_ticked: { icon: 'check', tone: 'ok' },
  step_unticked: { icon: 'again', tone: 'warning' },
  step_called: { icon: 'send', tone: 'info' },
  step_call_answered: { icon: 'ok', tone: 'ok' },
  step_call_failed: { icon: 'warning', tone: 'warning' },
  step_call_lost: { icon: 'warning', tone: 'warning' },
}

export const logAddressMarks: Readonly<Record<keyof LogAddressFacts, Mark>> = {
  log_address_made: calm('key'),
  log_address_renewed: calm('key'),
  log_address_removed: calm('key'),
}
