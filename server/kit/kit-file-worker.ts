// Runs beside the event loop: a large or hostile file must not hold up a page.
import { parentPort, workerData } from 'node:worker_threads'
import { parseKitFile } from './kit-file-text.ts'

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage(parseKitFile(String(workerData)))
