// A Baton of its own for a benchmark: a child process on a fresh embedded database (or DATABASE_URL), with one team and one service.
import { chmod, mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { EndpointInput, EndpointName } from '../domain/api.ts'
import { startBaton as startChild } from '../test/real/baton.ts'

export type BenchBaton = Awaited<ReturnType<typeof startBaton>>

export async function startBaton(port: number, env: Readonly<Record<string, string>> = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'baton-bench-'))
  await chmod(folder, 0o755)
  const given = Object.fromEntries(Object.entries(process.env).filter((pair): pair is [string, string] => !!pair[1]))
  const baton = await startChild({ folder, port, env: { ...given, BATON_DIAGNOSTICS: 'error', ...env } })
  const { url, pid } = baton
  const call = <N extends EndpointName>(name: N, input: EndpointInput<N>) => baton.call(name, input)
  return {
    url,
    port,
    call,
    pid,
    memory: () => memoryOf(pid),
    async stop() {
      await baton.stop()
      const said = baton.lastWords()
      if (said !== '') console.error(said)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A team with one person whose only contact is this webhook, a policy, and services with one source each: their keys. */
export async function setUp(
  baton: BenchBaton,
  of: { readonly webhook: string; readonly services: number; readonly grouping?: 'unanswered' | 'none' },
): Promise<string[]> {
  const team = await baton.call('createTeam', { slug: 'bench', name: 'Bench' })
  const { link } = await baton.call('invite', { role: 'admin', teamId: team.id })
  const token = link.split('/').at(-1) ?? ''
  const { personId } = await baton.call('acceptWelcome', {
    token,
    name: 'Bench',
    email: 'bench@example.com',
    password: 'a benchmark password',
    zone: 'UTC',
    language: 'en',
  })
  const before = await baton.call('getContacts', { personId })
  for (const contact of before.contacts)
    await baton.call('changeContact', { personId, contactId: contact.id, isEnabled: false })
  await baton.call('addContact', { personId, channel: 'webhook', address: of.webhook })
  const schedule = await baton.call('createSchedule', {
    slug: 'bench',
    name: 'Bench',
    teamId: team.id,
    zone: 'Europe/Berlin',
    rotations: [
      {
        unit: 'week',
        name: 'Weekly',
        zone: 'Europe/Berlin',
        length: 1,
        handoverTime: '09:00',
        handoverWeekday: 1,
        startsOn: '2026-01-05',
        turns: [[personId]],
      },
    ],
  })
  const policy = await baton.call('createPolicy', {
    slug: 'bench',
    name: 'Bench',
    teamId: team.id,
    steps: [{ targets: [{ kind: 'schedule', scheduleId: schedule.id }], waitMinutes: 30 }],
    repeats: 0,
    returnAfterMinutes: 60,
  })
  const keys: string[] = []
  for (let n = 0; n < of.services; n++) {
    const slug = `bench-${n}`
    const service = await baton.call('createService', {
      slug,
      name: `Bench ${n}`,
      teamId: team.id,
      policyId: policy.id,
      grouping: of.grouping ?? 'unanswered',
      // What is measured is each alert for itself: a benchmark is a flood.
      floodLimit: 0,
    })
    const made = await baton.call('createSource', {
      slug,
      name: `Bench ${n}`,
      serviceId: service.id,
      dialect: 'pagerduty',
      floodLimit: 0,
    })
    keys.push(made.key)
  }
  return keys
}

/** Proportional set size in MB: of Baton, and of PostgreSQL beside it (the processes of its data folder). */
async function memoryOf(pid: number): Promise<{ batonMb: number; postgresMb: number }> {
  const postgres = await postgresOf(pid)
  const sizes = await Promise.all(postgres.map(pss))
  return { batonMb: await pss(pid), postgresMb: sizes.reduce((sum, size) => sum + size, 0) }
}

async function pss(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  return Number(/^Pss: +(\d+)/m.exec(text)?.[1] ?? 0) / 1024
}

/** Seconds of CPU so far: of this process, and of the PostgreSQL it started. */
export async function cpuOf(pid: number): Promise<{ own: number; postgres: number }> {
  const postgres = await Promise.all((await postgresOf(pid)).map(ticks))
  return { own: await ticks(pid), postgres: postgres.reduce((sum, one) => sum + one, 0) }
}

async function postgresOf(pid: number): Promise<number[]> {
  const mine = new Set([pid])
  const found: number[] = []
  for (let round = 0; round < 3; round++) {
    for (const name of await readdir('/proc')) {
      const id = Number(name)
      if (!Number.isInteger(id) || mine.has(id)) continue
      const stat = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '')
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
      if (mine.has(parent)) {
        mine.add(id)
        found.push(id)
      }
    }
  }
  return found
}

async function ticks(one: number): Promise<number> {
  const text = await readFile(`/proc/${one}/stat`, 'utf8').catch(() => '')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100
}
