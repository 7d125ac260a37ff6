import { reconnectDelayMs, ringFrom, topicsFrom } from './news.ts'
import type { News } from './news.ts'

/** The server sends a `beat` every 15 s; a connection that has beaten once and falls silent this long is dead. */
const silenceMs = 45_000
/** After this many failed tries in a row the state is `offline`. */
const triesUntilOffline = 3

/**
 * One EventSource on /api/live that tries again by itself, until the returned function is called. The browser's own
 * retry gives up on the first refusal (a restarting server, a proxy's 502), so each connection is opened anew here.
 */
export function openStream(tell: (news: News) => void): () => void {
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let tries = 0
  let wasLive = false

  const connect = () => {
    clearTimeout(timer)
    source?.close()
    const opened = new EventSource('/api/live')
    source = opened
    opened.addEventListener('open', () => {
      tries = 0
      tell({ kind: 'state', state: 'live' })
      if (wasLive) tell({ kind: 'missed' })
      wasLive = true
    })
    opened.addEventListener('error', again)
    opened.addEventListener('beat', watchSilence)
    opened.addEventListener('changed', (event) => tell({ kind: 'changed', topics: topicsFrom(parsed(event)) }))
    opened.addEventListener('ring', (event) => {
      const ring = ringFrom(parsed(event))
      if (ring) tell({ kind: 'ring', ring })
    })
  }
  const again = () => {
    source?.close()
    tell({ kind: 'state', state: navigator.onLine && tries < triesUntilOffline ? 'reconnecting' : 'offline' })
    clearTimeout(timer)
    timer = setTimeout(connect, reconnectDelayMs(tries, Math.random()))
    tries += 1
  }
  const watchSilence = () => {
    clearTimeout(timer)
    timer = setTimeout(again, silenceMs)
  }

  tell({ kind: 'state', state: 'connecting' })
  connect()
  addEventListener('online', connect)
  addEventListener('offline', again)
  return () => {
    removeEventListener('online', connect)
    removeEventListener('offline', again)
    clearTimeout(timer)
    source?.close()
  }
}

function parsed(event: MessageEvent<unknown>): unknown {
  try {
    return JSON.parse(String(event.data))
  } catch {
    return null
  }
}
