import { useState } from 'react'
import { arguesCause, earlyHint } from '../../../domain/incidents/early.ts'
import { isAcute } from '../../../domain/incidents/stages.ts'
import { useLoaded } from '../../query.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Bar } from '../../ui/Screen.tsx'
import styles from './RoomNotice.module.css'
import { useWords } from '../../words/words.ts'
import { useWhyNotWork } from '../may.ts'
import type { Detail } from '../may.ts'
import type { Open, Opened } from './opened.ts'

/** While it bleeds and causes are argued about: what would help first. Who puts it away sees it no more here, on this device. */
export function EarlyBanner({ incident, open, isAboutTo = false }: EarlyBannerProps) {
  const say = useWords('incidentHelp')
  const unavailable = useWhyNotWork(incident)
  const [isAway, setAway] = useState(() => localStorage.getItem(keyOf(incident.id)) !== null)
  const hint = useEarlyHint(incident, isAboutTo)
  if (!hint || isAway) return null
  const putAway = () => {
    localStorage.setItem(keyOf(incident.id), 'away')
    setAway(true)
  }
  return (
    <Notice tone="info" icon="clock" title={say(`early.first.${hint.first}`)}>
      <p>{hint.looking > 0 ? say(`early.looking.${hint.first}`, { count: hint.looking }) : say(`early.about`)}</p>
      <div className={styles.moves}>
        <Bar>
          <Button size="small" unavailable={unavailable} onPress={() => open(dialogFor(hint.first, incident))}>
            {say(`early.do.${hint.first}`)}
          </Button>
          <Button size="small" tone="quiet" onPress={putAway}>
            {say('early.away')}
          </Button>
        </Bar>
      </div>
    </Notice>
  )
}

function useEarlyHint(incident: Detail, isAboutTo: boolean) {
  const isActive = isAcute(incident.state) && incident.mitigatedAt === null
  const notes = useLoaded('readTimeline', { incidentId: incident.id, limit: 100 }, { enabled: isActive }).data?.entries
  const arguing = (notes ?? []).filter(({ kind, facts }) => kind === 'note_written' && arguesCause(textOf(facts)))
  return earlyHint({
    state: incident.state,
    isMitigated: incident.mitigatedAt !== null,
    hasLead: incident.lead !== null,
    told: incident.audiences.length,
    actions: incident.actions.filter(({ state }) => state !== 'called_off').length,
    lookingForCause: [...incident.hypotheses.map(({ by }) => by), ...arguing.map(({ actorName }) => actorName)],
    isAboutTo,
  })
}

function textOf(facts: Readonly<Record<string, unknown>>): string {
  return typeof facts['text'] === 'string' ? facts['text'] : ''
}

function dialogFor(first: 'action' | 'lead' | 'tell', incident: Detail): Opened {
  if (first === 'action') return { dialog: 'announce' }
  if (first === 'lead') return { dialog: 'lead' }
  const untold = (['responders', 'stakeholders', 'users'] as const).find(
    (audience) => !incident.audiences.some((each) => each.audience === audience),
  )
  return { dialog: 'tell', audience: untold ?? 'responders' }
}

function keyOf(incidentId: number): string {
  return `baton-early-${incidentId}`
}

type EarlyBannerProps = { readonly incident: Detail; readonly open: Open; readonly isAboutTo?: boolean }
