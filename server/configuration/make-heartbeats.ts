import type { Plan } from '../../domain/configuration/diff.ts'
import { heartbeatActions } from '../intake/heartbeats/actions.ts'
import { eachChanged, idOf, type Making } from './make.ts'

/** Adds and changes heartbeats. Their addresses can be read at any time by whoever may change them, so none is told here. */
export async function makeHeartbeats(plan: Plan, making: Making): Promise<void> {
  const { ctx, stored } = making
  await eachChanged('heartbeats', plan, making, async ({ key, before, after }) => {
    const { name, description, every, cron, zone, grace, priority, message, tags, failWords, paused } = after
    const text = {
      name,
      description,
      everyMinutes: every,
      cron,
      zone,
      graceMinutes: grace,
      priority,
      alertMessage: message,
      tags: [...tags],
      failWords: [...failWords],
    }
    if (before) {
      const heartbeatId = idOf(stored, 'heartbeats', key)
      await heartbeatActions.changeHeartbeat(ctx, { heartbeatId, ...text })
      if (paused && !before.paused) await heartbeatActions.pauseHeartbeat(ctx, { heartbeatId })
      if (!paused && before.paused) await heartbeatActions.resumeHeartbeat(ctx, { heartbeatId })
      return
    }
    const sourceId = idOf(stored, 'sources', after.source)
    const { heartbeat } = await heartbeatActions.createHeartbeat(ctx, { sourceId, slug: after.slug, ...text })
    stored.ids.heartbeats.set(key, heartbeat.id)
    if (paused) await heartbeatActions.pauseHeartbeat(ctx, { heartbeatId: heartbeat.id })
  })
}
