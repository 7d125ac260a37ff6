// Runbooks in Markdown: every version is kept, and nobody saves over what they have not seen.
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { done, id, instant, number } from '../shapes.ts'
import { RunbookHead, Tags } from './api.ts'
import { mostLetters } from './runbook.ts'

const title = z.string().trim().min(1, 'Give it a title').max(200)
const body = z.string().max(mostLetters, `A runbook has at most ${mostLetters} letters; make two of it`)

const RunbookRef = z.object({ runbookId: number })
const VersionRef = RunbookRef.extend({ version: z.coerce.number<number>().int().min(1).max(1_000_000) })

export const Runbook = RunbookHead.extend({
  body: z.string(),
  /** Nobody is offered it any more. */
  removedAt: instant.nullable(),
})

const VersionHead = z.object({
  version: z.int(),
  title: z.string(),
  by: z.string(),
  at: instant,
  restoredFrom: z.int().nullable(),
})

export const runbooksApi = {
  getRunbook: endpoint({
    method: 'GET',
    path: '/api/kit/runbooks/:runbookId',
    does: 'One runbook, in Markdown. Items with a box before them are its steps.',
    permission: 'kit.read',
    of: 'runbook',
    input: RunbookRef,
    output: Runbook,
    errors: ['not_found'],
  }),
  createRunbook: endpoint({
    method: 'POST',
    path: '/api/kit/runbooks',
    does: 'Write a runbook for the team, or for one of its services.',
    permission: 'kit.write',
    of: 'team',
    input: z.object({
      teamId: id,
      serviceId: id.nullable().default(null),
      title,
      body: body.default(''),
      tags: Tags.default([]),
      ownerId: id.nullable().default(null),
    }),
    output: Runbook,
    errors: ['unknown_reference', 'kit_full'],
  }),
  saveRunbook: endpoint({
    method: 'PUT',
    path: '/api/kit/runbooks/:runbookId',
    does: 'Save a new version. Whoever saves over a newer one than they saw is refused, and shown what came between.',
    permission: 'kit.write',
    of: 'runbook',
    input: RunbookRef.extend({
      /** Which version you saw. */
      version: z.int().min(1),
      title: title.optional(),
      body: body.optional(),
      serviceId: id.nullable().optional(),
      tags: Tags.optional(),
      ownerId: id.nullable().optional(),
    }),
    output: Runbook,
    errors: ['not_found', 'unknown_reference', 'runbook_changed_meanwhile'],
  }),
  verifyRunbook: endpoint({
    method: 'PUT',
    path: '/api/kit/runbooks/:runbookId/verified',
    does: 'You went through it, and it is still right.',
    permission: 'kit.write',
    of: 'runbook',
    input: RunbookRef,
    output: Runbook,
    errors: ['not_found'],
  }),
  removeRunbook: endpoint({
    method: 'DELETE',
    path: '/api/kit/runbooks/:runbookId',
    does: 'Offer it to nobody any more. Its versions are kept, and what was run by it stays readable.',
    permission: 'kit.write',
    of: 'runbook',
    input: RunbookRef,
    output: done,
    errors: ['not_found'],
  }),
  listRunbookVersions: endpoint({
    method: 'GET',
    path: '/api/kit/runbooks/:runbookId/versions',
    does: 'Who wrote which version when, the newest first; the last 200 of them.',
    permission: 'kit.read',
    of: 'runbook',
    input: RunbookRef,
    output: z.object({ versions: z.array(VersionHead) }),
    errors: ['not_found'],
  }),
  getRunbookVersion: endpoint({
    method: 'GET',
    path: '/api/kit/runbooks/:runbookId/versions/:version',
    does: 'What one version says.',
    permission: 'kit.read',
    of: 'runbook',
    input: VersionRef,
    output: VersionHead.extend({ body: z.string() }),
    errors: ['not_found'],
  }),
  restoreRunbookVersion: endpoint({
    method: 'POST',
    path: '/api/kit/runbooks/:runbookId/versions/:version/restore',
    does: 'Bring an earlier version back, as a new one. Also brings back a runbook that was removed.',
    permission: 'kit.write',
    of: 'runbook',
    input: VersionRef.extend({
      /** Which version holds, as you saw it. */
      seen: z.int().min(1),
    }),
    output: Runbook,
    errors: ['not_found', 'runbook_changed_meanwhile'],
  }),
  renewKitSecret: endpoint({
    method: 'POST',
    path: '/api/teams/:teamId/kit-secret',
    does: 'Make the secret with which calls of the steps of runbooks are signed (Standard Webhooks). It is shown once; the one before it no longer holds.',
    permission: 'teams.manage',
    of: 'team',
    input: z.object({ teamId: id }),
    output: z.object({ secret: z.string() }),
    errors: ['not_found'],
  }),
}
