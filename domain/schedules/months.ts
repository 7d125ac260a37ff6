// Months of the Gregorian calendar on plain numbers: months since January 1970, days since 1 January 1970.

/** On which day does this month begin? */
export function firstDayOf(month: number): number {
  // Years that begin in March end with the leap day, so that all months before it have fixed places.
  const sinceMarch = month - 2
  const year = 1970 + Math.floor(sinceMarch / 12)
  const monthOfYear = sinceMarch - Math.floor(sinceMarch / 12) * 12
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400)
  return year * 365 + leapDays + Math.floor((153 * monthOfYear + 2) / 5) - MARCH_1970
}

/** In which month lies this day? */
export function monthOf(day: number): number {
  const about = Math.floor(day / DAYS_PER_MONTH)
  // The mean is off by less than two days anywhere in the calendar, so by at most one month.
  if (firstDayOf(about + 1) <= day) return about + 1
  return firstDayOf(about) > day ? about - 1 : about
}

const DAYS_PER_MONTH = 146_097 / 4_800
// 1 March of the year 0 to 1 January 1970.
const MARCH_1970 = 719_468
