import * as z from 'zod'
import { roomCarriers } from '../paging/channels.ts'
import { language, name, slug, zone } from '../shapes.ts'

/** A channel of a team. What a file brings is unproven: it is told once a code that was sent there came back. */
export const ChannelText = z.strictObject({
  slug,
  name,
  team: slug,
  channel: z.enum(roomCarriers),
  address: z.string().trim().min(1).max(2000),
  language: language.optional(),
  zone: zone.optional(),
})
