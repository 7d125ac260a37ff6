import { Button } from '../ui/Button.tsx'
import { CopyBox } from '../ui/CopyBox.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Stack } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'

/** A calendar link, this once, and where calendar programs want it. */
export function CalendarLinkDialog({ url, onClose }: { readonly url: string; readonly onClose: () => void }) {
  const say = useWords('schedules')
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('calendar.made')}
      about={say('calendar.madeAbout')}
      actions={<Button onPress={onClose}>{say('calendar.done')}</Button>}
    >
      <Stack>
        <CopyBox title={say('calendar.link')} label={say('calendar.link')} text={url} wrap />
        <Notice tone="info" icon="calendar" title={say('calendar.how')}>
          <p>{say('calendar.google')}</p>
          <p>{say('calendar.apple')}</p>
          <p>{say('calendar.outlook')}</p>
        </Notice>
      </Stack>
    </Dialog>
  )
}
