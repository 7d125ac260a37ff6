import { useLanguage, useWords } from '../words/words.ts'

/** "340 ms", "2.5 s", "12 min": a span in the unit in which it is read at a glance; a dash where nothing was measured. */
export function useSpanMs(): (milliseconds: number | null) => string {
  const language = useLanguage()
  const say = useWords('operations')
  return (milliseconds) => (milliseconds === null ? say('none') : spanMsWords(milliseconds, language))
}

export function spanMsWords(milliseconds: number, language: string): string {
  const [unit, size] = units.find(([, least]) => milliseconds >= least) ?? smallest
  const most = milliseconds / size < 10 ? 1 : 0
  const words = new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: unit === 'millisecond' ? 0 : most,
  })
  return words.format(milliseconds / size)
}

const smallest = ['millisecond', 1] as const
const units = [
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const

/** "99.9 %": of those that ended, how many were handed over; null where none ended. Never rounded up to all of them. */
export function shareWords(of: { readonly sent: number; readonly failed: number }, language: string): string | null {
  const ended = of.sent + of.failed
  if (ended === 0) return null
  const share = Math.floor((of.sent / ended) * 1_000) / 1_000
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(share)
}
