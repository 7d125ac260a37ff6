// `node bin/simulate`: goes on until the years are over or a promise breaks, and tells what broke as a short story.
import { parseArgs } from 'node:util'
import { playModel } from './level1.ts'
import { playReal } from './level2.ts'
import type { Played } from './played.ts'
import { climates, makeScript, type Script, type Size } from './script.ts'
import { clock, shrink, tell } from './shrink.ts'
import { startStageServer, type StageServer } from './stage-server.ts'
import { Theatre } from './theatre.ts'

const usage = `node bin/simulate [--level 1|2] [--years N | --seeds N] [--from SEED] [--calm]
node bin/simulate --seed N [--level 1|2] [--tell] [--trace LINES]

--level   1: the real decisions over a model of the rows (default). 2: real nodes over a real PostgreSQL.
--years   how long to simulate, in team-years of 70,000 alerts; --seeds: how many seeds instead.
--seed    plays one seed; --tell shrinks what breaks and tells it; --trace prints the last words before it broke.
--calm    without faults. --climate sleepers|quarrels|floods|silences: nodes that fall asleep with messages in
          hand, people who answer while another alert comes in, many pages at once to one person while nodes
          fall asleep, or silences that come and go while alerts come back (level 2 alone).
--brief   what breaks as one line of JSON.`

/** A team-year (promises are measured by it). */
const alertsInYear = 70_000

type Level = 1 | 2

export async function simulate(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      level: { type: 'string', default: '1' },
      years: { type: 'string' },
      seeds: { type: 'string' },
      seed: { type: 'string' },
      from: { type: 'string', default: '1' },
      tell: { type: 'boolean', default: false },
      trace: { type: 'string' },
      climate: { type: 'string' },
      brief: { type: 'boolean', default: false },
      calm: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(usage)
    return 0
  }
  const level: Level = values.level === '2' ? 2 : 1
  const size: Size = {
    ...sizes[level],
    faults: !values.calm,
    climate: climates.find((one) => one === values.climate),
  }
  if (level === 1 && size.climate === 'silences') {
    console.log('Level 1 knows no silences: add --level 2.')
    return 1
  }
  const stage = await openStage(level)
  try {
    if (values.seed !== undefined) {
      const trace = values.trace === undefined ? 0 : Number(values.trace)
      return await one(makeScript(Number(values.seed), size), stage, { tells: values.tell, trace, level })
    }
    const most = values.seeds === undefined ? Infinity : Number(values.seeds)
    const alerts = values.seeds === undefined ? Number(values.years ?? 1) * alertsInYear : Infinity
    return await many({ from: Number(values.from), most, alerts, size, level, isBrief: values.brief }, stage)
  } finally {
    await stage.close()
  }
}

/** One seed of each level: an hour or more of a team; level 2 is shorter, because every word of it is real. */
export const sizes: Readonly<Record<Level, Size>> = {
  1: { minutes: 60, alerts: 60, faults: true },
  2: { minutes: 10, alerts: 10, faults: true },
}

type Stage = {
  readonly play: (script: Script, keepsTrace?: boolean) => Played | Promise<Played>
  readonly close: () => Promise<void>
}

async function openStage(level: Level): Promise<Stage> {
  if (level === 1) return { play: playModel, close: async () => {} }
  const server: StageServer | null = process.env['SIMULATION_DATABASE'] ? null : await startStageServer()
  const address = server?.address ?? (JSON.parse(process.env['SIMULATION_DATABASE'] ?? '') as StageServer['address'])
  const theatre = await Theatre.open(address)
  return {
    play: (script, keepsTrace) => playReal(script, theatre, keepsTrace),
    close: async () => {
      await theatre.close()
      await server?.close()
    },
  }
}

async function one(
  script: Script,
  stage: Stage,
  how: { readonly tells: boolean; readonly trace: number; readonly level: Level },
): Promise<number> {
  const played = await stage.play(script, how.trace > 0)
  const broken = played.judge.broken[0]
  if (!broken) {
    console.log(`seed ${script.seed}: nothing broke in ${Math.round(played.virtualMs / 60_000)} minutes`)
    if (how.tells) for (const line of tell(script)) console.log(line)
    return 0
  }
  if (how.trace > 0) console.log(played.trace.slice(-how.trace).join('\n'))
  for (const { at, promise, says } of played.judge.broken.slice(0, 3)) console.log(`${clock(at)} ${promise}: ${says}`)
  if (how.tells) {
    const short = await shrink(
      script,
      broken.promise,
      (candidate) => stage.play(candidate),
      how.level === 1 ? 1_500 : 150,
    )
    const again = (await stage.play(short)).judge.broken[0]
    console.log(`\nThe shortest story found (${short.happenings.length} of ${script.happenings.length} happenings):`)
    for (const line of tell(short)) console.log(`  ${line}`)
    if (again) console.log(`  ${clock(again.at)} ${again.promise} breaks: ${again.says}`)
  }
  return 1
}

async function many(
  of: {
    readonly from: number
    readonly most: number
    readonly alerts: number
    readonly size: Size
    readonly level: Level
    readonly isBrief: boolean
  },
  stage: Stage,
): Promise<number> {
  const began = performance.now()
  const faults = new Map<string, number>()
  const checked = new Map<string, number>()
  const total = { seeds: 0, alerts: 0, virtualMs: 0, words: 0, calls: 0, twice: 0 }
  let said = began
  for (let seed = of.from; total.seeds < of.most && total.alerts < of.alerts; seed++) {
    const script = makeScript(seed, of.size)
    const played = await stage.play(script)
    total.seeds++
    total.alerts += script.happenings.filter((one) => one.kind === 'event' && one.action === 'trigger').length
    total.virtualMs += played.virtualMs
    total.words += played.words
    total.calls += played.judge.calls
    total.twice += played.judge.duplicates
    add(faults, played.faults)
    add(checked, played.judge.checked)
    const broken = played.judge.broken[0]
    if (broken && of.isBrief) {
      console.log(JSON.stringify({ seed, ...broken }))
      return 1
    }
    if (broken) {
      report(total, faults, checked, began)
      console.log(`\nbroken by seed ${seed}: node bin/simulate --level ${of.level} --seed ${seed} --tell`)
      return one(script, stage, { tells: true, trace: 0, level: of.level })
    }
    if (performance.now() - said > 20_000) {
      said = performance.now()
      console.log(`... seed ${seed}, ${total.alerts} alerts`)
    }
  }
  report(total, faults, checked, began)
  console.log('\nbroken: none')
  return 0
}

function report(
  total: Readonly<Record<'seeds' | 'alerts' | 'virtualMs' | 'words' | 'calls' | 'twice', number>>,
  faults: ReadonlyMap<string, number>,
  checked: ReadonlyMap<string, number>,
  began: number,
): void {
  const seconds = (performance.now() - began) / 1_000
  const years = total.alerts / alertsInYear
  console.log(
    `seeds ${total.seeds}, alerts ${total.alerts} (${years.toFixed(2)} team-years, ${((years * 60) / seconds).toFixed(2)} a minute)`,
  )
  console.log(
    `simulated ${(total.virtualMs / 3_600_000).toFixed(1)} hours in ${seconds.toFixed(1)} s; ${total.words} words with the database`,
  )
  console.log(`messages ${total.calls}, sent twice for a reason ${total.twice}`)
  console.log(`faults: ${lines(faults)}`)
  console.log(`promises looked at: ${lines(checked)}`)
}

function lines(counts: ReadonlyMap<string, number>): string {
  return (
    [...counts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([what, count]) => `${what} ${count}`)
      .join(', ') || 'none'
  )
}

function add(into: Map<string, number>, more: ReadonlyMap<string, number>): void {
  for (const [what, count] of more) into.set(what, (into.get(what) ?? 0) + count)
}
