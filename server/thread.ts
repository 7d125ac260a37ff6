// Work that may take too long, or too much memory, is done in a thread of its own that ends.
import { Worker } from 'node:worker_threads'

/** What does this thread say to what it is asked? `tooMuch`: that it took more time or memory than it may. What else it throws is thrown. */
export async function askThread<T>(
  file: URL,
  asked: unknown,
  { withinMs, mostMb }: { readonly withinMs: number; readonly mostMb: number },
  tooMuch: T,
): Promise<T> {
  const worker = new Worker(file, { workerData: asked, resourceLimits: { maxOldGenerationSizeMb: mostMb } })
  try {
    return await firstWordOf(worker, withinMs, tooMuch)
  } finally {
    await worker.terminate()
  }
}

function firstWordOf<T>(worker: Worker, withinMs: number, tooMuch: T): Promise<T> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => resolve(tooMuch), withinMs)
    worker.once('message', (said: T) => resolve(said))
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
