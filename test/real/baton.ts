// A Baton of its own as a child process: started, asked over its API, stopped, killed, started again on the same data.
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { send } from '../../cli/client.ts'
import type { EndpointInput, EndpointName, EndpointOutput } from '../../domain/api.ts'
import { freePort, launch, type Program } from './program.ts'

const adminToken = 'admin-token-of-a-trial-0001'
const main = path.join(import.meta.dirname, '..', '..', 'cli', 'main.ts')

export type BatonOptions = {
  /** For its data and its diagnostics. */
  readonly folder: string
  readonly env?: Readonly<Record<string, string>>
  readonly port?: number
}

export class Baton {
  readonly port: number
  readonly url: string
  readonly dataFolder: string
  /** Of the environment: an admin's, and no person's. */
  readonly token = adminToken
  readonly #launch: Parameters<typeof launch>[0]
  #program: Program | null = null

  constructor({ folder, env = {}, port }: BatonOptions & { readonly port: number }) {
    this.port = port
    this.url = `http://127.0.0.1:${port}`
    this.dataFolder = path.join(folder, 'data')
    this.#launch = {
      command: process.execPath,
      args: [main, 'serve'],
      logFile: path.join(folder, 'baton.log'),
      env: {
        BATON_DATA: this.dataFolder,
        BATON_PORT: String(port),
        BATON_URL: this.url,
        BATON_ADMIN_TOKEN: adminToken,
        BATON_EGRESS_ALLOW: '127.0.0.1',
        BATON_DIAGNOSTICS: 'warn',
        MALLOC_MMAP_THRESHOLD_: '1048576', // as the door starts it
        ...env,
      },
    }
  }

  /** 0 while it is down. */
  get pid(): number {
    return this.#program && !this.#program.hasEnded() ? this.#program.pid : 0
  }

  /** Starts the program and waits for nothing. */
  begin(): Program {
    this.#program = launch(this.#launch)
    return this.#program
  }

  /** Starts it and waits until it is ready for work; how long that took, in milliseconds. */
  async start(): Promise<number> {
    const began = performance.now()
    const program = this.begin()
    while (performance.now() - began < 60_000) {
      if (await this.isReady()) return performance.now() - began
      if (program.hasEnded()) throw new Error(`Baton did not start:\n${program.lastWords()}`)
      await pause(10)
    }
    throw new Error(`Baton was not ready within 60 s:\n${program.lastWords()}`)
  }

  async isReady(): Promise<boolean> {
    return (await readiness(this.url)) === 200
  }

  async kill(): Promise<void> {
    this.#program?.signal('SIGKILL')
    await this.#program?.ended
  }

  /** It stands still, and nobody is told; the machine swaps, or is moved to another host. */
  freeze(): void {
    this.#program?.signal('SIGSTOP')
  }

  /** It goes on as if nothing had been. */
  wake(): void {
    this.#program?.signal('SIGCONT')
  }

  async stop(): Promise<void> {
    this.wake()
    await this.#program?.stop()
  }

  lastWords(): string {
    return this.#program?.lastWords() ?? ''
  }

  /** Calls the API with the rights of an admin. */
  async call<N extends EndpointName>(name: N, input: EndpointInput<N>): Promise<EndpointOutput<N>> {
    const { content } = await send({ server: this.url, token: adminToken }, name, input)
    return asAnswer<N>(content)
  }
}

/** Starts a Baton on a port of its own and waits until it is ready. */
export async function startBaton(options: BatonOptions): Promise<Baton> {
  const baton = new Baton({ ...options, port: options.port ?? (await freePort()) })
  await baton.start()
  return baton
}

/** What /readyz says: 200, 503, or 0 when nobody listens. */
export function readiness(url: string): Promise<number> {
  return fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(
    async (response) => {
      await response.text()
      return response.status
    },
    () => 0,
  )
}

/** Baton's own tests hold every answer against its schema. */
function asAnswer<N extends EndpointName>(content: unknown): EndpointOutput<N> {
  return content as EndpointOutput<N>
}
