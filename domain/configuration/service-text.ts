import * as z from 'zod'
import { EvidenceList } from '../services/evidence.ts'
import { Skill } from '../people/skills-api.ts'
import { linkKinds, linkLimits } from '../services/link.ts'
import { AlertSettings, ServiceLink, Tier } from '../services/service.ts'
import { email, name, slug } from '../shapes.ts'

export const ExpertText = z
  .strictObject({ person: email.toLowerCase().optional(), skill: Skill.optional() })
  .refine(({ person, skill }) => (person === undefined) !== (skill === undefined), 'Write a person, or a skill')

export const LinkText = z.strictObject({ ...ServiceLink.shape, kind: z.enum(linkKinds).default('other') })

export const ServiceText = z.strictObject({
  slug,
  name,
  description: z.string().max(2000).optional(),
  team: slug,
  policy: slug,
  grouping: AlertSettings.shape.grouping.optional(),
  /** The labels whose equal values share a page. */
  groupBy: AlertSettings.shape.groupLabels.optional(),
  groupMinutes: AlertSettings.shape.groupMinutes.optional(),
  watchMinutes: AlertSettings.shape.watchMinutes.optional(),
  floodLimit: AlertSettings.shape.floodLimit.optional(),
  /** What is to be kept of it in every incident; the whole list. */
  evidence: EvidenceList.optional(),
  dependsOn: z.array(slug).max(100, 'Write at most 100').optional(),
  /** Null: nobody has said. */
  tier: Tier.nullable().optional(),
  /** All of them, in their order. */
  links: z.array(LinkText).max(linkLimits.links, `Write at most ${linkLimits.links}`).optional(),
  /** People, and skills, in the order in which they are asked. */
  experts: z.array(ExpertText).max(30, 'Write at most 30').optional(),
})
