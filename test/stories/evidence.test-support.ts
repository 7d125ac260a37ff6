// What stories of evidence share: an incident on a service with a list, and files that come and go over the real door.
import type { EndpointOutput } from '../../domain/api.ts'
import { adminToken, teamId, type World } from '../world.ts'
import { haveToken } from './everything.ts'

type Detail = EndpointOutput<'getIncident'>

export const graphs = {
  name: 'Graphs',
  how: 'of the last hour',
  kind: 'link',
  address: 'https://g.example/d?from={since}&s={service}',
} as const
export const heap = { name: 'Heap dump', how: '', kind: 'upload', address: '' } as const
export const png = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0', 'latin1')

export async function ana(world: World) {
  return haveToken(world, await world.person('ana'))
}

/** An incident on a service with this list. */
export async function incidentOf(world: World, list: readonly object[], draft: object = {}) {
  const { serviceId } = await world.service('ana 5m')
  await world.call('setServiceEvidence', { serviceId, evidence: list as never })
  const { id } = await world.call('declareIncident', {
    teamId,
    title: 'Checkout answers 500',
    priority: 'P2',
    serviceIds: [serviceId],
    ...draft,
  })
  return { incidentId: id, serviceId }
}

export const shown = (world: World, incidentId: number) => world.call('getIncident', { incidentId })

export function named({ evidence }: Detail, name: string) {
  const found = evidence.find((each) => each.name === name)
  if (!found) throw new Error(`no evidence ${name} in ${evidence.map((each) => each.name).join(', ')}`)
  return found
}

export async function idOf(world: World, incidentId: number, name: string) {
  return named(await shown(world, incidentId), name).id
}

export async function bring(
  world: World,
  incidentId: number,
  file: {
    readonly name: string
    readonly body: Uint8Array | string
    readonly evidenceId?: number
    readonly type?: string
  },
  token: string | null = adminToken,
) {
  const { name, body, evidenceId, type = 'application/octet-stream' } = file
  const query = new URLSearchParams({ name, ...(evidenceId === undefined ? {} : { evidenceId: String(evidenceId) }) })
  const response = await fetch(`${world.node.url}/api/incidents/${incidentId}/evidence/files?${query.toString()}`, {
    method: 'POST',
    headers: { 'content-type': type, ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: typeof body === 'string' ? body : Buffer.from(body),
  })
  return { status: response.status, body: (await response.json()) as Detail & { readonly code: string } }
}

export async function take(
  world: World,
  incidentId: number,
  evidenceId: number,
  how: { readonly inline?: boolean; readonly token?: string } = {},
) {
  const address = `${world.node.url}/api/incidents/${incidentId}/evidence/${evidenceId}/file${how.inline ? '?inline=1' : ''}`
  const response = await fetch(address, { headers: { authorization: `Bearer ${how.token ?? adminToken}` } })
  return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) }
}

export async function filesOf({ database: { db } }: World) {
  const files = await db.selectFrom('evidence_file').selectAll().execute()
  const chunks = await db.selectFrom('evidence_chunk').select('file_id').execute()
  return { files, chunks: chunks.length }
}

export const saysOf = async (world: World, incidentId: number) =>
  (await world.call('readTimeline', { incidentId })).entries.map(({ says }) => says)
