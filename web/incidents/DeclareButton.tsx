import { lazy, Suspense, useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { paths } from '../paths.ts'
import { useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { useWords } from '../words/words.ts'

const DeclareDialog = lazy(() => import('./DeclareDialog.tsx'))

/** From an alert: to the incident that it belongs to, or declares one with it. */
export default function DeclareButton({ alert }: { readonly alert: EndpointOutput<'getAlert'> }) {
  const say = useWords('incidents')
  const whyNot = useWhyNot()
  const [isOpen, setOpen] = useState(false)
  if (alert.incident) {
    return (
      <Button icon="critical" href={paths.incident(alert.incident.id)}>
        {say('ofAlert', { title: alert.incident.title })}
      </Button>
    )
  }
  return (
    <>
      <Button icon="critical" unavailable={whyNot('incidents.respond', alert.teamId)} onPress={() => setOpen(true)}>
        {say('declare')}
      </Button>
      {isOpen ? (
        <Suspense>
          <DeclareDialog alert={alert} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
