import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { baton } from './fake.test-support.ts'
import { processTerminal } from './process-terminal.ts'
import { makeProgram } from './program.ts'

const folder = import.meta.dirname
const manual = readFileSync(path.join(folder, '../docs/cli.md'), 'utf8')

test('the manual has every command with each of its options, and an example', () => {
  for (const { name, command } of commandsOf(makeProgram(processTerminal()))) {
    expect(manual, name).toMatch(new RegExp(`^## .*\`${name}\``, 'm'))
    const section = sectionOf(name)
    expect(section, name).toMatch(new RegExp(`^\\$ (.* )?baton ${name}( |$)`, 'm'))
    for (const { long } of command.options) expect(section, `${name} ${long}`).toContain(`\`${long}`)
    for (const alias of command.aliases()) expect(section, `${name} ${alias}`).toContain(`\`${alias}\``)
  }
})

test('the manual shows no command that is not there', () => {
  const known = commandsOf(makeProgram(processTerminal())).flatMap(({ name, command }) => [name, ...command.aliases()])
  const shown = [...manual.matchAll(/^\$ (?:[^#\n]*?\| )?(?:[A-Z_]+=\S+ )*\.?\/?baton ([a-z-]+)/gm)].map(
    ([, name]) => name,
  )
  expect(shown.length).toBeGreaterThan(20)
  expect(shown.filter((name) => !known.includes(name ?? ''))).toEqual([])
})

test('the version is told', async () => {
  const release = JSON.parse(readFileSync(path.join(folder, '../package.json'), 'utf8')).version
  expect((await baton(['version'])).out).toBe(`baton ${release} (Node ${process.versions.node})\n`)
  expect(JSON.parse((await baton(['version', '--json'])).out)).toEqual({ release, node: process.version })
  expect((await baton(['--version'])).out).toBe(`baton ${release}\n`)
  const whole = execFileSync(process.execPath, [path.join(folder, 'main.ts'), 'version'], { encoding: 'utf8' })
  expect(whole).toBe(`baton ${release} (Node ${process.versions.node})\n`)
})

test('a command line that is wrong ends the process with 2', () => {
  expect(spawnSync(process.execPath, [path.join(folder, 'main.ts'), 'nope']).status).toBe(2)
})

// Loading the shapes of the API takes longer than everything else together, and the server longer still.
test('nothing heavy is loaded before a command needs it', () => {
  const loaded = loadedWith(path.join(folder, 'program.ts'))
  expect(
    [...loaded]
      .filter((file) => !file.startsWith(folder))
      .map((file) => path.relative(folder, file))
      .toSorted(),
  ).toEqual([
    '../domain/alerts/flapping.ts',
    '../domain/alerts/matchers.ts',
    '../domain/alerts/noise-csv.ts',
    '../domain/alerts/noise.ts',
    '../domain/alerts/outcome.ts',
    '../domain/configuration/nearest.ts',
    '../domain/csv.ts',
    '../domain/foreign-text.ts',
    '../domain/incidents/evidence.ts',
    '../domain/incidents/file-type.ts',
    '../domain/incidents/groups.ts',
    '../domain/incidents/offers.ts',
    '../domain/incidents/owed.ts',
    '../domain/incidents/rating.ts',
    '../domain/incidents/records.ts',
    '../domain/incidents/roles.ts',
    '../domain/incidents/stages.ts',
    '../domain/paging/answer.ts',
    '../domain/paging/channels.ts',
    '../domain/paging/itself.ts',
    '../domain/paging/priority.ts',
    '../domain/permissions.ts',
    '../domain/schedules/days.ts',
    '../domain/services/evidence-link.ts',
    '../domain/time.ts',
    '../package.json',
  ])
})

test('only one file reaches into the server, and does so late', () => {
  const reaching = readdirSync(folder).filter((file) =>
    readFileSync(path.join(folder, file), 'utf8').includes("'../server/"),
  )
  expect(reaching.filter((file) => !file.endsWith('.test.ts'))).toEqual(['here.ts'])
  expect(readFileSync(path.join(folder, 'here.ts'), 'utf8')).not.toMatch(/^import .*server/m)
})

type Named = { readonly name: string; readonly command: Command }

function commandsOf(program: Command, within = ''): Named[] {
  return program.commands.flatMap((command) => {
    const name = `${within}${command.name()}`
    return [{ name, command }, ...commandsOf(command, `${name} `)]
  })
}

function sectionOf(name: string): string {
  const start = manual.search(new RegExp(`^## .*\`${name}\``, 'm'))
  const rest = manual.slice(start + 3)
  const end = rest.search(/^## /m)
  return end < 0 ? rest : rest.slice(0, end)
}

/** The files that are read at once when this one is: imports of values, through and through. */
function loadedWith(file: string, loaded = new Set<string>()): Set<string> {
  if (loaded.has(file)) return loaded
  loaded.add(file)
  if (!file.endsWith('.ts')) return loaded
  const source = readFileSync(file, 'utf8')
  for (const [, target] of source.matchAll(/^import (?!type\b)[^'"]*?from '(\.[^']+)'/gm)) {
    loadedWith(path.resolve(path.dirname(file), target ?? ''), loaded)
  }
  return loaded
}
