import type { SummaryAsk } from '../../../domain/incidents/summary.ts'
import { toLocalText } from '../../schedules/zoned.ts'
import { useMe } from '../../shell/me.ts'
import { useNow } from '../../ui/Time.tsx'
import { absolute } from '../../ui/time-words.ts'
import { useLanguage } from '../../words/words.ts'
import type { Detail } from '../may.ts'
import { useNames } from './names.ts'

/** What a summary is asked with, here and now. */
export function useAsk(incident: Detail): SummaryAsk {
  const language = useLanguage()
  const { zone } = useMe().person
  const now = useNow()
  const names = useNames()
  const dayOf = (ms: number) => toLocalText(zone, ms).slice(0, 10)
  const moment = (iso: string) => {
    const style = dayOf(Date.parse(iso)) === dayOf(now.getTime()) ? 'clock' : 'moment'
    return absolute(new Date(iso), { language, zone, style, now })
  }
  return { incident, now: now.toISOString(), language, names, moment }
}
