// A running Baton is sent what nobody should send, at every door: `node test/real/fuzz.ts --minutes 10 --seed 7`, or `--seconds 20`.
// `--case 1234` sends that one alone, with the same seed. Every answer is judged, and afterwards what is stored and shown.
import { parseArgs } from 'node:util'
import type { EndpointInput } from '../../domain/api.ts'
import { specimens, others } from '../../domain/intake/specimens.test-support.ts'
import { dialects } from '../../domain/intake/source.ts'
import { startBaton, type Baton } from './baton.ts'
import { caseOf, type Case, type Keys } from './fuzz/cases.ts'
import { errorsIn, watchHealth } from './fuzz/health.ts'
import { checkKept, checkShown } from './fuzz/kept.ts'
import { Judge } from './fuzz/judge.ts'
import { exchange } from './fuzz/wire.ts'
import { makeService, makeTeamOfAna } from './team.ts'
import { runTrial } from './trial.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    seconds: { type: 'string', default: '20' },
    seed: { type: 'string', default: '7' },
    case: { type: 'string' },
  },
})
const seed = Number(values.seed)
const only = values.case === undefined ? null : Number(values.case)
const forMs = values.minutes === undefined ? Number(values.seconds) * 1_000 : Number(values.minutes) * 60_000
const atOnce = 6
const answerWithinMs = 5_000
const mostMegabytes = 700
const mail = { key: 'the-key-of-the-mail-door-0001', domain: 'baton.test' }

await runTrial('fuzz', { minutes: forMs / 60_000 + 15 }, async (trial) => {
  const env = { BATON_MAIL_DOMAIN: mail.domain, BATON_MAIL_KEY: mail.key }
  const baton = await startBaton({ folder: trial.folder, env })
  trial.after(() => baton.stop())
  const keys = await makeKeys(baton)
  trial.say(`Baton on ${baton.url}; seed ${seed}, ${only === null ? `${forMs / 1_000} s` : `case ${only}`}`)

  const judge = new Judge(trial)
  const underWay = new Set<Case>()
  const silent: Case[] = []
  const suspects = new Map<number, number>()
  const health = watchHealth(baton.url, (ms) => {
    for (const { number } of underWay) suspects.set(number, ms)
  })
  const send = async (one: Case) => {
    underWay.add(one)
    const heard = await exchange(baton.port, one.written, answerWithinMs)
    if (heard === 'silent') silent.push(one)
    else judge.hear(one, heard)
    underWay.delete(one)
  }
  const until = performance.now() + forMs
  let next = only ?? 1
  const lane = async () => {
    while (only === null ? performance.now() < until : next === only) await send(caseOf(seed, next++, keys))
  }
  await Promise.all(Array.from({ length: only === null ? atOnce : 1 }, lane))
  await health.stop()
  // A machine that is busy with other things is late with everything: what was not answered in time is asked again alone.
  for (const one of silent) judge.hear(one, await exchange(baton.port, one.written, answerWithinMs))
  if (silent.length > 0) trial.say(`asked again alone: ${silent.map(({ number }) => number).join(', ')}`)
  judge.sum()

  // Likewise, who held it up does so alone as well.
  const guilty: string[] = []
  for (const number of [...suspects.keys()].slice(0, 200)) {
    const alone = watchHealth(baton.url, (ms) => guilty.push(`case ${number} held it up for ${ms.toFixed(0)} ms`))
    await exchange(baton.port, caseOf(seed, number, keys).written, answerWithinMs)
    await alone.stop()
  }
  const { worst, megabytes } = health
  const { first, most, last } = megabytes
  trial.say(`slowest answer beside it ${worst.ms.toFixed(0)} ms, loop held up ${worst.loopMs.toFixed(0)} ms at most`)
  trial.check(guilty.length === 0, `no request holds up the loop for a second ${guilty.slice(0, 5).join('; ')}`)
  trial.check(most < mostMegabytes, `memory: ${first} MB at first, ${most} at most, ${last} at last`)
  await checkKept(trial, baton, judge.opened)
  await checkShown(trial, baton, keys)
  const errors = errorsIn(trial.folder)
  trial.check(errors.length === 0, `Baton wrote no error ${errors.slice(0, 5).join('\n').slice(0, 4_000)}`)
  trial.check(await baton.isReady(), 'and is ready')
})

async function makeKeys(baton: Baton): Promise<Keys> {
  const team = await makeTeamOfAna(baton)
  const make = async (slug: string, dialect: EndpointInput<'createSource'>['dialect']) => {
    const { key, serviceId } = await makeService(baton, { ...team, slug, dialect })
    const { sources } = await baton.call('listSources', {})
    return { key, id: sources.find((source) => source.serviceId === serviceId)?.id ?? '' }
  }
  const sources = new Map<string, { readonly key: string; readonly id: string }>()
  for (const dialect of dialects) sources.set(dialect, await make(dialect, dialect))
  const pagerduty = sources.get('pagerduty')
  if (pagerduty) for (const name of ['enqueue', 'change']) sources.set(name, pagerduty)
  const signed = { ...(await make('signed', 'generic')), secret: 'a secret that is long enough to sign with' }
  await baton.call('setSourceSigning', {
    sourceId: signed.id,
    signing: {
      scheme: 'hmac',
      header: 'X-Signature',
      encoding: 'hex',
      prefix: 'sha256=',
      timestampHeader: 'X-Timestamp',
      divider: '.',
    },
    secret: signed.secret,
    overlap: 'none',
  })
  const { heartbeat } = await baton.call('createHeartbeat', {
    sourceId: sources.get('healthchecks')?.id ?? '',
    slug: 'job',
    name: 'job',
    everyMinutes: 10,
    graceMinutes: 5,
  })
  if (!heartbeat || [...specimens, ...others].some(({ dialect }) => !sources.has(dialect)))
    throw new Error('a dialect has no source')
  return { sources, signed, mail }
}
