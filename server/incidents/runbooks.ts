// What people do with a runbook in an incident: open it, tick its steps off, have one call its webhook.
import { mostRuns } from '../../domain/incidents/runbook.ts'
import type { incidentRunbookApi } from '../../domain/incidents/runbook-api.ts'
import { stepsOf, type Step } from '../../domain/kit/steps.ts'
import { can } from '../../domain/permissions.ts'
import { personOf } from '../alerts/moves.ts'
import { commit, entry, said, type About } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import { findRunbook, findRunbooks, kitSeal, putSecret, sealedSecretOf } from '../kit/runbook-store.ts'
import type { NewEntry } from '../log/store.ts'
import { refuse } from '../refusal.ts'
import { newWebhookSecret } from '../secrets.ts'
import { nameIn } from './actions.ts'
import { deleteTick, findRuns, findRunsShown, insertCall, insertRun, insertTick, type RunRow } from './runbook-store.ts'
import { lockIncident } from './store.ts'

export const incidentRunbookActions: Actions<keyof typeof incidentRunbookApi> = {
  listRuns: async ({ db }, { incidentId }) => {
    const incident = await db.selectFrom('incident').select('id').where('id', '=', incidentId).executeTakeFirst()
    if (!incident) refuse('not_found')
    return shown(db, incidentId)
  },

  openRunbook: (ctx, { incidentId, runbookId }) =>
    changing(ctx, incidentId, async (tx, about) => {
      const runbook = await findRunbook(tx, runbookId)
      if (!runbook || runbook.removedAt !== null)
        refuse('unknown_reference', undefined, [{ path: 'runbookId', say: 'There is no such runbook in the kit.' }])
      const { version } = runbook
      if ((await findRuns(tx, incidentId)).length >= mostRuns) refuse('kit_full')
      const by = { by_name: nameIn(ctx), at: ctx.now }
      const isNew = await insertRun(tx, { incident_id: incidentId, runbook_id: runbookId, version, ...by })
      return isNew ? [entry(ctx, 'runbook_opened', { runbook: runbook.title, version }, about)] : []
    }),

  tickStep: (ctx, of) =>
    onStep(ctx, of, async (tx, { run, step }, about) => {
      const by = { by: personOf(ctx), by_name: nameIn(ctx), at: ctx.now }
      const isNew = await insertTick(tx, { run_id: run.id, step: step.number, ...by })
      return isNew ? [entry(ctx, 'step_ticked', factsOf(run, step), about)] : []
    }),

  untickStep: (ctx, of) =>
    onStep(ctx, of, async (tx, { run, step }, about) => {
      const wasThere = await deleteTick(tx, { runId: run.id, step: step.number })
      return wasThere ? [entry(ctx, 'step_unticked', factsOf(run, step), about)] : []
    }),

  callStep: (ctx, of) =>
    onStep(ctx, of, async (tx, { run, step }, about) => {
      const { call } = step
      if (!call) refuse('runbook_calls_nothing')
      // It is signed by the team whose runbook it is, whichever team the incident is of.
      if (!can(ctx.actor, 'incidents.respond', run.team_id).allowed) refuse('not_allowed', { needs: 'responder' })
      // The first call makes the secret: whoever receives it asks a manager for it, and can tell that it is from here.
      if ((await sealedSecretOf(tx, run.team_id)) === null)
        await putSecret(tx, run.team_id, ctx.sealer.seal(newWebhookSecret(), kitSeal(run.team_id)))
      const row = { run_id: run.id, step: step.number, ...call, by_name: nameIn(ctx), at: ctx.now, due_at: ctx.now }
      const isNew = await insertCall(tx, row)
      return isNew ? [entry(ctx, 'step_called', { ...factsOf(run, step), call: call.name }, about)] : []
    }),
}

async function shown(db: Db, incidentId: number) {
  const services = await db
    .selectFrom('incident_service')
    .select('service_id')
    .where('incident_id', '=', incidentId)
    .execute()
  const runs = await findRunsShown(db, incidentId)
  const incident = await db.selectFrom('incident').select('team_id').where('id', '=', incidentId).executeTakeFirst()
  const lists = await Promise.all([
    ...services.map(({ service_id: serviceId }) => findRunbooks(db, { serviceId })),
    findRunbooks(db, { teamId: incident?.team_id }),
  ])
  const named = new Set(services.map(({ service_id }) => service_id))
  // Those of its services first; of its team those that are for all of them.
  const all = lists.flat().filter(({ serviceId }) => serviceId === null || named.has(serviceId))
  const isOpen = (id: number, version: number) => runs.some((run) => run.runbookId === id && run.version === version)
  const once = [...new Map(all.map((each) => [each.id, each])).values()]
  const offered = once
    .filter(({ id, version }) => !isOpen(id, version))
    .toSorted((a, b) => Number(a.serviceId === null) - Number(b.serviceId === null))
  return { runs, offered }
}

function changing(
  ctx: Context,
  incidentId: number,
  change: (tx: Db, about: About, row: Row<'incident'>) => Promise<readonly NewEntry[]>,
) {
  return commit(ctx, async (tx) => {
    const row = (await lockIncident(tx, incidentId)) ?? refuse('not_found')
    if (row.state === 'merged') refuse('incident_merged')
    const entries = await change(tx, { teamId: row.team_id, incidentId }, row)
    return said(await shown(tx, incidentId), entries, entries.length > 0 ? ['kit', 'timelines'] : [])
  })
}

type OnStep = { readonly run: RunRow; readonly step: Step }

function onStep(
  ctx: Context,
  of: { readonly incidentId: number; readonly runId: number; readonly step: number },
  change: (tx: Db, on: OnStep, about: About) => Promise<readonly NewEntry[]>,
) {
  return changing(ctx, of.incidentId, async (tx, about) => {
    const run = (await findRuns(tx, of.incidentId)).find(({ id }) => id === of.runId) ?? refuse('not_found')
    const step = stepsOf(run.body).find(({ number }) => number === of.step) ?? refuse('runbook_step_unknown')
    return change(tx, { run, step }, about)
  })
}

function factsOf({ title, version }: Pick<RunRow, 'title' | 'version'>, { text, number }: Step) {
  return { text, step: number, runbook: title, version }
}
