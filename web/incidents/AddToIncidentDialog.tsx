import { useState } from 'react'
import { PriorityMark } from '../alerts/marks.tsx'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useAction, useLoaded } from '../query.tsx'
import { useSettled } from '../settled.ts'
import { useGo } from '../shell/go.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Stack } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { IncidentStateMark } from './marks.tsx'

/** The alert belongs to an incident that is under way already; those of its service stand first. */
export default function AddToIncidentDialog({ alert, onClose }: AddToIncidentDialogProps) {
  const say = useWords('incidentHelp')
  const go = useGo()
  const [search, setSearch] = useState('')
  const asked = useSettled(search.trim())
  const incidents = useLoaded(
    'listIncidents',
    { state: 'open', limit: 50, ...(asked ? { search: asked } : {}) },
    { keep: true },
  )
  const attach = useAction('attachAlerts', { done: say('add.done') })
  const add = async (incidentId: number) => {
    if (!(await attach.run({ incidentId, alertIds: [alert.id] }))) return
    onClose()
    go(paths.incident(incidentId))
  }
  const isOfService = ({ services }: { readonly services: readonly { readonly id: string }[] }) =>
    Number(services.some(({ id }) => id === alert.serviceId))
  return (
    <Dialog open onClose={onClose} title={say('add.title')} about={say('add.about')}>
      <Stack>
        <TextInput
          label={say('add.search')}
          hideLabel
          placeholder={say('add.search')}
          icon="search"
          type="search"
          value={search}
          onChange={setSearch}
        />
        <Loaded query={incidents} isEmpty={(answer) => answer.incidents.length === 0} empty={<p>{say('add.none')}</p>}>
          {(answer) => (
            <Rows label={say('add.title')}>
              {answer.incidents
                .toSorted((a, b) => isOfService(b) - isOfService(a))
                .map((incident) => (
                  <Row
                    key={incident.id}
                    lead={<PriorityMark priority={incident.priority} />}
                    title={incident.title}
                    meta={
                      <>
                        <IncidentStateMark state={incident.state} look="plain" />
                        <span>{incident.services.map(({ name }) => name).join(', ')}</span>
                      </>
                    }
                    trail={
                      <Button size="small" busy={attach.busy} onPress={() => add(incident.id)}>
                        {say('add.do')}
                      </Button>
                    }
                    wrapTrail={false}
                  />
                ))}
            </Rows>
          )}
        </Loaded>
      </Stack>
    </Dialog>
  )
}

type AddToIncidentDialogProps = {
  readonly alert: { readonly id: number; readonly serviceId: string | null }
  readonly onClose: () => void
}
