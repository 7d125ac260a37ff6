import type { Teller } from './notices/store.ts'
import type { Topic } from '../domain/topics.ts'
import { tellOfUpdate, updateIsDue } from './incidents/reminding.ts'
import { updateEndings, updateTellers } from './incidents/telling.ts'
import { ratingIsAsked, tellOfRating } from './incidents/ratings.ts'
import { riskIsOver, tellOfRisk } from './incidents/risks.ts'
import { noisyRules, tellOfNoise } from './alerts/noise-notices.ts'
import { silenceLapses, tellOfLapse } from './alerts/silence-notices.ts'
import { noteMentions, tellOfMention } from './notices/mentions.ts'
import { handoverTellers } from './handover/notices.ts'
import { coverTellers } from './schedules/cover-teller.ts'
import { troublesNotice, troublesTeller } from './schedules/tell-troubles.ts'
import { calendarFailing, tellOfCalendar } from './schedules/calendar-notices.ts'
import { troubleTellers } from './operations/trouble-notices.ts'
import { contactGone, contactGoneTeller } from './paging/contact-gone.ts'
import type { Ending } from './paging/notice-sender.ts'
import { proofTellers } from './paging/proof-timers.ts'
import type { Sealer } from './secrets.ts'
import type { Settings } from './settings.ts'

const tellers: Readonly<Record<string, Teller>> = {
  ...coverTellers,
  ...handoverTellers,
  [troublesNotice]: troublesTeller,
  [calendarFailing]: tellOfCalendar,
  [contactGone]: contactGoneTeller,
  [silenceLapses]: tellOfLapse,
  [noisyRules]: tellOfNoise,
  [updateIsDue]: tellOfUpdate,
  [riskIsOver]: tellOfRisk,
  [noteMentions]: tellOfMention,
  [ratingIsAsked]: tellOfRating,
  ...troubleTellers,
}

/** Who puts each kind of notice into words when it is sent. */
export function tellersOf(sealer: Sealer, settings: Pick<Settings, 'url'>): Readonly<Record<string, Teller>> {
  return { ...tellers, ...proofTellers(sealer), ...updateTellers(sealer, settings) }
}

/** What follows the end of a notice, of the kinds of which somebody waits for it. */
export function endingsOf(
  announce: (topics: readonly Topic[]) => void,
  settings: Pick<Settings, 'isDemo'>,
): Readonly<Record<string, Ending>> {
  return updateEndings(announce, settings)
}
