import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { done, id, name, nothing, number, priority, zone } from '../shapes.ts'
import {
  alertMessage,
  cron,
  everyMinutes,
  failWords,
  graceMinutes,
  Heartbeat,
  heartbeatDescription,
  heartbeatSlug,
  oneExpectation,
  Ping,
  tags,
} from './heartbeats/heartbeat.ts'

const ref = z.object({ heartbeatId: id })

/** What can be said of a heartbeat when it is made and later. */
const settings = {
  description: heartbeatDescription.optional(),
  everyMinutes: everyMinutes.nullish(),
  cron: cron.nullish(),
  zone: zone.optional(),
  graceMinutes: graceMinutes.optional(),
  priority: priority.optional(),
  alertMessage: alertMessage.optional(),
  tags: tags.optional(),
  failWords: failWords.optional(),
}

export const heartbeatsApi = {
  listHeartbeats: endpoint({
    method: 'GET',
    path: '/api/heartbeats',
    does: 'Which check-ins are waited for, and which stay away?',
    permission: 'sources.read',
    input: nothing,
    output: z.object({ heartbeats: z.array(Heartbeat) }),
    errors: [],
  }),
  getHeartbeat: endpoint({
    method: 'GET',
    path: '/api/heartbeats/:heartbeatId',
    does: 'One heartbeat with its last check-ins, and for whoever may change it the key of its address.',
    permission: 'sources.read',
    of: 'heartbeat',
    input: ref,
    output: z.object({
      heartbeat: Heartbeat,
      /** The last part of its address: `/ping/<key>`. Null for whoever may not change it. */
      pingKey: z.string().nullable(),
      /** Where a mail counts as a check-in; null where Baton takes no mail, and for whoever may not change it. */
      mailAddress: z.string().nullable(),
      pings: z.array(Ping),
    }),
    errors: ['not_found'],
  }),
  getHeartbeatPing: endpoint({
    method: 'GET',
    path: '/api/heartbeats/:heartbeatId/pings/:number',
    does: 'One of the last check-ins of a heartbeat, with all that is kept of what came with it.',
    permission: 'sources.read',
    of: 'heartbeat',
    input: ref.extend({ number }),
    output: Ping,
    errors: ['not_found'],
  }),
  createHeartbeat: endpoint({
    method: 'POST',
    path: '/api/heartbeats',
    does: 'Wait for a check-in, every so many minutes (once a day where nothing is said) or by a cron expression; its alerts come by this source.',
    permission: 'sources.manage',
    of: 'source',
    input: z
      .object({ sourceId: id, slug: heartbeatSlug, name, ...settings })
      .refine(({ everyMinutes: every, cron: by }) => !(every && by), {
        path: ['everyMinutes'],
        message: oneExpectation,
      }),
    output: z.object({ heartbeat: Heartbeat, pingKey: z.string() }),
    errors: ['slug_taken', 'unknown_reference', 'too_many_heartbeats'],
  }),
  changeHeartbeat: endpoint({
    method: 'PATCH',
    path: '/api/heartbeats/:heartbeatId',
    does: 'Change what is expected of a heartbeat and what its alert says. A new expectation counts from now.',
    permission: 'sources.manage',
    of: 'heartbeat',
    input: ref
      .extend({ name: name.optional(), ...settings })
      .refine(({ everyMinutes: every, cron: by }) => !(every && by), {
        path: ['everyMinutes'],
        message: oneExpectation,
      }),
    output: Heartbeat,
    errors: ['not_found'],
  }),
  pauseHeartbeat: endpoint({
    method: 'POST',
    path: '/api/heartbeats/:heartbeatId/pause',
    does: 'Wait for nothing from this heartbeat until it is resumed; its open alert is closed.',
    permission: 'sources.manage',
    of: 'heartbeat',
    input: ref,
    output: Heartbeat,
    errors: ['not_found', 'heartbeat_paused'],
  }),
  resumeHeartbeat: endpoint({
    method: 'DELETE',
    path: '/api/heartbeats/:heartbeatId/pause',
    does: 'Wait for this heartbeat again, from now on.',
    permission: 'sources.manage',
    of: 'heartbeat',
    input: ref,
    output: Heartbeat,
    errors: ['not_found', 'heartbeat_not_paused'],
  }),
  rotateHeartbeatKey: endpoint({
    method: 'POST',
    path: '/api/heartbeats/:heartbeatId/key',
    does: 'Give the heartbeat a new address; the old one stops at once.',
    permission: 'sources.manage',
    of: 'heartbeat',
    input: ref,
    output: z.object({ heartbeat: Heartbeat, pingKey: z.string() }),
    errors: ['not_found'],
  }),
  removeHeartbeat: endpoint({
    method: 'DELETE',
    path: '/api/heartbeats/:heartbeatId',
    does: 'Remove a heartbeat; its open alert is closed.',
    permission: 'sources.manage',
    of: 'heartbeat',
    input: ref,
    output: done,
    errors: ['not_found'],
  }),
}
