// Findings as English sentences, with what helps: for terminals and programs. The web says them in the reader's language.
import type { Finding } from './balance-api.ts'
import type { Found } from './quality.ts'

/** The finding with its sentence and its next step. */
export function findingWords(found: Found): Finding {
  switch (found.code) {
    case 'nobody_planned':
      return { ...found, next: 'edit', says: 'Nobody is planned at all.' }
    case 'nobody_from':
      return { ...found, next: 'edit', says: `Nobody is planned from ${found.from.toString()} on.` }
    case 'nobody_at_hours': {
      const days = daysWords(found.weekdays)
      const says = `Nobody from ${found.fromTime} until ${found.untilTime}, beginning ${days}: ${found.times} times.`
      return { ...found, next: 'edit', says }
    }
    case 'single_person':
      return { ...found, next: 'people', says: `${found.personName} is alone: nobody takes turns with them.` }
    case 'few_people': {
      const share = Math.round(100 / found.people)
      const says = `${found.people} people take turns, so each is on call ${share} % of the time. Fewer than 5 make holidays hard.`
      return { ...found, next: 'people', says }
    }
    case 'uneven': {
      const says = `${found.personName} carries ${found.percent} % of the ${found.measure}; equal would be ${found.equalPercent} %.`
      return { ...found, next: 'edit', says }
    }
    case 'no_secondary':
      return { ...found, next: 'edit', says: 'No secondary: when the primary does not answer, nobody is next.' }
    case 'long_turns': {
      const alone = found.hasSecondary ? '' : ' without a secondary'
      return { ...found, next: 'edit', says: `Turns of ${found.days} days${alone} (${found.rotationName}).` }
    }
    case 'long_stretch':
      return { ...found, next: 'edit', says: `${found.personName} is on call for ${found.days} days on end.` }
    case 'short_rest':
      return {
        ...found,
        next: 'edit',
        says: `${found.personName} has a rest of ${found.hours} hours between two shifts.`,
      }
    case 'handover_at_night':
      return { ...found, next: 'edit', says: `Shifts begin at ${found.time} for ${found.personName} (${found.zone}).` }
  }
}

const names = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays']

function daysWords(weekdays: readonly number[]): string {
  if (weekdays.length === 7) return 'every day'
  if (weekdays.join() === '1,2,3,4,5') return 'on weekdays'
  if (weekdays.join() === '6,7') return 'on weekends'
  return `on ${weekdays.map((weekday) => names[weekday - 1]).join(', ')}`
}
