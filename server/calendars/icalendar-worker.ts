// Runs beside the event loop: a large or hostile calendar must not hold up a page.
import { parentPort, workerData } from 'node:worker_threads'
import { readICalendar, type Asking } from './read-icalendar.ts'

const { bytes, asking } = asWork(workerData)
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage(readICalendar(bytes, asking))

type Work = { readonly bytes: Uint8Array; readonly asking: Asking }

/** Safe, because only read-in-thread.ts starts this thread, and gives it this. */
function asWork(data: unknown): Work {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it crossed from one thread to another as it was
  return data as Work
}
