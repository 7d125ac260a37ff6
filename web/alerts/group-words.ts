import type { EndpointOutput } from '../api.ts'
import type { useWords } from '../words/words.ts'

type Group = NonNullable<EndpointOutput<'listAlerts'>['alerts'][number]['group']>

/** With whom it shares a page: `region=eu`, or in words where a group has no labels. */
export function groupWords({ kind, text }: Group, say: ReturnType<typeof useWords<'grouping'>>): string {
  if (kind === 'flood') return say('group.flood')
  return text === '' ? say(`group.${kind}`) : text
}
