// What people do with the evidence of an incident: keep it, say what is missing, have a snapshot taken, take out what should not be there.
import type { incidentEvidenceApi } from '../../domain/incidents/evidence-api.ts'
import { bytesText } from '../../domain/incidents/file-type.ts'
import { cleanName } from '../../domain/incidents/file-name.ts'
import { fillLink } from '../../domain/services/evidence-link.ts'
import type { Instant } from '../../domain/time.ts'
import { personOf } from '../alerts/moves.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import { refuse } from '../refusal.ts'
import { changing, nameIn } from './actions.ts'
import { discardUnnamed, keepFile, type Arrived } from './evidence-files.ts'
import { serviceEvidenceActions } from './evidence-lists.ts'
import {
  deleteEvidence,
  findEvidence,
  findOneEvidence,
  insertEvidence,
  settled,
  updateEvidence,
  type EvidenceRow,
} from './evidence-store.ts'
import { lockIncident } from './store.ts'

export const incidentEvidenceActions: Actions<keyof typeof incidentEvidenceApi> = {
  ...serviceEvidenceActions,

  addEvidence: (ctx, { incidentId, name, how, link, note }) =>
    changing(ctx, incidentId, async (tx, row, about) => {
      refuseMerged(row)
      await refuseTooMany(tx, incidentId)
      const isKept = link !== '' || note !== ''
      const kind = isKept ? 'link' : 'upload'
      await insertEvidence(tx, {
        incident_id: incidentId,
        name,
        how,
        kind,
        ...(isKept ? { state: 'kept', link, note, ...by(ctx) } : {}),
      })
      return isKept
        ? entry(ctx, 'evidence_kept', { evidence: name, kept: keptAs(link, note) }, about)
        : entry(ctx, 'evidence_added', { evidence: name }, about)
    }),

  keepEvidence: (ctx, { incidentId, evidenceId, link, note }) =>
    changing(ctx, incidentId, async (tx, row, about) => {
      refuseMerged(row)
      const before = await one(tx, incidentId, evidenceId)
      const opened = before.kind === 'link' && link === '' && note === '' ? filled(before, row, ctx.now) : link
      if (opened === '' && note === '') refuse('evidence_nothing')
      if (before.state === 'kept' && before.link === opened && before.note === note) return []
      refuseKept(before)
      await updateEvidence(tx, evidenceId, { state: 'kept', link: opened, note, ...by(ctx), ...settled })
      return entry(ctx, 'evidence_kept', { ...named(before), kept: keptAs(opened, note) }, about)
    }),

  missEvidence: (ctx, { incidentId, evidenceId, because }) =>
    changing(ctx, incidentId, async (tx, row, about) => {
      refuseMerged(row)
      const before = await one(tx, incidentId, evidenceId)
      refuseKept(before)
      if (before.state === 'missing' && before.note === because) return []
      await updateEvidence(tx, evidenceId, { state: 'missing', note: because, ...by(ctx), ...settled })
      return entry(ctx, 'evidence_missing', { ...named(before), reason: because }, about)
    }),

  takeSnapshot: (ctx, { incidentId, evidenceId }) =>
    changing(ctx, incidentId, async (tx, row, about) => {
      refuseMerged(row)
      const before = await one(tx, incidentId, evidenceId)
      if (before.kind !== 'snapshot' || before.address === '' || before.service_id === null)
        refuse('evidence_no_snapshot')
      refuseKept(before)
      if (before.state === 'waiting') return []
      const asked = { state: 'waiting', note: '', ...by(ctx), ...settled, due_at: ctx.now } as const
      await updateEvidence(tx, evidenceId, asked)
      return entry(ctx, 'evidence_asked', named(before), about)
    }),

  dropEvidence: (ctx, { incidentId, evidenceId, because }) =>
    commit(ctx, async (tx) => {
      const row = (await lockIncident(tx, incidentId)) ?? refuse('not_found')
      const before = await one(tx, incidentId, evidenceId)
      // What stands on a list is still asked for; what was added by hand goes as a whole.
      const nothing = {
        state: 'open',
        link: '',
        note: '',
        file_id: null,
        file_name: '',
        by: null,
        by_name: '',
        at: null,
      } as const
      if (before.is_listed) await updateEvidence(tx, evidenceId, { ...nothing, ...settled })
      else await deleteEvidence(tx, evidenceId)
      if (before.file_id !== null) await discardUnnamed(tx, before.file_id)
      const about = { teamId: row.team_id, incidentId }
      const told = entry(ctx, 'evidence_dropped', { ...named(before), reason: because }, about)
      return said({ done: true as const }, told, ['incidents'])
    }),
}

/**
 * Keeps a file that has arrived: for an entry, or as one of its own. What comes for an entry that somebody has answered meanwhile is
 * kept beside it: nothing that somebody brings at night is lost.
 */
export function keepArrived(
  ctx: Context,
  of: { readonly incidentId: number; readonly evidenceId: number | null; readonly name: string; readonly note: string },
  arrived: Arrived,
) {
  const { incidentId, evidenceId, note } = of
  const file = cleanName(of.name, arrived.type)
  return changing(ctx, incidentId, async (tx, row, about) => {
    refuseMerged(row)
    const before = evidenceId === null ? null : await one(tx, incidentId, evidenceId)
    const fileId = await keepFile(tx, incidentId, arrived, ctx.settings)
    // Sent again, because the answer to it was lost.
    const isThere = (await findEvidence(tx, incidentId)).some(
      (each) =>
        each.file_id === fileId &&
        each.service_id === (before?.service_id ?? null) &&
        (before ? each.name === before.name : each.file_name === file),
    )
    if (isThere) return []
    const kept = { state: 'kept', file_id: fileId, file_name: file, link: '', note, ...by(ctx) } as const
    if (before !== null && before.state !== 'kept') await updateEvidence(tx, before.id, { ...kept, ...settled })
    else {
      await refuseTooMany(tx, incidentId)
      await insertEvidence(tx, {
        incident_id: incidentId,
        service_id: before?.service_id ?? null,
        name: before?.name ?? file,
        kind: 'upload',
        ...kept,
      })
    }
    const size = bytesText(arrived.bytes)
    const told = before ? named(before) : { evidence: file }
    return entry(ctx, 'evidence_kept', { ...told, kept: keptAs(before ? `${file}, ${size}` : size, note) }, about)
  })
}

/** How many an incident has at most, listed and added by hand. */
const mostEvidence = 200

async function refuseTooMany(tx: Db, incidentId: number): Promise<void> {
  if ((await findEvidence(tx, incidentId)).length >= mostEvidence) refuse('evidence_too_many', { most: mostEvidence })
}

async function one(tx: Db, incidentId: number, evidenceId: number): Promise<EvidenceRow> {
  return (await findOneEvidence(tx, incidentId, evidenceId)) ?? refuse('not_found')
}

function refuseMerged(row: Row<'incident'>): void {
  if (row.state === 'merged') refuse('incident_merged')
}

function refuseKept({ state, by_name, at }: EvidenceRow): void {
  if (state === 'kept') refuse('evidence_kept_already', { by: by_name, at: at?.toString() ?? '' })
}

function by(ctx: Context) {
  return { by: personOf(ctx), by_name: nameIn(ctx), at: ctx.now }
}

/** How an entry is named in the log. */
export function named({ name, service_name: service }: Pick<EvidenceRow, 'name' | 'service_name'>) {
  return { evidence: service === null ? name : `${name} (${service})` }
}

/** The file or the address, and what was said of it. */
function keptAs(what: string, note: string): string {
  return [what, note].filter((each) => each !== '').join(': ')
}

function filled(evidence: EvidenceRow, row: Row<'incident'>, now: Instant): string {
  return fillLink(evidence.address, {
    service: evidence.service_slug ?? '',
    incident: row.id,
    since: (row.since ?? row.declared_at).epochMilliseconds,
    until: (row.mitigated_at ?? row.ended_at ?? now).epochMilliseconds,
  })
}
