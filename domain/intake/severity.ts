import type { Priority } from './event.ts'

/** Which priority a foreign severity word means, by any monitor's vocabulary; null when the word is unknown. */
export function priorityOf(word: string): Priority | null {
  return words.get(word) ?? words.get(word.trim().toLowerCase()) ?? null
}

/** What an alert gets when nothing says how bad it is: high enough to page, since silence would be the worse mistake. */
export const UNSAID: Priority = 'P2'

const words: ReadonlyMap<string, Priority> = new Map<string, Priority>([
  ...each('P1', 'critical', 'crit', 'page', 'fatal', 'emergency', 'emerg', 'alert', 'disaster', 'p1', 'sev0', 'sev1'),
  ...each('P2', 'error', 'err', 'high', 'major', 'severe', 'p2', 'sev2'),
  ...each('P3', 'warning', 'warn', 'minor', 'medium', 'average', 'moderate', 'p3', 'sev3'),
  ...each('P4', 'info', 'information', 'informational', 'notice', 'none', 'low', 'debug', 'p4', 'p5', 'sev4', 'sev5'),
])

function each(priority: Priority, ...said: readonly string[]): [string, Priority][] {
  return said.map((word) => [word, priority])
}
