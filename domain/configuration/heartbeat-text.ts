import * as z from 'zod'
import {
  alertMessage,
  cron,
  everyMinutes,
  failWords,
  graceMinutes,
  heartbeatDescription,
  heartbeatSlug,
  tags,
} from '../intake/heartbeats/heartbeat.ts'
import { name, priority, slug, zone } from '../shapes.ts'

/** A heartbeat as a file has it. */
export const HeartbeatText = z
  .strictObject({
    /** One name for each source. */
    source: slug,
    slug: heartbeatSlug,
    name,
    description: heartbeatDescription.optional(),
    /** Minutes after the last check-in; or a cron expression. */
    every: everyMinutes.optional(),
    cron: cron.optional(),
    zone: zone.optional(),
    grace: graceMinutes.optional(),
    priority: priority.optional(),
    message: alertMessage.optional(),
    tags: tags.optional(),
    failWords: failWords.optional(),
    paused: z.boolean().optional(),
  })
  .refine(({ every: minutes, cron: by }) => (minutes === undefined) !== (by === undefined), {
    path: ['every'],
    message: 'Say every (minutes) or cron, and not both',
  })

/** `cron/backup`: its short name stands for it within its source alone. */
export function heartbeatKey(named: { readonly source: string; readonly slug: string }): string {
  return `${named.source}/${named.slug}`
}
