import { lazy, Suspense, useState } from 'react'
import type { Alert } from '../alerts/may.ts'
import { useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { useWords } from '../words/words.ts'

const DeclareDialog = lazy(() => import('./DeclareDialog.tsx'))

/** From an alert: declares an incident with it. */
export default function DeclareButton({ alert }: { readonly alert: Alert }) {
  const say = useWords('incidents')
  const whyNot = useWhyNot()
  const [isOpen, setOpen] = useState(false)
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
