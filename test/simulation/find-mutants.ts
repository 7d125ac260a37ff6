// `node test/simulation/find-mutants.ts [--level 1|2] [words of a name]`: plants each mutant in a copy of the tree, and says which seed found it.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { runOn } from '../database.ts'
import { copyOfTree, plant } from '../plant.ts'
import { mutants, type Found, type Mutant } from './mutants.ts'
import { startStageServer, type StageServer } from './stage-server.ts'

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
  using tree = copyOfTree()
  plant(mutant, tree.folder)
  const env = mutant.level === 2 && server ? { SIMULATION_DATABASE: JSON.stringify(await stageOf(server)) } : {}
  return await play(mutant, tree.folder, env)
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
