import { createContext, useContext, useSyncExternalStore } from 'react'
import { useLanguage } from '../words/words.ts'
import { absolute, relative } from './time-words.ts'
import type { TimeStyle } from './time-words.ts'

/** The IANA zone that times are told in when a `Time` names none: the person's own. */
export const ZoneContext = createContext<string | undefined>(undefined)

/**
 * A moment. `relative` says "3 min ago" with the full moment as hint; the others say it in the zone, which
 * is named whenever the caller gives one. `at` is an ISO instant.
 */
export function Time({ at, as = 'relative', zone }: TimeProps) {
  const language = useLanguage()
  const own = useContext(ZoneContext)
  const now = useNow(as === 'relative')
  const when = new Date(at)
  const told = zone ?? own
  const full = absolute(when, { language, zone: told, style: 'full', now })
  const words =
    as === 'relative'
      ? relative(when, isAboutNow(when, now) ? when : now, language)
      : absolute(when, { language, zone: told, style: as, named: zone !== undefined, now })
  return (
    <time dateTime={at} title={full}>
      {words}
    </time>
  )
}

/** Now, anew every ten seconds while `isTicking`. One clock for the whole screen. */
export function useNow(isTicking = true): Date {
  return useSyncExternalStore(isTicking ? tick : still, () => current)
}

/** What happened since the clock last ticked is not yet to come. */
function isAboutNow(when: Date, now: Date): boolean {
  return when > now && when.getTime() - now.getTime() < everyMs
}

type TimeProps = { readonly at: string; readonly as?: TimeStyle | 'relative'; readonly zone?: string }

const everyMs = 10_000
const watchers = new Set<() => void>()
let current = new Date()
let timer: ReturnType<typeof setInterval> | undefined

function tick(watcher: () => void): () => void {
  watchers.add(watcher)
  timer ??= setInterval(() => {
    current = new Date()
    for (const each of watchers) each()
  }, everyMs)
  if (Date.now() - current.getTime() > everyMs) current = new Date()
  return () => {
    watchers.delete(watcher)
    if (watchers.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function still(): () => void {
  return () => undefined
}
