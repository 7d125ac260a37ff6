import { sql } from 'kysely'
import type { Subject } from '../../domain/endpoint.ts'
import type { Db } from '../db/connect.ts'

type OfTeam = Exclude<Subject, 'person'>

const teamQueries: Readonly<Record<OfTeam, string>> = {
  team: 'select id as team_id from team where id = $1',
  service: 'select team_id from service where id = $1',
  schedule: 'select team_id from schedule where id = $1',
  policy: 'select team_id from policy where id = $1',
  alert: 'select team_id from alert where id = $1',
  incident: 'select team_id from incident where id = $1',
  silence: 'select team_id from silence where id = $1',
  inhibition: 'select team_id from inhibition where id = $1',
  page: 'select team_id from page where id = $1',
  source: 'select v.team_id from source s join service v on v.id = s.service_id where s.id = $1',
  heartbeat:
    'select v.team_id from heartbeat h join source s on s.id = h.source_id join service v on v.id = s.service_id where h.id = $1',
  channel: 'select team_id from team_channel where id = $1',
  entry: 'select team_id from log_entry where id = $1',
  bookmark: 'select team_id from kit_bookmark where id = $1',
  runbook: 'select team_id from kit_runbook where id = $1',
  handover: 'select s.team_id from handover h join schedule s on s.id = h.schedule_id where h.id = $1',
  cover: 'select s.team_id from cover_request c join schedule s on s.id = c.schedule_id where c.id = $1',
}

/** Which team does this thing belong to? Null when it is nobody's, or is not there: then only a role that holds everywhere helps. */
export async function teamOf(db: Db, subject: OfTeam, id: unknown): Promise<string | null> {
  if (id === undefined || id === null) return null
  const [before = '', after = ''] = teamQueries[subject].split('$1')
  const found = await sql<{ team_id: string }>`${sql.raw(before)}${id}${sql.raw(after)}`.execute(db)
  return found.rows[0]?.team_id ?? null
}
