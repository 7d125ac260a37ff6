// Runs beside the event loop: a large or hostile mail must not hold up a page.
import { parentPort, workerData } from 'node:worker_threads'
import { readMail } from './read-mail.ts'

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage(await readMail(asBytes(workerData)))

/** Safe, because only read-in-thread.ts starts this thread, and gives it this. */
function asBytes(data: unknown): Uint8Array {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it crossed from one thread to another as it was
  return data as Uint8Array
}
