import * as z from 'zod'
import { EvidenceList } from '../services/evidence.ts'
import { AlertSettings } from '../services/service.ts'
import { name, slug } from '../shapes.ts'

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
})
