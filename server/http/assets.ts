// The built web, from memory: small, hashed names kept for ever, the rest asked for again; every address of a screen is the app.
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export type Asset = {
  readonly body: Buffer
  readonly type: string
  readonly isHashed: boolean
  readonly compressed: { br?: Buffer; gzip?: Buffer }
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

/** What browsers may do with our pages: nothing that did not come from here. */
export const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

export class Assets {
  readonly #files: ReadonlyMap<string, Asset>

  private constructor(files: ReadonlyMap<string, Asset>) {
    this.#files = files
  }

  /** Reads a built web. A folder that is not there gives no assets: the API works without a web. */
  static async read(folder: string): Promise<Assets> {
    const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
    const files = await Promise.all(
      names
        .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
        .map(async (entry): Promise<[string, Asset]> => {
          const file = path.join(entry.parentPath, entry.name)
          const url = `/${path.relative(folder, file).split(path.sep).join('/')}`
          const type = types[path.extname(entry.name)] ?? 'application/octet-stream'
          return [
            url,
            { body: await readFile(file), type, isHashed: /-[\w-]{8,}\.\w+$/.test(entry.name), compressed: {} },
          ]
        }),
    )
    return new Assets(new Map(files))
  }

  /** The file at this address, or the app itself for the address of a screen; undefined for anything else. */
  async answer(url: string, accepts: string): Promise<Response | undefined> {
    const file = this.#files.get(url)
    const asset = file ?? (path.extname(url) === '' ? this.#files.get('/index.html') : undefined)
    if (!asset) return undefined
    const { body, encoding } = await this.#encoded(asset, accepts)
    return new Response(new Uint8Array(body), {
      headers: {
        'content-type': asset.type,
        'cache-control': file && asset.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
        vary: 'accept-encoding',
        ...(encoding ? { 'content-encoding': encoding } : {}),
      },
    })
  }

  async #encoded(asset: Asset, accepts: string): Promise<{ body: Buffer; encoding: 'br' | 'gzip' | null }> {
    if (asset.body.length < 1_024) return { body: asset.body, encoding: null }
    if (/\bbr\b/.test(accepts)) {
      asset.compressed.br ??= await promisify(brotliCompress)(asset.body, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 5 },
      })
      return { body: asset.compressed.br, encoding: 'br' }
    }
    if (/\bgzip\b/.test(accepts)) {
      asset.compressed.gzip ??= await promisify(gzip)(asset.body)
      return { body: asset.compressed.gzip, encoding: 'gzip' }
    }
    return { body: asset.body, encoding: null }
  }
}
