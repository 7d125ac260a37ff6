import { isUnderWay } from '../../../domain/incidents/stages.ts'
import type { IncidentState } from '../../../domain/incidents/stages.ts'
import { useAction } from '../../query.tsx'
import { Menu } from '../../ui/Menu.tsx'
import type { MenuItem } from '../../ui/Menu.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotChange, useWhyNotWork } from '../may.ts'
import type { Detail } from '../may.ts'
import { decisionFor } from './facts.ts'
import type { Open } from './opened.ts'

/** What is done less often: title, priority, who may see it, and the ends. */
export function IncidentMenu({ incident, open }: { readonly incident: Detail; readonly open: Open }) {
  const say = useWords('incidentRoom')
  const story = useWords('incidentStory')
  const hearing = useWords('hearing')
  const family = useWords('family')
  const change = useWhyNotChange(incident)
  const work = useWhyNotWork(incident)
  const { isPrivate, state, id: incidentId } = incident
  const describe = useAction('describeIncident', { done: say(isPrivate ? 'menu.shown' : 'menu.hidden') })
  const mitigate = useAction('mitigateIncident', { done: say('mitigate.undone') })
  const whyNotTo = (to: IncidentState) => {
    const decision = decisionFor(incident, to, '-')
    const refused = decision.do === 'refuse' && decision.because !== 'incident_reason_missing'
    return change ?? (refused ? say(`why.${decision.because}`) : undefined)
  }
  const reopened = state === 'closed' ? 'resolution' : 'triage'
  const items: readonly MenuItem[] = [
    {
      say: say('menu.rename'),
      icon: 'edit',
      unavailable: change,
      onPress: () => open({ dialog: 'part', part: 'title' }),
    },
    { say: say('menu.rate'), icon: 'up', unavailable: work, onPress: () => open({ dialog: 'rate' }) },
    {
      say: say(isPrivate ? 'menu.show' : 'menu.hide'),
      icon: 'lock',
      unavailable: change,
      onPress: () => describe.run({ incidentId, isPrivate: !isPrivate }),
    },
    ...(incident.mitigatedAt && isUnderWay(state)
      ? [
          {
            say: say('mitigate.undo'),
            icon: 'again' as const,
            unavailable: work,
            onPress: () => mitigate.run({ incidentId, isMitigated: false }),
          },
        ]
      : []),
    { say: story('export.menu'), icon: 'down', onPress: () => open({ dialog: 'export' }) },
    { say: hearing('room.menu'), icon: 'call', unavailable: change, onPress: () => open({ dialog: 'room' }) },
    'line',
    { say: family('parent.menu'), icon: 'link', unavailable: change, onPress: () => open({ dialog: 'parent' }) },
    { say: family('split.menu'), icon: 'forward', unavailable: work, onPress: () => open({ dialog: 'split' }) },
    {
      say: say('menu.merge'),
      icon: 'link',
      unavailable: whyNotTo('merged'),
      onPress: () => open({ dialog: 'merge' }),
    },
    ...(isUnderWay(state)
      ? ([
          {
            say: say('menu.dismiss'),
            icon: 'close',
            unavailable: whyNotTo('dismissed'),
            onPress: () => open({ dialog: 'move', to: 'dismissed' }),
          },
          {
            say: say('menu.close'),
            icon: 'ok',
            unavailable: whyNotTo('closed'),
            onPress: () => open({ dialog: 'move', to: 'closed' }),
          },
        ] as const)
      : ([
          {
            say: say('menu.reopen'),
            icon: 'again',
            unavailable: whyNotTo(reopened),
            onPress: () => open({ dialog: 'move', to: reopened }),
          },
        ] as const)),
  ]
  return <Menu label={say('menu.title')} icon="more" tone="plain" items={items} />
}
