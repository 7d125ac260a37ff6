// As yaml-worker.ts, for a text of several documents.
import { parentPort, workerData } from 'node:worker_threads'
import { parseYamlStream } from './yaml.ts'

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage(parseYamlStream(String(workerData)))
