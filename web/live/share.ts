/* oxlint-disable unicorn/require-post-message-target-origin -- a BroadcastChannel has no target */
import type { LiveState, News } from './news.ts'
import { openStream } from './stream.ts'

/** How long a tab in front waits for the tab that holds the stream before it takes over. */
const answerMs = 1_500
const askEveryMs = 20_000

type Whisper = News | { readonly kind: 'who' }

/**
 * One stream per browser: the tab that holds a lock opens it and passes on what it hears, because HTTP/1.1 allows six
 * connections in all. A browser may freeze that tab; a visible tab that gets no answer from it takes the stream itself.
 * Without locks (plain http off localhost) each tab has its own. Ends with the returned function.
 */
export function shareStream(hear: (news: News) => void): () => void {
  if (!('locks' in navigator)) return openStream(hear)
  const channel = new BroadcastChannel('baton-live')
  const ended = new AbortController()
  let close: (() => void) | undefined
  let state: LiveState = 'connecting'
  let unanswered: ReturnType<typeof setTimeout> | undefined

  const tell = (news: News) => {
    if (news.kind === 'state') state = news.state
    channel.postMessage(news)
    hear(news)
  }
  const lead = () => {
    clearTimeout(unanswered)
    close = openStream(tell)
    return new Promise<void>((resolve) => ended.signal.addEventListener('abort', () => resolve()))
  }
  const stopLeading = () => {
    close?.()
    close = undefined
  }
  const wait = () => {
    if (ended.signal.aborted) return
    // A lock that was taken away rejects: this tab was too slow to answer, and follows from now on.
    navigator.locks.request('baton-live', { signal: ended.signal }, lead).catch(() => {
      stopLeading()
      wait()
    })
  }
  const takeOver = () => {
    navigator.locks.request('baton-live', { steal: true }, lead).catch(() => {
      stopLeading()
      wait()
    })
  }
  const ask = () => {
    if (ended.signal.aborted || close || document.visibilityState !== 'visible') return
    channel.postMessage({ kind: 'who' } satisfies Whisper)
    clearTimeout(unanswered)
    unanswered = setTimeout(takeOver, answerMs)
  }

  channel.addEventListener('message', ({ data }: MessageEvent<Whisper>) => {
    if (data.kind !== 'who') {
      clearTimeout(unanswered)
      hear(data)
    } else if (close) channel.postMessage({ kind: 'state', state } satisfies Whisper)
  })
  wait()
  const asking = setInterval(ask, askEveryMs)
  document.addEventListener('visibilitychange', ask)
  setTimeout(ask, 200)
  return () => {
    ended.abort()
    stopLeading()
    clearInterval(asking)
    clearTimeout(unanswered)
    document.removeEventListener('visibilitychange', ask)
    channel.close()
  }
}
