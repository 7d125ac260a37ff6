import alerts from './en/alerts.json'
import calendars from './en/calendars.json'
import escalation from './en/escalation.json'
import intake from './en/intake.json'
import log from './en/log.json'
import now from './en/now.json'
import paging from './en/paging.json'
import people from './en/people.json'
import reference from './en/reference.json'
import schedules from './en/schedules.json'
import services from './en/services.json'
import shell from './en/shell.json'
import terms from './en/terms.json'
import ui from './en/ui.json'

/** Every word of the product in English, by term. The types of all languages follow from it. */
export const en = {
  alerts,
  calendars,
  escalation,
  intake,
  log,
  now,
  paging,
  people,
  reference,
  schedules,
  services,
  shell,
  terms,
  ui,
}
