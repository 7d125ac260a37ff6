// The kit as a file: taken along, and taken over.
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { linkKinds } from '../services/link.ts'
import { id } from '../shapes.ts'
import { refusals } from './import-plan.ts'
import { fileFormats } from './kit-file.ts'

/** One thing of a file, and what becomes of it. */
const Imported = z.object({
  is: z.enum(['bookmark', 'runbook']),
  name: z.string(),
  /** Empty where there is only a text. */
  url: z.string(),
  kind: z.enum(linkKinds),
  /** Null: of the team as a whole. */
  serviceId: id.nullable(),
  tags: z.array(z.string()),
  does: z.enum(['add', 'there', 'refuse']),
  /** Why it is refused. `not_web`: its address is none that a browser opens from a page; `differs`: a runbook of this title has another text. */
  why: z.enum(refusals).nullable(),
})

export const kitExchangeApi = {
  exportKit: endpoint({
    method: 'GET',
    path: '/api/kit/export',
    does: 'The kit of a team, or what it keeps for one service, as a file: in Markdown all of it, as bookmarks for browsers its addresses.',
    permission: 'kit.read',
    of: 'team',
    input: z.object({ teamId: id, serviceId: id.optional(), format: z.enum(fileFormats).default('markdown') }),
    output: z.object({
      fileName: z.string(),
      text: z.string(),
      /** How much such a file cannot hold: runbooks, and texts without an address. */
      leftOut: z.int(),
    }),
    errors: ['not_found', 'unknown_reference'],
  }),
  importKit: endpoint({
    method: 'POST',
    path: '/api/kit/import',
    does: 'Take over what stands in a file: Markdown with links under headings, as `exportKit` writes it or anybody, or the bookmark file of a browser. Folders and headings are services of the team by their names, or else tags. It only adds; `dryRun` only tells.',
    permission: 'kit.write',
    of: 'team',
    input: z.object({
      teamId: id,
      /** Where something belongs that names no service. */
      serviceId: id.nullable().default(null),
      text: z.string().max(2_200_000),
      dryRun: z.boolean().default(false),
    }),
    output: z.object({
      format: z.enum(fileFormats),
      things: z.array(Imported),
      added: z.int(),
      there: z.int(),
      refused: z.int(),
      isKept: z.boolean(),
    }),
    errors: ['unknown_reference', 'kit_import_unreadable'],
  }),
}
