import alerts from './ko/alerts.json'
import calendars from './ko/calendars.json'
import escalation from './ko/escalation.json'
import intake from './ko/intake.json'
import log from './ko/log.json'
import now from './ko/now.json'
import paging from './ko/paging.json'
import people from './ko/people.json'
import problems from './ko/problems.json'
import reference from './ko/reference.json'
import schedules from './ko/schedules.json'
import services from './ko/services.json'
import shell from './ko/shell.json'
import terms from './ko/terms.json'
import ui from './ko/ui.json'
import type { Words } from './words.ts'

/** Every word of the product in Korean. `problems` mirrors domain/problems.ts, where the English lies. */
export const ko: Words = {
  alerts,
  calendars,
  escalation,
  intake,
  log,
  now,
  paging,
  people,
  problems,
  reference,
  schedules,
  services,
  shell,
  terms,
  ui,
}
