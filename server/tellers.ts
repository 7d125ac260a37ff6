import type { Teller } from './notices/store.ts'
import { tellOfUpdate, updateIsDue } from './incidents/reminding.ts'
import { ratingIsAsked, tellOfRating } from './incidents/ratings.ts'
import { riskIsOver, tellOfRisk } from './incidents/risks.ts'
import { noisyRules, tellOfNoise } from './alerts/noise-notices.ts'
import { silenceLapses, tellOfLapse } from './alerts/silence-notices.ts'
import { coverTellers } from './schedules/cover-teller.ts'
import { troublesNotice, troublesTeller } from './schedules/tell-troubles.ts'
import { calendarFailing, tellOfCalendar } from './schedules/calendar-notices.ts'
import { troubleTellers } from './operations/trouble-notices.ts'
import { contactGone, contactGoneTeller } from './paging/contact-gone.ts'

/** Who puts each kind of notice into words when it is sent. */
export const tellers: Readonly<Record<string, Teller>> = {
  ...coverTellers,
  [troublesNotice]: troublesTeller,
  [calendarFailing]: tellOfCalendar,
  [contactGone]: contactGoneTeller,
  [silenceLapses]: tellOfLapse,
  [noisyRules]: tellOfNoise,
  [updateIsDue]: tellOfUpdate,
  [riskIsOver]: tellOfRisk,
  [ratingIsAsked]: tellOfRating,
  ...troubleTellers,
}
