import type { EndpointOutput } from '../api.ts'
import type { useWords } from '../words/words.ts'

type Group = NonNullable<EndpointOutput<'listAlerts'>['alerts'][number]['group']>

/** With whom it shares a page: `region=eu`, or in words where a group has no labels. */
export function groupWords({ kind, text }: Group, say: ReturnType<typeof useWords<'alerts'>>): string {
  if (kind === 'flood') return say('shared.group.flood')
  return text === '' ? say(`shared.group.${kind}`) : text
}
