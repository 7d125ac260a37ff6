import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { id, instant, number, slug } from '../shapes.ts'
import { noteKinds, skipKinds } from './import/found.ts'

const mostOwners = 1_000

/** What becomes of one thing in the file. */
export const ImportedService = z.object({
  /** How the file calls it. */
  ref: z.string(),
  /** Its line and column. */
  place: z.string(),
  does: z.enum(['create', 'change', 'none', 'skip']),
  /** Why it becomes no service, or stays as it is. */
  skip: z.object({ why: z.enum(skipKinds), text: z.string() }).nullable(),
  slug: z.string(),
  name: z.string(),
  /** The owner as the file names it. */
  owner: z.string().nullable(),
  /** Short names: the team it belongs to, and the policy its alerts go to. */
  team: z.string().nullable(),
  policy: z.string().nullable(),
  fields: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
  /** What was left out, or is worth knowing. */
  notes: z.array(z.object({ what: z.enum(noteKinds), text: z.string() })),
})
export type ImportedService = z.output<typeof ImportedService>

export const catalogApi = {
  listServiceChanges: endpoint({
    method: 'GET',
    path: '/api/services/:serviceId/changes',
    does: 'What was deployed to a service, or changed on it, of late? The newest first, as its sources told it.',
    permission: 'services.read',
    input: z.object({
      serviceId: id,
      before: number.optional(),
      limit: z.coerce.number<number>().int().min(1).max(200).default(20),
    }),
    output: z.object({
      changes: z.array(
        z.object({
          id: number,
          at: instant,
          summary: z.string(),
          origin: z.string(),
          links: z.array(z.object({ href: z.string(), text: z.string() })),
        }),
      ),
      nextBefore: number.nullable(),
    }),
    errors: ['not_found'],
  }),
  importServices: endpoint({
    method: 'POST',
    path: '/api/services/import',
    does: 'Take over services from a YAML list or from catalog files of Backstage. It adds and changes, all or nothing, and never removes; `dryRun` only tells what would happen. Of each team only a manager changes the services; those of other teams are left alone, and told.',
    permission: 'services.read',
    input: z.object({
      yaml: z.string(),
      /** Which team (its short name) is meant by an owner of the file; the owner '' stands for none at all. */
      owners: z
        .array(z.object({ owner: z.string().max(200), team: slug }))
        .max(mostOwners)
        .default([]),
      dryRun: z.boolean().default(true),
      /** `seen` of the preview that was looked at: when something else would happen by now, nothing does. */
      seen: z.string().max(100).optional(),
    }),
    output: z.object({
      services: z.array(ImportedService),
      /** Every owner that new services of the file name, with the team that it means; those without one come first. */
      owners: z.array(z.object({ owner: z.string(), team: z.string().nullable(), services: z.int() })),
      created: z.int(),
      changed: z.int(),
      same: z.int(),
      skipped: z.int(),
      seen: z.string(),
      isImported: z.boolean(),
    }),
    errors: ['import_unreadable', 'unknown_reference', 'changed_meanwhile'],
  }),
}
