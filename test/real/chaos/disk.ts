// What happens when the disk of the database fills up under load? Its data lies on a small file system of its own, which a ballast
// fills. PostgreSQL may end by that; it is started again as a service manager would, until there is room.
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { readiness } from '../baton.ts'
import { eventually, ProgramMissing, type Trial } from '../trial.ts'
import { conclude, gather, type Crew } from './crew.ts'
import type { ChaosTrial } from './trials.ts'

const megabytes = 160
/** A small database in small pieces: its log must not take the room that the trial fills. */
const small = {
  initdb: ['--wal-segsize=1'],
  settings: { max_wal_size: '16MB', min_wal_size: '4MB', shared_buffers: '32MB' },
} as const

export const disk: ChaosTrial = {
  name: 'disk',
  minutes: 1,
  async run(trial, { minutes, seed }) {
    mountSmall(trial, path.join(trial.folder, 'postgres'))
    const crew = await gather(trial, { seed, nodes: 2, perSecond: 25, answered: 0.2, postgres: small })
    const endMs = performance.now() + minutes * 60_000
    let fillings = 0
    while (performance.now() < endMs) {
      await pause(3_000)
      await fillDisk(crew)
      fillings++
    }
    await conclude(crew, fillings)
  },
}

/** Fills the file system but for a little, waits until writing fails, gives the room back, and waits until all is well. */
async function fillDisk(crew: Crew): Promise<void> {
  const { trial, postgres, load, ledger, during, nodes } = crew
  const ballast = path.join(postgres.folder, 'ballast')
  await during(async () => {
    const before = { turnedAway: load.turnedAway(), accepted: ledger.accepted.size }
    writeFileSync(ballast, Buffer.alloc(Math.max(0, roomIn(postgres.folder) - 1_500_000)))
    const isFull = await eventually(60_000, () => load.turnedAway() > before.turnedAway + 5)
    const whileFilling = ledger.accepted.size - before.accepted
    const isRed = await eventually(40_000, async () => (await readiness(nodes[0]?.baton.url ?? '')) === 503)
    const says = postgres.isDown ? 'PostgreSQL has ended by itself' : 'PostgreSQL goes on'
    trial.check(
      isFull && isRed,
      `full: ${whileFilling} accepted with the last room, then turned away; readyz is red; ${says}`,
    )
    await pause(5_000)
    rmSync(ballast)
    await startIfDown(crew)
    const roomMs = performance.now()
    const isWell = await eventually(60_000, async () => {
      if (postgres.isDown) await startIfDown(crew)
      const answers = await Promise.all(nodes.map(({ baton }) => readiness(baton.url)))
      return answers.every((status) => status === 200)
    })
    const accepted = ledger.accepted.size
    const takesAgain = await eventually(30_000, () => ledger.accepted.size > accepted + 20)
    trial.check(
      isWell && takesAgain,
      `room again: both are ready ${Math.round(performance.now() - roomMs)} ms after it`,
    )
  })
}

async function startIfDown({ postgres }: Crew): Promise<void> {
  for (let attempt = 0; postgres.isDown && attempt < 30; attempt++) {
    await postgres.start().catch(() => pause(500)) // no room for its repair yet
  }
}

function roomIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

function mountSmall(trial: Trial, folder: string): void {
  mkdirSync(folder)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'pipe' })
  } catch (error) {
    throw new ProgramMissing(`a small file system cannot be mounted here (run it as root): ${String(error)}`)
  }
  trial.after(() => execFileSync('umount', ['-l', folder]))
}
