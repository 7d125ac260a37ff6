import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { settingRows } from '../server/settings.ts'

const root = path.join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')

describe('Dockerfile', () => {
  const lines = read('Dockerfile')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.trim() && !line.startsWith('#'))
  const instructions = lines.map((line) => ({
    name: line.split(' ', 1)[0] ?? '',
    rest: line.slice(line.indexOf(' ') + 1),
  }))
  const all = (name: string) => instructions.filter((each) => each.name === name).map(({ rest }) => rest)
  const lastStage = instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'))

  test('every stage is built on the very Node that ./baton brings', () => {
    const version = /^node_version=(\S+)$/m.exec(read('bin/ready.sh'))?.[1]
    const bases = all('FROM').map((from) => from.split(' ', 1)[0])
    expect(bases.length).toBeGreaterThan(1)
    expect(new Set(bases)).toEqual(new Set([`node:${version}-slim`]))
  })

  test('runs as a numbered user that is not root, and nothing after it needs root', () => {
    expect(all('USER')).toEqual([expect.stringMatching(/^[1-9]\d*:[1-9]\d*$/)])
    const after = lastStage.slice(lastStage.findIndex(({ name }) => name === 'USER') + 1).map(({ name }) => name)
    expect(after.filter((name) => ['RUN', 'COPY', 'ADD'].includes(name))).toEqual([])
  })

  test('says whether it is well, and starts without a shell', () => {
    expect(all('HEALTHCHECK')).toEqual([expect.stringMatching(/--timeout=\d+s .*CMD \["node", .*\/healthz/)])
    expect(JSON.parse(all('ENTRYPOINT')[0] ?? '')).toEqual(['node', 'cli/main.ts'])
    expect(JSON.parse(all('CMD')[0] ?? '')).toEqual(['serve'])
  })

  test('downloads by the package manager with its lock only', () => {
    expect(all('ADD')).toEqual([])
    expect(all('RUN').filter((run) => /\b(?:curl|wget|npm install|npx)\b/.test(run))).toEqual([])
    expect(all('RUN').filter((run) => run.startsWith('npm '))).toEqual(['npm ci', 'npm ci --omit=dev'])
  })

  test('copies what is there, and leaves secrets and local data out', () => {
    const copied = all('COPY').filter((copy) => !copy.startsWith('--from'))
    const sources = copied.flatMap((copy) => copy.split(' ').slice(0, -1))
    expect(sources.filter((source) => !existsSync(path.join(root, source)))).toEqual([])
    expect(read('.dockerignore').split('\n')).toEqual(
      expect.arrayContaining(['.git', '.baton', '.env', 'node_modules', 'dist']),
    )
  })

  test('sets only what Baton knows', () => {
    const set = all('ENV').flatMap((env) => env.split(' ').map((pair) => pair.split('=', 1)[0] ?? ''))
    expect(unknownSettings(set)).toEqual([])
    expect(set).toEqual(expect.arrayContaining(['BATON_HOST', 'BATON_DATA']))
  })
})

describe('compose.yaml', () => {
  const compose: Compose = parse(read('compose.yaml'))
  const { baton, database } = compose.services

  test('Baton waits for a database that answers', () => {
    expect(baton.depends_on?.['database']?.condition).toBe('service_healthy')
    expect(database.healthcheck?.test).toEqual(expect.arrayContaining(['CMD', 'pg_isready']))
    expect(database.image).toMatch(/^postgres:18\.\d+$/)
    expect(baton.environment['DATABASE_URL']).toMatch(
      /^postgres:\/\/baton:\$\{BATON_DATABASE_PASSWORD:\?.+\}@database:5432\/baton$/,
    )
  })

  test('secrets come from the environment, and nothing starts without them', () => {
    const secrets = Object.entries({ ...baton.environment, ...database.environment }).filter(([name]) =>
      /PASSWORD|SECRET|TOKEN/.test(name),
    )
    expect(secrets.map(([name]) => name)).toEqual(['BATON_SECRET_KEY', 'POSTGRES_PASSWORD'])
    for (const [, value] of secrets) expect(value).toMatch(/^\$\{\w+:\?.+\}$/)
  })

  test('what must outlive the containers lies in named volumes', () => {
    const volumes = [...baton.volumes, ...database.volumes].map((volume) => volume.split(':')[0])
    expect(volumes).toEqual(['baton', 'database'])
    expect(Object.keys(compose.volumes)).toEqual(volumes)
  })

  test('Baton has no more rights than it needs, and only this machine reaches it', () => {
    expect(baton).toMatchObject({
      init: true,
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    })
    expect(baton.ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:/)])
    expect(database.ports).toBeUndefined()
  })

  test('both come back after a crash and get the time to stop in order', () => {
    for (const { restart, stop_grace_period } of [baton, database]) {
      expect({ restart, stop_grace_period }).toEqual({
        restart: 'unless-stopped',
        stop_grace_period: expect.stringMatching(/^(?:[3-9]\ds|\d+m)$/),
      })
    }
  })

  test('sets only what Baton knows', () => {
    expect(unknownSettings(Object.keys(baton.environment))).toEqual([])
  })
})

test.each(['baton', '.ci/run', 'bin/check', 'bin/dev'])('%s can be executed', (file) => {
  expect(statSync(path.join(root, file)).mode & 0o111).toBe(0o111)
})

// The part of https://github.com/compose-spec/compose-spec that we rely on.
type Service = {
  image: string
  environment: Record<string, string>
  volumes: string[]
  ports?: string[]
  restart: string
  stop_grace_period: string
  depends_on?: Record<string, { condition: string }>
  healthcheck?: { test: string[] }
}
type Compose = { services: { baton: Service; database: Service }; volumes: Record<string, null> }

/** Read by Node and by the C library, not by Baton. */
const ofTheMachine = ['NODE_ENV', 'MALLOC_MMAP_THRESHOLD_']

function unknownSettings(names: readonly string[]): string[] {
  const known = new Set<string>(Object.values(settingRows).map(({ variable }) => variable))
  return names.filter((name) => !ofTheMachine.includes(name) && !known.has(name))
}
