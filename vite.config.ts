import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'
import { preload } from './vite.preload.ts'
import { words } from './vite.words.ts'

const here = import.meta.dirname
const server = 'http://127.0.0.1:4000'
const { plugin: preloading, resolveDependencies } = preload()

export default defineConfig({
  root: join(here, 'web'),
  plugins: [words(join(here, 'web')), react(), routes(), preloading],
  build: {
    outDir: join(here, 'dist/web'),
    emptyOutDir: true,
    target: ['chrome123', 'firefox121', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false, resolveDependencies },
    rolldownOptions: { output: { chunkFileNames: ({ facadeModuleId }) => nameOf(facadeModuleId) } },
  },
  server: {
    host: '127.0.0.1',
    // Anchored, because /api-reference and /incidents are screens.
    proxy: { '^/api/': server, '^/calendar/': server, '^/in/': server, '^/v2/': server },
  },
  preview: { host: '127.0.0.1' },
})

/** Words are named by their language and term, so that a list of what was fetched can be read. */
function nameOf(facade: string | null): string {
  const [, name] = /\/web\/words\/(.+)\.(?:ts|json)$/.exec(facade ?? '') ?? []
  return `assets/${name ? `words-${name.replace('/', '-')}` : '[name]'}-[hash].js`
}

/**
 * `virtual:routes` is the table of endpoints without their schemas: `{ name: [method, path] }`. It is read from
 * domain/api.ts by a Node of its own, so zod never reaches the browser and a changed contract is read afresh.
 */
function routes(): Plugin {
  const id = 'virtual:routes'
  return {
    name: 'baton-routes',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    async load(source) {
      if (source !== `\0${id}`) return undefined
      const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', print], {
        cwd: here,
      })
      return `export default ${stdout}`
    },
    configureServer(dev) {
      dev.watcher.add(join(here, 'domain'))
      dev.watcher.on('change', (file) => {
        const routesModule = dev.moduleGraph.getModuleById(`\0${id}`)
        if (!file.endsWith('api.ts') || !routesModule) return
        dev.moduleGraph.invalidateModule(routesModule)
        dev.ws.send({ type: 'full-reload' })
      })
    },
  }
}

const print = `
  const { endpoints } = await import('./domain/api.ts')
  const table = Object.entries(endpoints).map(([name, row]) => [name, [row.method, row.path]])
  console.log(JSON.stringify(Object.fromEntries(table)))
`
