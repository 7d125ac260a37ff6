// Which alert an answer to a page goes to.
import { sql } from 'kysely'

/** Where its alerts are: an exhausted page left them to its alarm. */
const whereTheyAre = sql`coalesce(page.alarm_page_id, page.id)`

/**
 * Of the row `page` in a query, the alert that an answer to it goes to: one that still waits there, else one that somebody has; the one
 * that the page began with, which may be over while others are not, only when none is open.
 */
export const answeredAlert = sql<number>`coalesce(
  (select min(id) from alert where page_id = ${whereTheyAre} and state = 'triggered'),
  (select min(id) from alert where page_id = ${whereTheyAre} and state <> 'closed'),
  page.alert_id)`
