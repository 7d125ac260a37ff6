import { useState } from 'react'
import { PriorityMark } from '../../alerts/marks.tsx'
import { Loaded } from '../../Loaded.tsx'
import { useAction, useLoaded } from '../../query.tsx'
import { useSettled } from '../../settled.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Checkbox, TextInput } from '../../ui/inputs.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Stack } from '../../ui/Screen.tsx'
import { useWords } from '../../words/words.ts'
import styles from './AttachDialog.module.css'
import type { InRoom } from './RoomDialog.tsx'

/** Open alerts that do not belong to it yet, found by their words, are taken in. */
export function AttachDialog({ incident, onClose }: InRoom) {
  const say = useWords('incidentRoom')
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<readonly number[]>([])
  const asked = useSettled(search.trim())
  const alerts = useLoaded(
    'listAlerts',
    { state: asked ? 'all' : 'open', limit: 30, ...(asked ? { search: asked } : {}) },
    { keep: true },
  )
  const attach = useAction('attachAlerts', { inForm: true })
  const missing = chosen.length === 0 ? say('alerts.attachChoose') : undefined
  const send = async () => {
    if (missing || attach.busy) return
    if (await attach.run({ incidentId: incident.id, alertIds: [...chosen] })) onClose()
  }
  const isNew = ({ id }: { readonly id: number }) => !incident.alerts.some((alert) => alert.id === id)
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('alerts.attachTitle')}
      actions={
        <Button tone="primary" size="large" icon="plus" busy={attach.busy} unavailable={missing} onPress={send}>
          {missing ? say('alerts.attach') : say('alerts.attachDo', { count: chosen.length })}
        </Button>
      }
    >
      <Stack>
        {attach.problem ? <Notice tone="critical">{attach.problem.sentence}</Notice> : null}
        <TextInput
          label={say('alerts.attachSearch')}
          hideLabel
          placeholder={say('alerts.attachSearch')}
          icon="search"
          type="search"
          value={search}
          onChange={setSearch}
        />
        <Loaded
          query={alerts}
          isEmpty={(answer) => answer.alerts.every((alert) => !isNew(alert))}
          empty={<p>{say('alerts.attachNone')}</p>}
        >
          {(answer) => (
            <ul className={styles.alerts}>
              {answer.alerts.filter(isNew).map((alert) => (
                <li key={alert.id}>
                  <Checkbox
                    label={
                      <span className={styles.alert}>
                        <PriorityMark priority={alert.priority} />
                        {alert.summary}
                      </span>
                    }
                    checked={chosen.includes(alert.id)}
                    onChange={(isChosen) =>
                      setChosen(isChosen ? [...chosen, alert.id] : chosen.filter((id) => id !== alert.id))
                    }
                  />
                </li>
              ))}
            </ul>
          )}
        </Loaded>
      </Stack>
    </Dialog>
  )
}
