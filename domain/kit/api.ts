// The kit of a team: what is opened at the beginning of a shift and beside each page.
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { done, id, instant, name, number } from '../shapes.ts'
import { linkFault, linkFaultSay, linkKinds } from '../services/link.ts'
import { bookmarkLimits, tagPattern } from './bookmark.ts'
import { linkStates } from './link-check.ts'

export const Tags = z
  .array(z.string().trim().toLowerCase().regex(tagPattern, 'A tag is one word or a few, with letters and digits'))
  .max(bookmarkLimits.tags)
  .transform((tags) => [...new Set(tags)])

const url = z
  .string()
  .trim()
  .superRefine((text, refusal) => {
    const fault = text === '' ? null : linkFault(text)
    if (fault) refusal.addIssue({ code: 'custom', message: linkFaultSay[fault] })
  })

const note = z.string().trim().max(bookmarkLimits.note)

/** Whether an address still answers: asked about once a day, by any node. Null: there is none, or it was never asked for. */
export const LinkCheck = z.object({
  state: z.enum(linkStates),
  /** Why it is so, in the words of whoever answered. */
  detail: z.string(),
  failingSince: instant.nullable(),
  checkedAt: instant.nullable(),
})

export const Verified = z.object({ at: instant, by: z.string() })

export const Bookmark = z.object({
  id: number,
  teamId: id,
  /** Null: of the team as a whole. */
  serviceId: id.nullable(),
  name: z.string(),
  /** Empty where there is only a text. */
  url: z.string(),
  kind: z.enum(linkKinds),
  /** What it is for, or what there is to know. */
  note: z.string(),
  tags: z.array(z.string()),
  owner: z.object({ id, name: z.string() }).nullable(),
  verified: Verified.nullable(),
  version: z.int(),
  changedBy: z.string(),
  changedAt: instant,
  check: LinkCheck.nullable(),
})
export type Bookmark = z.output<typeof Bookmark>

/** A link that stands in the catalog: it is changed with its service. */
export const KitServiceLink = z.object({
  serviceId: id,
  serviceName: z.string(),
  teamId: id,
  name: z.string(),
  url: z.string(),
  kind: z.enum(linkKinds),
  check: LinkCheck.nullable(),
})

export const RunbookHead = z.object({
  id: number,
  teamId: id,
  serviceId: id.nullable(),
  title: z.string(),
  tags: z.array(z.string()),
  owner: z.object({ id, name: z.string() }).nullable(),
  version: z.int(),
  steps: z.int(),
  verified: Verified.nullable(),
  changedBy: z.string(),
  changedAt: instant,
})

const BookmarkRef = z.object({ bookmarkId: number })

export const kitApi = {
  readKit: endpoint({
    method: 'GET',
    path: '/api/kit',
    does: 'What a team keeps for whoever is on call: bookmarks, runbooks, and the links of its services beside them. Of a service: also what its team keeps for all of them. Of neither: the first thousand of each.',
    permission: 'kit.read',
    input: z.object({ teamId: id.optional(), serviceId: id.optional() }),
    output: z.object({
      bookmarks: z.array(Bookmark),
      links: z.array(KitServiceLink),
      runbooks: z.array(RunbookHead),
      /** There is more than this, and it is read team by team. */
      hasMore: z.boolean(),
    }),
    errors: [],
  }),
  createBookmark: endpoint({
    method: 'POST',
    path: '/api/kit/bookmarks',
    does: 'Keep an address, or a text such as a telephone number, for the team or for one of its services.',
    permission: 'kit.write',
    of: 'team',
    input: z.object({
      teamId: id,
      serviceId: id.nullable().default(null),
      name,
      url: url.default(''),
      kind: z.enum(linkKinds).default('other'),
      note: note.default(''),
      tags: Tags.default([]),
      ownerId: id.nullable().default(null),
    }),
    output: Bookmark,
    errors: ['bookmark_says_nothing', 'unknown_reference', 'kit_full'],
  }),
  changeBookmark: endpoint({
    method: 'PATCH',
    path: '/api/kit/bookmarks/:bookmarkId',
    does: 'Change a bookmark. Of two who change it at once one wins, and the other hears of it.',
    permission: 'kit.write',
    of: 'bookmark',
    input: BookmarkRef.extend({
      /** Which version you saw. */
      version: z.int().min(1),
      serviceId: id.nullable().optional(),
      name: name.optional(),
      url: url.optional(),
      kind: z.enum(linkKinds).optional(),
      note: note.optional(),
      tags: Tags.optional(),
      ownerId: id.nullable().optional(),
    }),
    output: Bookmark,
    errors: ['not_found', 'bookmark_says_nothing', 'unknown_reference', 'changed_meanwhile'],
  }),
  verifyBookmark: endpoint({
    method: 'PUT',
    path: '/api/kit/bookmarks/:bookmarkId/verified',
    does: 'You opened it, and it is still right. Its address is asked again at once.',
    permission: 'kit.write',
    of: 'bookmark',
    input: BookmarkRef,
    output: Bookmark,
    errors: ['not_found'],
  }),
  removeBookmark: endpoint({
    method: 'DELETE',
    path: '/api/kit/bookmarks/:bookmarkId',
    does: 'Take a bookmark out of the kit. What it said stands in the log.',
    permission: 'kit.write',
    of: 'bookmark',
    input: BookmarkRef,
    output: done,
    errors: ['not_found'],
  }),
}
