import { lazy, Suspense, useState } from 'react'
import { useLoaded } from '../query.tsx'
import { useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { paths } from '../paths.ts'
import { namesOf } from './handover.ts'
import { HandoverStateMark } from './marks.tsx'
import styles from './SettingsCard.module.css'

const SettingsDialog = lazy(async () => ({ default: (await import('./SettingsDialog.tsx')).SettingsDialog }))

/** Whether this schedule hands over, and its handovers that are open or coming. */
export function SettingsCard({ scheduleId, teamId }: { readonly scheduleId: string; readonly teamId: string }) {
  const say = useWords('handover')
  const mayNotChange = useWhyNot()('schedules.manage', teamId)
  const [isOpen, setOpen] = useState(false)
  const settings = useLoaded('getHandoverSettings', { scheduleId }).data
  const handovers = useLoaded('listHandovers', { scheduleId }).data?.handovers ?? []
  if (!settings) return null
  return (
    <Card
      title={say('settings.title')}
      flush
      actions={
        <Button size="small" icon="edit" unavailable={mayNotChange} onPress={() => setOpen(true)}>
          {say('settings.change')}
        </Button>
      }
    >
      <p className={styles.about}>
        {settings.isOn
          ? say('settings.on', { grace: settings.graceMinutes, valve: settings.valveMinutes })
          : say('settings.off')}
      </p>
      {handovers.length === 0 ? null : (
        <Rows label={say('settings.title')}>
          {handovers.map((handover) => (
            <Row
              key={handover.id}
              title={say('hands', namesOf(handover, say('nobody')))}
              href={paths.handover(handover.id)}
              meta={<Time at={handover.beginsAt} as="moment" />}
              trail={<HandoverStateMark state={handover.state} />}
            />
          ))}
        </Rows>
      )}
      {isOpen ? (
        <Suspense>
          <SettingsDialog scheduleId={scheduleId} settings={settings} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </Card>
  )
}
