import { lazy, Suspense, useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { paths } from '../paths.ts'
import { useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { useWords } from '../words/words.ts'

const DeclareDialog = lazy(() => import('./DeclareDialog.tsx'))

const AddToIncidentDialog = lazy(() => import('./AddToIncidentDialog.tsx'))

/** From an alert: to the incident that it belongs to, declares one with it, or adds it to one under way. */
export default function DeclareButton({ alert }: { readonly alert: EndpointOutput<'getAlert'> }) {
  const say = useWords('incidents')
  const whyNot = useWhyNot()
  const help = useWords('incidentHelp')
  const [isOpen, setOpen] = useState(false)
  const [isAdding, setAdding] = useState(false)
  const unavailable = whyNot('incidents.respond', alert.teamId)
  if (alert.incident) {
    return (
      <Button icon="critical" href={paths.incident(alert.incident.id)}>
        {say('ofAlert', { title: alert.incident.title })}
      </Button>
    )
  }
  return (
    <>
      <Button icon="critical" unavailable={unavailable} onPress={() => setOpen(true)}>
        {say('declare')}
      </Button>
      <Button icon="plus" unavailable={unavailable} onPress={() => setAdding(true)}>
        {help('add.open')}
      </Button>
      {isAdding ? (
        <Suspense>
          <AddToIncidentDialog alert={alert} onClose={() => setAdding(false)} />
        </Suspense>
      ) : null}
      {isOpen ? (
        <Suspense>
          <DeclareDialog alert={alert} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
