import * as z from 'zod'
import { roomCarriers } from './channels.ts'
import { id, instant, language, name, slug, zone } from '../shapes.ts'

/** A room, topic, webhook or mail list of a team, which steps of policies may tell. */
export const TeamChannel = z.object({
  id,
  slug,
  teamId: id,
  name,
  channel: z.enum(roomCarriers),
  /** The id of a room, a webhook's address, a topic or a mail address; masked for whoever does not manage the team. */
  address: z.string(),
  language,
  /** Every time in its messages is written in it. */
  zone,
  /** A code that was sent there came back. Only then is it told. */
  isProven: z.boolean(),
  createdAt: instant,
})
export type TeamChannel = z.output<typeof TeamChannel>
