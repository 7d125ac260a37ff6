import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { done, id, name, nothing, number, slug } from '../shapes.ts'
import { keyForms } from './key-life.ts'
import { MailRules } from './mail-rules.ts'
import { Mapping } from './mapping.ts'
import { FloodLimit, Source, dialects, usualFloodLimit } from './source.ts'

export const intakeApi = {
  listSources: endpoint({
    method: 'GET',
    path: '/api/sources',
    does: 'Where do alerts come from?',
    permission: 'sources.read',
    input: nothing,
    output: z.object({ sources: z.array(Source) }),
    errors: [],
  }),
  getSource: endpoint({
    method: 'GET',
    path: '/api/sources/:sourceId',
    does: 'One source, and how many of its alerts are open.',
    permission: 'sources.read',
    of: 'source',
    input: z.object({ sourceId: id }),
    output: z.object({ source: Source, openAlerts: z.int(), mailDomain: z.string().nullable() }),
    errors: ['not_found'],
  }),
  createSource: endpoint({
    method: 'POST',
    path: '/api/sources',
    does: 'Add a source for a service; its key is shown this once.',
    permission: 'sources.manage',
    of: 'service',
    input: z.object({
      slug,
      name,
      serviceId: id,
      dialect: z.enum(dialects),
      mapping: Mapping.nullish(),
      keyForm: z.enum(keyForms).default('plain'),
      mailRules: MailRules.nullish(),
      floodLimit: FloodLimit.default(usualFloodLimit),
    }),
    output: z.object({ source: Source, key: z.string() }),
    errors: ['slug_taken', 'unknown_reference'],
  }),
  changeSource: endpoint({
    method: 'PATCH',
    path: '/api/sources/:sourceId',
    does: 'Rename a source, change its mapping, its rules for mail or its flood limit, switch it off or on.',
    permission: 'sources.manage',
    of: 'source',
    input: z.object({
      sourceId: id,
      name: name.optional(),
      mapping: Mapping.nullish(),
      mailRules: MailRules.nullish(),
      floodLimit: FloodLimit.optional(),
      isEnabled: z.boolean().optional(),
    }),
    output: Source,
    errors: ['not_found'],
  }),
  removeSource: endpoint({
    method: 'DELETE',
    path: '/api/sources/:sourceId',
    does: 'Remove a source. Its alerts stay.',
    permission: 'sources.manage',
    of: 'source',
    input: z.object({ sourceId: id }),
    output: done,
    errors: ['not_found'],
  }),
  sendTestAlert: endpoint({
    method: 'POST',
    path: '/api/sources/:sourceId/test',
    does: 'Raise a test alert through this source; it pages like a real one and says that it is a test.',
    permission: 'alerts.respond',
    of: 'source',
    input: z.object({ sourceId: id }),
    output: z.object({ alertId: number }),
    errors: ['not_found', 'test_would_page'],
  }),
}
