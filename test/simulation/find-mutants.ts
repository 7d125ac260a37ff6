// `node test/simulation/find-mutants.ts [--level 1|2] [words of a name]`: plants each mutant in a copy of the tree, and says which seed found it.
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { runOn } from '../database.ts'
import { mutants, type Found, type Mutant } from './mutants.ts'
import { startStageServer, type StageServer } from './stage-server.ts'

const root = path.join(import.meta.dirname, '..', '..')
const wantedLevel = process.argv[2] === '--level' ? Number(process.argv[3]) : null
const words = process.argv.slice(wantedLevel === null ? 2 : 4).join(' ')
const wanted = mutants.filter(({ level, name }) => (wantedLevel ?? level) === level && name.includes(words))
const server = wanted.some(({ level }) => level === 2) ? await startStageServer() : null
let missed = 0
console.log('| mutant | level | seed | promise |\n|---|---|---|---|')
try {
  for (const mutant of wanted) {
    const found = await find(mutant, server)
    if (!found) missed++
    console.log(
      `| ${mutant.name} | ${mutant.level} | ${found ? `${found.seed} | ${found.promise}: ${found.says}` : `not within ${mutant.within} | -`} |`,
    )
  }
} finally {
  await server?.close()
}
console.log(`\n${wanted.length - missed} of ${wanted.length} found`)
process.exitCode = missed > 0 ? 1 : 0

async function find(mutant: Mutant, server: StageServer | null): Promise<Found | null> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'baton-mutant-'))
  try {
    for (const part of ['domain', 'server', 'bin', 'test', 'package.json'])
      cpSync(path.join(root, part), path.join(folder, part), { recursive: true })
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
    plant(mutant, folder)
    const env = mutant.level === 2 && server ? { SIMULATION_DATABASE: JSON.stringify(await stageOf(server)) } : {}
    return await play(mutant, folder, env)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function plant({ file, from, to, name }: Mutant, folder: string): void {
  const place = path.join(folder, file)
  const text = readFileSync(place, 'utf8')
  if (text.split(from).length !== 2) throw new Error(`"${name}" no longer fits ${file}`)
  writeFileSync(
    place,
    text.replace(from, () => to),
  )
}

async function stageOf(server: StageServer) {
  const database = `mutant_${process.hrtime.bigint()}`
  await runOn(
    { ...server.address, database: 'postgres' },
    `create database ${database} template ${server.address.database} strategy file_copy`,
  )
  return { ...server.address, database }
}

function play({ level, within, climate }: Mutant, folder: string, env: NodeJS.ProcessEnv): Promise<Found | null> {
  return new Promise((resolve, reject) => {
    const args = [
      path.join(folder, 'bin', 'simulate'),
      '--level',
      String(level),
      '--seeds',
      String(within),
      '--brief',
      ...(climate ? ['--climate', climate] : []),
    ]
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
    child.once('error', reject)
    child.once('exit', () => {
      const line = said.split('\n').find((one) => one.startsWith('{'))
      resolve(line === undefined ? null : (JSON.parse(line) as Found))
    })
  })
}
