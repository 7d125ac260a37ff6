// The title of an incident that a rule declares: the words of the rule, with what the alert says put in.
import { cutUnits } from '../paging/short-message.ts'

export type TitleFacts = {
  readonly summary: string
  readonly service: string
  readonly priority: string
  readonly count: number
  readonly labels: Readonly<Record<string, string>>
}

const longestTitle = 200
/** Linear: a brace, then no brace, then its end. */
const place = /\{([^{}]*)\}/g

/** What is the incident called? A label that the alert does not have is left out; what is too long is cut. */
export function titleFrom(template: string, facts: TitleFacts): string {
  const title = template
    .replaceAll(place, (whole, name: string) => valueOf(name, facts) ?? whole)
    .replaceAll(/\s+/g, ' ')
    .trim()
  const shown = title === '' ? facts.summary.trim() || 'Incident' : title
  return cutUnits(shown, longestTitle)
}

/** Which places in this title would be filled by nothing? */
export function unknownIn(template: string): readonly string[] {
  const none = { summary: '', service: '', priority: '', count: 0, labels: {} }
  return [...template.matchAll(place)].flatMap(([whole, name = '']) => (valueOf(name, none) === null ? [whole] : []))
}

function valueOf(name: string, { labels, ...facts }: TitleFacts): string | null {
  if (name.startsWith('labels.') && name.length > 'labels.'.length) {
    const label = name.slice('labels.'.length)
    return Object.hasOwn(labels, label) ? (labels[label] ?? '') : ''
  }
  switch (name) {
    case 'summary':
    case 'service':
    case 'priority':
      return facts[name]
    case 'count':
      return String(facts.count)
    default:
      return null
  }
}
