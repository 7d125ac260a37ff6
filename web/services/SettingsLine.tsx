import { useWords } from '../words/words.ts'
import type { Service } from './settings-draft.ts'

/** What a service does unlike others: how it groups, and what it cannot do without. Nothing for the usual. */
export function SettingsLine({ service, services, className }: SettingsLineProps) {
  const say = useWords('grouping')
  const { grouping, groupLabels, dependsOn } = service
  const nameOf = (id: string) => services.find((each) => each.id === id)?.name ?? '…'
  const parts = [
    grouping === 'unanswered'
      ? null
      : grouping === 'labels'
        ? say('line.labels', { labels: groupLabels.join(', ') })
        : say(`line.${grouping}`),
    dependsOn.length > 0 ? say('line.dependsOn', { names: dependsOn.map(nameOf).join(', ') }) : null,
  ].filter((part) => part !== null)
  return parts.length > 0 ? <span className={className}>{parts.join(' · ')}</span> : null
}

type SettingsLineProps = {
  readonly service: Service
  readonly services: readonly Service[]
  readonly className: string | undefined
}
