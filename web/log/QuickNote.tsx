import { useState } from 'react'
import { useTeamsWhere } from '../people/teams.ts'
import { TeamSelect } from '../people/TeamSelect.tsx'
import { useAction, useLoaded } from '../query.tsx'
import { usePath } from '../shell/go.ts'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Checkbox, TextArea } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Stack } from '../ui/Screen.tsx'
import { sendByKeys } from '../ui/send-keys.ts'
import { useWords } from '../words/words.ts'
import MentionOffers from './MentionOffers.tsx'

/** A line into the log from anywhere, about the service that is on the screen. Alerts and incidents have a line of their own. */
export default function QuickNote({ text: shared = '', onClose }: QuickNoteProps) {
  const say = useWords('logDay')
  const log = useWords('log')
  const me = useMe()
  const named = /^\/services\/([a-z0-9][a-z0-9-]{0,62})$/.exec(usePath())?.[1]
  const service = useLoaded('getService', { service: named ?? 'none' }, { enabled: named !== undefined }).data
  const { teams, unavailable } = useTeamsWhere('log.write')
  const [chosen, setChosen] = useState('')
  const [isAbout, setAbout] = useState(true)
  const [text, setText] = useState(shared)
  const mine = teams.find(({ id }) => me.teams.some((each) => each.id === id)) ?? teams[0]
  const about = service && isAbout ? service : null
  const teamId = about?.teamId ?? (chosen || mine?.id)
  const write = useAction('writeNote', { inForm: true, done: say('quick.written') })
  const why = teams.length === 0 ? unavailable : text.trim() === '' ? log('note.empty') : undefined
  const send = async () => {
    if (why || !teamId || write.busy) return
    if (await write.run({ teamId, serviceId: about?.id ?? null, text })) onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('quick.title')}
      about={say('quick.hint')}
      actions={
        <Button tone="primary" size="large" icon="note" busy={write.busy} unavailable={why} onPress={send}>
          {say('quick.write')}
        </Button>
      }
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it hears the keys of its field */}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
        onKeyDown={sendByKeys(send)}
      >
        <Stack>
          {write.problem ? <Notice tone="critical">{write.problem.sentence}</Notice> : null}
          <TextArea label={say('quick.text')} value={text} onChange={setText} rows={4} maxLength={4000} />
          <MentionOffers text={text} onChange={setText} />
          {service ? (
            <Checkbox label={`${say('quick.about')}: ${service.name}`} checked={isAbout} onChange={setAbout} />
          ) : null}
          {about || teams.length < 2 ? null : <TeamSelect teams={teams} value={teamId ?? ''} onChange={setChosen} />}
        </Stack>
      </form>
    </Dialog>
  )
}

type QuickNoteProps = {
  /** What stands there already: it was shared from another program. */
  readonly text?: string
  readonly onClose: () => void
}
