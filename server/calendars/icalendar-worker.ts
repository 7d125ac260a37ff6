// Runs beside the event loop: a large or hostile calendar must not hold up a page.
import { parentPort, workerData } from 'node:worker_threads'
import { readICalendar, type Asking } from './read-icalendar.ts'

const { bytes, asking } = workerData as { readonly bytes: Uint8Array; readonly asking: Asking }
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage(readICalendar(bytes, asking))
