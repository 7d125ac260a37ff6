import type { Plugin } from 'vite'

type Chunks = Readonly<
  Record<string, { readonly type: string; readonly imports?: readonly string[]; readonly isEntry?: boolean }>
>

/**
 * A screen that is fetched when it is wanted brings the files it stands on at the same moment. Those that the first
 * screen has already need not be named again: their names were 2 kB of it.
 */
export function preload() {
  let had: ReadonlySet<string> = new Set()
  const plugin: Plugin = {
    name: 'baton-preload',
    enforce: 'pre',
    generateBundle(_, bundle) {
      had = alwaysHad(bundle)
    },
  }
  return {
    plugin,
    resolveDependencies(_file: string, names: string[], { hostType }: { readonly hostType: 'html' | 'js' }): string[] {
      return hostType === 'html' ? names : names.filter((name) => !had.has(name))
    },
  }
}

/** Which files are there as soon as anything is: the entries, and all that they import at once. */
export function alwaysHad(chunks: Chunks): ReadonlySet<string> {
  const had = new Set(Object.keys(chunks).filter((name) => chunks[name]?.isEntry))
  for (const name of had) for (const each of chunks[name]?.imports ?? []) had.add(each)
  return had
}
