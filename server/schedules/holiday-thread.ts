// Runs beside the event loop, and only when it is asked for: the library takes 40 MB and blocks for 200 ms when it is
// loaded, and lunar calendars are astronomy. A page waits for none of it.
import { parentPort, workerData } from 'node:worker_threads'
import { readHolidays, readPlaces, type Asked } from './holiday-library.ts'

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- handed over by holidays.ts, in one process
const asked = workerData as Asked
const answer = asked.for === 'places' ? readPlaces() : asked.of.map(readHolidays)
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage(answer)
