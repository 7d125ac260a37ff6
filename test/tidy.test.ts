// The house rules as a test. What a rule lets pass is listed beside it, with the reason; a reason that no longer holds fails.
import { describe, expect, test } from 'vitest'
import * as arrows from './tidy/arrows.ts'
import { unexplained, unlisted, unpinned, type Manifest } from './tidy/dependencies.ts'
import { listFiles, readFiles, readSources, scan, type Source } from './tidy/source.ts'
import { foreignWrites } from './tidy/tables.ts'
import * as words from './tidy/words.ts'

const sources = readSources()
const everything = readFiles([
  '**/*.{ts,tsx,js,css,json,md,sql,sh,yaml,yml,html,svg,webmanifest}',
  '{baton,Dockerfile,.npmrc,.gitignore,.dockerignore,.prettierignore,.oxlintrc.json,.prettierrc.json}',
  'bin/*',
  '.ci/run',
]).filter(({ path }) => !path.startsWith('test/tidy')) // where the rules name what they look for
const manifest = asManifest(readFiles(['package.json'])[0]?.text ?? '')
const decisions = readFiles(['docs/decisions/*.md'])
  .map(({ text }) => text)
  .join('\n')

type Rule = {
  readonly says: string
  readonly check: (sources: readonly Source[]) => readonly string[]
  /** What is let pass, and why. */
  readonly except?: Readonly<Record<string, string>>
  /** Small trees in which the rule must find something, as `[path, text]`. */
  readonly finds: readonly Planted[]
  readonly passes?: readonly Planted[]
  /** Texts of all kinds instead of TypeScript alone. */
  readonly everywhere?: boolean
}
type Planted = Readonly<Record<string, string>>

const rules: readonly Rule[] = [
  {
    says: 'web, cli and server import domain; nothing imports back or sideways; the domain knows only what is pure',
    check: arrows.crossFloors,
    except: {
      'cli/here.ts -> server/run.ts': '`baton up` is Baton itself: loaded only when it is asked for',
    },
    finds: [
      { 'domain/a.ts': "import { b } from '../server/b.ts'" },
      { 'domain/a.ts': "import { readFile } from 'node:fs'" },
      { 'domain/a.ts': "import { Kysely } from 'kysely'" },
      { 'web/a.tsx': "import type { Db } from '../server/db/connect.ts'" },
      { 'web/a.tsx': "import { join } from 'node:path'" },
      { 'server/a.ts': "import { b } from '../web/b.ts'" },
      { 'server/a.ts': "export { b } from '../cli/b.ts'" },
      { 'cli/a.ts': "const { b } = await import('../server/b.ts')" },
      { 'server/a.ts': "import { freshDatabase } from '../test/database.ts'" },
    ],
    passes: [
      { 'web/a.tsx': "import { b } from '../domain/b.ts'\nimport type {\n  C,\n} from './c.ts'" },
      { 'server/a.test.ts': "import { freshDatabase } from '../test/database.ts'" },
      { 'domain/a.ts': "// import { b } from '../server/b.ts'\nconst say = `import x from '../server/b.ts'`" },
    ],
  },
  {
    says: 'inside domain and server a term imports only terms above it',
    check: arrows.againstTheOrder,
    except: {
      'server/commit.ts -> server/log/store.ts': 'the entry is part of every commit, so the log lies under all terms',
      'server/http/api.ts -> server/actions.ts': 'a type only: the table of actions that the wiring hands in',
      'server/paging/doors.ts -> server/escalation/roster.ts': 'a type only: the roster that the wiring hands in',
      'server/paging/sender-parts.ts -> server/escalation/roster.ts':
        'a type only: the roster that the wiring hands in',
      'server/paging/sender.ts -> server/escalation/roster.ts': 'a type only: the roster that the wiring hands in',
      'server/people/welcome-actions.ts -> server/paging/contacts.ts':
        'who joins gets their first contacts in the same commit',
      'domain/configuration/diff.ts -> domain/api.ts': 'a type only: the answer it prepares',
      'server/seed-intake.ts -> server/alerts/silence-actions.ts':
        'the silence of the demo is made as anybody makes one, so that the engine mutes by it',
    },
    finds: [
      { 'domain/schedules/a.ts': "import { b } from '../paging/b.ts'" },
      { 'server/people/a.ts': "import { b } from '../alerts/b.ts'" },
      { 'server/db/a.ts': "import { b } from '../people/b.ts'" },
      { 'server/settings.ts': "import { b } from './schedules/b.ts'" },
      { 'server/alerts/a.ts': "import { b } from '../http/b.ts'" },
      { 'domain/time.ts': "import { b } from './people/b.ts'" },
      { 'domain/alerts/a.ts': "import type { b } from '../api.ts'" },
    ],
    passes: [
      { 'server/alerts/a.ts': "import { b } from '../paging/b.ts'\nimport { c } from '../context.ts'" },
      { 'server/node.ts': "import { b } from './http/b.ts'" },
    ],
  },
  {
    says: 'every folder of domain and server has its place in the order',
    check: arrows.misplaced,
    finds: [{ 'server/shared/a.ts': '' }, { 'domain/stuff/a.ts': '' }],
    passes: [{ 'server/http/a.ts': '', 'domain/handover/a.ts': '', 'web/anything/a.ts': '' }],
  },
  {
    says: 'no imports in a circle, but for types',
    check: arrows.circles,
    except: circlesOfMake(),
    finds: [
      { 'server/a.ts': "import { b } from './b.ts'", 'server/b.ts': "import { a } from './a.ts'" },
      {
        'web/a.ts': "import { b } from './b.ts'",
        'web/b.ts': "export * from './c.ts'",
        'web/c.ts': "import { a } from './a.ts'",
      },
    ],
    passes: [
      { 'server/a.ts': "import { b } from './b.ts'", 'server/b.ts': "import type { A } from './a.ts'" },
      { 'web/a.ts': "import { b } from './b.ts'", 'web/b.ts': "const a = () => import('./a.ts')" },
    ],
  },
  {
    says: 'the browser gets no zod: web imports what carries it only as types',
    check: arrows.zodInBrowser,
    finds: [
      { 'web/a.ts': "import * as z from 'zod'" },
      {
        'web/a.ts': "import { b } from '../domain/b.ts'",
        'domain/b.ts': "import { c } from './c.ts'",
        'domain/c.ts': "import * as z from 'zod/v4'",
      },
    ],
    passes: [
      { 'web/a.ts': "import type { b } from '../domain/b.ts'", 'domain/b.ts': "import * as z from 'zod'" },
      { 'web/a.ts': "import { b } from '../domain/b.ts'", 'domain/b.ts': "import type * as z from 'zod'" },
    ],
  },
  {
    says: 'web/ui knows nothing of Baton',
    check: arrows.uiKnowsBaton,
    finds: [
      { 'web/ui/A.tsx': "import { b } from '../alerts/b.ts'" },
      { 'web/ui/A.tsx': "import '../../domain/time.ts'" },
    ],
    passes: [{ 'web/ui/A.tsx': "import { b } from './b.ts'\nimport { useWords } from '../words/words.ts'" }],
  },
  {
    says: 'no clock and no chance in the domain',
    check: words.clockOrChance,
    finds: [
      'Date.now()',
      'new Date()',
      'Temporal.Now.instant()',
      'Math.random()',
      'crypto.randomUUID()',
      'process.env',
      "fetch('x')",
      'setTimeout(f, 1)',
      '`${Date.now()}`',
    ].map((code) => ({ 'domain/a.ts': `export const a = ${code}` })),
    passes: [
      { 'domain/a.ts': "// Date.now() is not for us\nconst say = 'Math.random()'" },
      { 'domain/a.ts': 'const at = new Date(0)' },
      { 'domain/a.test.ts': 'const at = Date.now()', 'server/a.ts': 'const at = Date.now()' },
    ],
  },
  {
    says: 'a table is written by one term',
    check: foreignWrites,
    except: {
      ...because(
        'one statement and one commit for a batch of events: intake must not be slower than what sends to it',
        [
          'server/intake/accept.ts writes alert',
          'server/intake/accept.ts writes log_entry',
          'server/intake/raise-statement.ts writes alert',
          'server/intake/raise-statement.ts writes log_entry',
          'server/intake/store.ts writes log_entry',
        ],
      ),
      ...because('from an accepted alert to a message that may go out is one statement and one commit', [
        'server/alerts/opening-statement.ts writes page',
        'server/alerts/opening-statement.ts writes delivery',
        'server/alerts/opening-statement.ts writes log_entry',
        'server/alerts/opening-statement.ts writes step_turn',
      ]),
      'server/paging/hurry.ts writes page':
        'a firing that reached nobody brings its own page forward, in one transaction',
      ...because('the past of the demo is written as it would have been left: nobody can act in it any more', [
        'server/seed.ts writes alert',
        'server/seed.ts writes change_event',
        'server/seed.ts writes contact',
        'server/seed.ts writes delivery',
        'server/seed.ts writes delivery_attempt',
        'server/seed.ts writes page',
        'server/seed.ts writes person',
        'server/seed.ts writes source',
        'server/seed.ts writes team_channel',
        'server/seed-intake.ts writes heartbeat',
        'server/seed-intake.ts writes heartbeat_ping',
      ]),
    },
    finds: [
      { 'server/schedules/a.ts': "db.insertInto('page').values({})" },
      { 'server/schedules/a.ts': "db.updateTable('page as p').set({})" },
      { 'server/schedules/a.ts': "db.deleteFrom('page')" },
      { 'server/schedules/a.ts': 'sql`insert into page (id) values (1)`' },
      { 'server/schedules/a.ts': 'sql`with x as (update page p set a = 1 returning id) select 1`' },
      { 'server/schedules/a.ts': 'sql`delete from page where id = 1`' },
      { 'server/schedules/a.ts': 'sql`delete from a_new_table`' },
    ],
    passes: [
      {
        'server/escalation/a.ts': "db.insertInto('page').values({})",
        'server/schedules/a.ts': "db.selectFrom('page')",
      },
      { 'server/schedules/a.ts': '// insert into page\nsql`select 1 from page for update skip locked`' },
    ],
  },
  {
    says: 'no `any`',
    check: words.anyType,
    finds: ['const a: any = 1', 'f<any>()', 'type A = any[]', 'x as any', 'Record<string, any>'].map(inServer),
    passes: [inServer('expect.any(String) // any')],
  },
  {
    says: 'no notes to oneself',
    check: words.notesToOneself,
    everywhere: true,
    finds: ['// TODO: later', '/* FIXME */', '-- XXX'].map(inServer),
    passes: [inServer('const todo = 1')],
  },
  {
    says: 'every test runs',
    check: words.testsThatDoNotRun,
    finds: ['test.skip()', 'describe.only()', 'it.todo()', 'xit()', 'story.only()'].map((text) => ({
      'web/a.test.ts': text,
    })),
    passes: [{ 'web/a.test.ts': "test.runIf(isLinux)()\nexpect(list.skip).toBe('test.only(')" }],
  },
  {
    says: 'exports have names; React.lazy alone takes a default',
    check: words.defaultExports,
    except: { 'test/global-setup.ts': 'vitest takes it by default' },
    finds: [
      inServer('export default function a() {}'),
      { 'web/A.tsx': 'export default 1', 'web/B.tsx': "import A from './A.tsx'" },
    ],
    passes: [
      { 'vite.config.ts': 'export default 1' },
      { 'web/A.tsx': 'export default function A() {}', 'web/B.tsx': "const A = lazy(() => import('./A.tsx'))" },
      inServer("const say = 'export default'"),
    ],
  },
  {
    says: 'no path of one machine, no registry of one network',
    check: words.machinePaths,
    everywhere: true,
    finds: [
      'cd /home/someone/code',
      "'/work/baton'",
      'cat /root/.npmrc',
      '/Users/someone',
      'node /tmp/try.ts',
      'https://registry.example.com/x',
      '"resolved": "https://example.com/a.tgz"',
      'registry=https://x.example',
    ].map(inServer),
    passes: [inServer('the npm registry; /var/lib/baton; domain/work/a; os.tmpdir(); - /tmp\n')],
  },
  {
    says: 'names say what a thing is',
    check: words.emptyNames,
    finds: [
      { 'server/alert-helpers.ts': '' },
      { 'web/utils/a.ts': '' },
      inServer('export class AlertManager {}'),
      inServer('export type PageData = {}'),
    ],
    passes: [inServer('export const datafolder = 1\nconst dataFolder = 2\nexport type DataFolder = string')],
  },
  {
    says: 'files are kebab-case, components PascalCase',
    check: words.fileNames,
    finds: [{ 'server/readRoster.ts': '' }, { 'server/read_roster.ts': '' }, { 'server/Roster.ts': '' }],
    passes: [{ 'server/on-call.test.ts': '', 'web/AlertScreen.tsx': '', 'web/main.tsx': '', 'web/virtual.d.ts': '' }],
  },
  {
    says: 'no file is longer than a reader can hold in mind (300 lines; 600 for a table of tests)',
    check: words.longFiles,
    except: {
      'server/db/tables.ts': 'every table in one place, to be read beside the migrations',
      'server/paging/deliveries.ts':
        'every write of a delivery in one place, to be read beside its CHECK and its indexes',
      'server/seed.ts': 'the demo is told from its beginning to its end',
      'test/guards/guards.ts': 'a table of patches',
      'test/simulation/level1.ts': 'one stage: its nodes, people and faults share its time and cannot be told apart',
      'test/simulation/level2.ts': 'one stage, as above, with the real database in the middle',
      'test/simulation/model.ts':
        'every transaction of the page path over one set of rows, as SQL has them in one schema',
      'test/simulation/mutants.ts': 'one list of the faults that must be found, to be read beside one another',
      'test/simulation/promises.ts':
        'every promise that is watched, beside the picture of the rows that it is asked of',
      'test/world.ts': 'the one world of all stories: its verbs are their language',
    },
    finds: [inServer('\n'.repeat(301)), { 'server/a.test.ts': '\n'.repeat(601) }],
    passes: [inServer('\n'.repeat(300)), { 'server/a.test.ts': '\n'.repeat(600) }],
  },
]

describe.each(rules)('$says', ({ check, except = {}, finds, passes = [], everywhere = false }) => {
  test('holds', () => {
    expect([...new Set(check(everywhere ? everything : sources))].toSorted()).toEqual(Object.keys(except).toSorted())
  })

  test('finds what is planted, and nothing else', () => {
    for (const planted of finds) expect(check(tree(planted)), JSON.stringify(planted)).not.toEqual([])
    for (const planted of passes) expect(check(tree(planted)), JSON.stringify(planted)).toEqual([])
  })
})

describe('packages', () => {
  const made: Manifest = {
    dependencies: { pg: '8.23.1' },
    devDependencies: { '@types/pg': '^8.0.0' },
    optionalDependencies: {},
  }

  test('each has its reason in docs/decisions', () => {
    expect(unexplained(manifest, decisions)).toEqual([])
    expect(unexplained(made, 'We speak to it through `pg`.')).toEqual(['@types/pg'])
    expect(unexplained(made, 'We speak to it through `pg`, typed by `@types/*`.')).toEqual([])
  })

  test('each is pinned', () => {
    expect(unpinned(manifest)).toEqual([])
    expect(unpinned(made)).toEqual(['@types/pg ^8.0.0'])
  })

  test('what an installation imports is installed', () => {
    expect(unlisted(sources, manifest)).toEqual([])
    expect(unlisted(tree({ 'server/a.ts': "import x from '@a/b/c'\nimport y from 'pg'" }), made)).toEqual([
      'server/a.ts -> @a/b/c',
    ])
    expect(unlisted(tree({ 'cli/a.ts': "import x from '@types/pg'" }), made)).toEqual(['cli/a.ts -> @types/pg'])
  })
})

test('every file is of a kind that belongs here', () => {
  expect(strays(listFiles(['**/*', '.ci/*']))).toEqual([])
  expect(strays(['web/a.tsx', 'notes.txt', 'run.cpuprofile', 'server/.a.swp'])).toEqual([
    'notes.txt',
    'run.cpuprofile',
    'server/.a.swp',
  ])
})

test('the reader sees all of the tree', () => {
  const floors = Map.groupBy(sources, ({ path }) => path.split('/', 1)[0] ?? '')
  for (const floor of ['domain', 'server', 'web', 'cli', 'test'])
    expect(floors.get(floor)?.length, floor).toBeGreaterThan(0)
  expect(everything.length).toBeGreaterThan(sources.length)
})

test.each([
  ["const a = 'x' // y", "const a = ' '     "],
  ['const a = `x${b + `y`}z` + 1', 'const a = ` ${b + ` `} ` + 1'],
  ['const a = `${{ b: 1 }.b}x`', 'const a = `${{ b: 1 }.b} `'],
  ['const a = /[\'"`]/g, b = c / d / 2', 'const a = /     /g, b = c / d / 2'],
  ["const a = 'it\\'s' + \"\\\\\" /* x */ + 1", 'const a = \'     \' + "  "         + 1'],
  ['const a = `\\`\\${x}`; b()', 'const a = `       `; b()'],
  ['<A b="c" />\n<B>{d}</B>', '<A b=" " />\n<B>{d}</B>'],
])('code without its words: %s', (text, code) => {
  expect(scan({ path: 'a.ts', text }).code).toBe(code)
})

function tree(planted: Planted): Source[] {
  return Object.entries(planted).map(([path, text]) => ({ path, text }))
}

function inServer(text: string): Planted {
  return { 'server/a.ts': text }
}

function strays(files: readonly string[]): string[] {
  const kinds = /\.(?:ts|tsx|js|css|json|md|sql|sh|yaml|yml|html|svg|png|webmanifest)$/
  const whole = /^(?:baton|LICENSE|Dockerfile|bin\/(?:check|dev|complete-lock|simulate)|\.ci\/run)$/
  return files.filter((file) => !kinds.test(file) && !whole.test(file))
}

function because(reason: string, what: readonly string[]): Record<string, string> {
  return Object.fromEntries(what.map((one) => [one, reason]))
}

function circlesOfMake(): Record<string, string> {
  return because(
    'make.ts names the makers of each section, and they its type of a maker',
    [
      'channels',
      'incident-rules',
      'inhibitions',
      'kit',
      'contacts',
      'heartbeats',
      'people',
      'policies',
      'routes',
      'schedules',
      'services',
      'sources',
      'teams',
    ].map((each) => {
      return `server/configuration/make-${each}.ts <-> server/configuration/make.ts`
    }),
  )
}

function asManifest(text: string): Manifest {
  const all: Manifest = JSON.parse(text)
  return all
}
