import { Worker } from 'node:worker_threads'
import type { ParsedYaml } from './yaml.ts'

const withinMs = 10_000

/** What does this text say? Read in a thread of its own, within ten seconds and a bounded memory. */
export async function readYaml(text: string): Promise<ParsedYaml> {
  const worker = new Worker(new URL('./yaml-worker.ts', import.meta.url), {
    workerData: text,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  })
  try {
    return await firstWordOf(worker)
  } finally {
    await worker.terminate()
  }
}

function firstWordOf(worker: Worker): Promise<ParsedYaml> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => resolve(tooMuch), withinMs)
    worker.once('message', (parsed: ParsedYaml) => resolve(parsed))
    worker.once('error', (error) => (isExhausted(error) ? resolve(tooMuch) : reject(error)))
    worker.once('exit', () => {
      clearTimeout(deadline)
      resolve(tooMuch)
    })
  })
}

function isExhausted(error: unknown): boolean {
  return error instanceof RangeError || (error instanceof Error && 'code' in error && error.code === outOfMemory)
}

const outOfMemory = 'ERR_WORKER_OUT_OF_MEMORY'
const tooMuch: ParsedYaml = {
  value: undefined,
  places: new Map(),
  problems: [{ place: '1:1', path: '', say: 'This file is too large or too deep to be read; split it' }],
}
