import type { ReactNode } from 'react'
import type { Problem } from '../../problem.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import type { IconName } from '../../ui/Icon.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Stack } from '../../ui/Screen.tsx'
import { sendByKeys } from '../../ui/send-keys.ts'

/** A few fields and the one button that sends them; what was refused stands above the fields. `below` is no part of what is sent. */
export function FieldsDialog({ title, about, onClose, send, below, children }: FieldsDialogProps) {
  const { say, icon, busy, unavailable, problem, run } = send
  const runOnce = () => {
    if (unavailable === undefined && !busy) void run()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      about={about}
      actions={
        <Button
          tone="primary"
          size="large"
          busy={busy}
          unavailable={unavailable}
          onPress={runOnce}
          {...(icon ? { icon } : {})}
        >
          {say}
        </Button>
      }
    >
      <Stack>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it hears the keys of its field */}
        <form
          onSubmit={(event) => {
            event.preventDefault()
            runOnce()
          }}
          onKeyDown={sendByKeys(runOnce)}
        >
          <Stack>
            {problem ? <Notice tone="critical">{problem.sentence}</Notice> : null}
            {children}
          </Stack>
        </form>
        {below}
      </Stack>
    </Dialog>
  )
}

type FieldsDialogProps = {
  readonly title: string
  readonly about?: string | undefined
  readonly onClose: () => void
  readonly send: {
    readonly say: string
    readonly icon?: IconName
    readonly busy: boolean
    readonly unavailable: string | undefined
    readonly problem: Problem | null
    readonly run: () => Promise<unknown>
  }
  readonly below?: ReactNode
  readonly children: ReactNode
}
