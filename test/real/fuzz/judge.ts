// Every answer, held against what is promised.
import type { Trial } from '../trial.ts'
import type { Case } from './cases.ts'
import type { Heard } from './wire.ts'

/** Holds every answer against what is promised, and counts. */
export class Judge {
  /** What must be there afterwards: the source, the key, and by which case. */
  readonly opened: { readonly sourceId: string; readonly key: string; readonly number: number }[] = []
  readonly #trial: Trial
  readonly #counts = new Map<string, number>()
  readonly #failures = new Map<string, string[]>()
  #slowestMs = 0

  constructor(trial: Trial) {
    this.#trial = trial
  }

  hear(one: Case, heard: Heard | 'gone' | 'silent'): void {
    const isBroken = one.written.framing.startsWith('broken')
    const status = typeof heard === 'string' ? heard : String(heard.status)
    this.#counts.set(status, (this.#counts.get(status) ?? 0) + 1)
    if (isBroken && heard === 'gone') return
    for (const wrong of wrongWith(one, heard)) {
      const cases = this.#failures.get(wrong) ?? []
      this.#failures.set(wrong, cases)
      cases.push(
        `case ${one.number} (${one.how.join(', ').slice(0, 300)}): ${typeof heard === 'string' ? heard : `${heard.status} ${heard.body.slice(0, 200)}`}`,
      )
    }
    if (typeof heard === 'string') return
    this.#slowestMs = Math.max(this.#slowestMs, heard.ms)
    if (heard.status >= 200 && heard.status < 300)
      for (const key of one.opens) this.opened.push({ sourceId: one.sourceId, key, number: one.number })
  }

  sum(): void {
    const counts = [...this.#counts]
      .toSorted(([a], [b]) => Number(a) - Number(b))
      .map(([status, count]) => `${status}: ${count}`)
    this.#trial.say(`answers ${counts.join(', ')}; slowest ${this.#slowestMs.toFixed(0)} ms`)
    for (const rule of rules) {
      const cases = this.#failures.get(rule.says) ?? []
      const shown = cases.slice(0, 8).map((each) => `\n          ${each}`)
      this.#trial.check(
        cases.length === 0,
        `${rule.says}${cases.length > 0 ? ` (${cases.length} times)` : ''}${shown.join('')}`,
      )
    }
  }
}

const atNoDoor = new Set([
  'another key',
  'expects something odd',
  'two lengths',
  'an odd beginning',
  'an odd path',
  'an escape in the path',
])

type Rule = { readonly says: string; readonly holds: (one: Case, heard: Heard | 'gone' | 'silent') => boolean }

const rules: readonly Rule[] = [
  {
    says: 'every request is answered within five seconds',
    // At no door, nobody waits for the rest of a long body, and what breaks the line takes the answer with it.
    holds: ({ how, written }, heard) =>
      typeof heard !== 'string' ||
      (heard === 'gone' && written.body.length > 65_536 && how.some((each) => atNoDoor.has(each))),
  },
  { says: 'no answer is 500 or more', holds: (_, heard) => typeof heard === 'string' || heard.status < 500 },
  {
    says: 'every answer with a body says its type',
    holds: (one, heard) =>
      typeof heard === 'string' ||
      heard.body === '' ||
      heard.headers.has('content-type') ||
      one.written.method === 'HEAD',
  },
  {
    says: 'no page of Baton shows what was sent',
    holds: (_, heard) =>
      typeof heard === 'string' ||
      !heard.headers.get('content-type')?.includes('html') ||
      !/<script>alert\(1\)|<img src=x|"><script/.test(heard.body),
  },
  {
    says: 'what is not signed as it should be is not taken',
    holds: ({ mustRefuse }, heard) => typeof heard === 'string' || !mustRefuse || heard.status >= 300,
  },
]

function wrongWith(one: Case, heard: Heard | 'gone' | 'silent'): readonly string[] {
  return rules.filter(({ holds }) => !holds(one, heard)).map(({ says }) => says)
}
