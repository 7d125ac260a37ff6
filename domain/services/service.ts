import * as z from 'zod'
import { groupings } from './grouping.ts'
import { linkFault, linkFaultSay, linkKinds, linkLimits } from './link.ts'
import { tiers } from './tier.ts'
import { id, name, slug } from '../shapes.ts'

export const Grouping = z.enum(groupings)
export const GroupLabels = z.array(z.string().min(1, 'Write the name of a label').max(1024)).max(8)
const spanMinutes = z.int().min(0).max(1440)

/** How the alerts of a service become pages. */
export const AlertSettings = z.object({
  /**
   * `unanswered`: an alert joins the page of this service that nobody has answered yet. `labels`: only one with equal values of
   * `groupLabels`. `map`: also that of a service which this one depends on. `none`: each rings for itself.
   */
  grouping: Grouping,
  groupLabels: GroupLabels,
  /** For so long after a page began it takes in what belongs to it, also when somebody has it already. */
  groupMinutes: spanMinutes,
  /** An alert that comes back so soon after it was closed is the same one again; with 0 it is a new one. */
  watchMinutes: spanMinutes,
  /** From so many new alerts within ten minutes on they are told as one; 0 is never. */
  floodLimit: z.int().min(0).max(1_000_000),
  /** What this service cannot do without. */
  dependsOn: z.array(id).max(100),
})
export type AlertSettings = z.output<typeof AlertSettings>

export const Tier = z.literal(tiers)

/** Somewhere else that belongs to it. The address is one that a browser opens without harm. */
export const ServiceLink = z.object({
  name: z.string().trim().min(1, 'Give the link a name').max(linkLimits.name),
  url: z
    .string()
    .trim()
    .superRefine((url, refusal) => {
      const fault = linkFault(url)
      if (fault) refusal.addIssue({ code: 'custom', message: linkFaultSay[fault] })
    }),
  kind: z.enum(linkKinds),
})
export const ServiceLinks = z
  .array(ServiceLink)
  .max(linkLimits.links, `A service has at most ${linkLimits.links} links`)

/** What is watched. A service belongs to one team and always names the policy its alerts go to. */
export const Service = z.object({
  id,
  slug,
  name,
  description: z.string().max(2000),
  teamId: id,
  policyId: id,
  /** How much depends on it: 1 the most, 4 the least; null: nobody has said. */
  tier: Tier.nullable(),
  ...AlertSettings.shape,
  openAlerts: z.int(),
})
export type Service = z.output<typeof Service>

/** With where else it is looked at and mended, in the order that the team gave. */
export const ServiceDetail = Service.extend({ links: z.array(ServiceLink) })
export type ServiceDetail = z.output<typeof ServiceDetail>
