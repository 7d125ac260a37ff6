// Why a calendar was not read, as the log and refusals tell it, with what to do next. The web has its own words.
import { calendarLimits } from '../../domain/calendars/event.ts'
import type { Failure, FailureCode } from '../../domain/calendars/follow.ts'

export function failureWords({ because, detail }: Failure): string {
  if (detail === '') return words[because]
  return `${words[because]} (${/^\d+$/.test(detail) ? `line ${detail}` : detail})`
}

const { bytes, events } = calendarLimits
const words: Readonly<Record<FailureCode, string>> = {
  not_a_calendar: 'This is no iCalendar file. Copy the address of the export that ends in .ics.',
  cut_off: 'The file breaks off in the middle. Export it again.',
  too_large: `The file is larger than ${bytes / 1_000_000} MB. Export a shorter period.`,
  too_many_events: `There are more than ${events} events between a month ago and a year ahead. Export a calendar of on-call alone.`,
  takes_too_long: 'Reading it takes too long. Look for events that recur without end, and export it again.',
  too_deep: 'Its parts are nested too deeply to be a calendar. Export it again.',
  no_address: 'It has no address yet. Enter the address of the export.',
  unreachable: 'Its server does not answer.',
  not_let_out: 'Baton may not call this address.',
  not_there: 'There is nothing at this address any more. Copy it again from the other program.',
  not_allowed: 'The server does not let Baton read it. Copy the secret address, the one that works without signing in.',
  answers_badly: 'Its server answers with an error.',
  redirects: 'The address leads on and on. Enter the final one.',
  demo_calls_nobody: 'A demo calls nobody. Upload a file instead.',
  emptied: 'All that was to come has gone from it. If that is meant, remove the calendar from the schedule.',
}
