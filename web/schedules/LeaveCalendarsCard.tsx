import { useState } from 'react'
import { Loaded } from '../Loaded.tsx'
import { useAction, useLoaded } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Empty } from '../ui/faces.tsx'
import { Form } from '../ui/Form.tsx'
import { TextInput } from '../ui/inputs.tsx'
import { Stack } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import type { SourceTold } from './calendar-draft.ts'
import { SourceState } from './SourceState.tsx'
import styles from './SourceState.module.css'
import { isChosen, WhereFields } from './WhereFields.tsx'
import type { Where } from './WhereFields.tsx'

/** Calendars that tell when I am on leave, such as that of the tool in which I ask for it. */
export function LeaveCalendarsCard() {
  const say = useWords('calendars')
  const mine = useLoaded('listLeaveCalendars', {})
  const [isConnecting, setIsConnecting] = useState(false)
  return (
    <>
      <Card
        title={say('leave.title')}
        about={say('leave.about')}
        actions={
          <Button size="small" icon="plus" onPress={() => setIsConnecting(true)}>
            {say('leave.connect')}
          </Button>
        }
      >
        <Loaded
          query={mine}
          isEmpty={({ sources }) => sources.length === 0}
          empty={
            <Empty icon="calendar" title={say('leave.none')}>
              {say('leave.noneSay')}
            </Empty>
          }
        >
          {({ sources }) => (
            <Stack>
              {sources.map((source) => (
                <Connected key={source.id} source={source} />
              ))}
            </Stack>
          )}
        </Loaded>
      </Card>
      {isConnecting ? <ConnectDialog onClose={() => setIsConnecting(false)} /> : null}
    </>
  )
}

function Connected({ source }: { readonly source: SourceTold }) {
  const say = useWords('calendars')
  const disconnect = useAction('disconnectLeaveCalendar', { done: say('leave.disconnected') })
  return (
    <section className={styles.state} aria-label={source.hint}>
      <SourceState source={source} />
      {source.onlyWith ? <p className={styles.hint}>{say('leave.onlyWith', { text: source.onlyWith })}</p> : null}
      <div>
        <Button
          size="small"
          tone="quiet"
          icon="trash"
          busy={disconnect.busy}
          onPress={() => disconnect.run({ sourceId: source.id })}
        >
          {say('leave.disconnect')}
        </Button>
      </div>
    </section>
  )
}

function ConnectDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useWords('calendars')
  const [where, setWhere] = useState<Where>({ url: '' })
  const [onlyWith, setOnlyWith] = useState('')
  const connect = useAction('connectLeaveCalendar', { inForm: true, done: say('leave.connected') })
  const send = async () => {
    if (await connect.run({ ...where, onlyWith })) onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('leave.connect')}
      about={say('leave.connectAbout')}
      actions={
        <Button
          tone="primary"
          busy={connect.busy}
          unavailable={isChosen(where) ? undefined : say('where.missing')}
          onPress={send}
        >
          {say('readIt')}
        </Button>
      }
    >
      <Form onSubmit={send}>
        <WhereFields where={where} problem={connect.problem} onChange={setWhere} />
        <TextInput
          label={say('leave.only')}
          hint={say('leave.onlyHint')}
          optional
          maxLength={100}
          value={onlyWith}
          onChange={setOnlyWith}
        />
      </Form>
    </Dialog>
  )
}
