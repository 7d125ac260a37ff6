import { useState } from 'react'
import { rank, roles } from '../../domain/permissions.ts'
import type { Role } from '../../domain/permissions.ts'
import { useAction } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { CopyBox } from '../ui/CopyBox.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { Select, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'

/** Makes a personal token and shows its text this once. */
export function CreateTokenDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useWords('people')
  const [text, setText] = useState<string | null>(null)
  return (
    <Dialog
      open
      onClose={onClose}
      title={text ? say('token.made') : say('token.make')}
      {...(text ? { about: say('token.madeAbout'), actions: <Button onPress={onClose}>{say('done')}</Button> } : {})}
    >
      {text ? (
        <CopyBox title={say('token.text')} label={say('token.text')} text={text} wrap />
      ) : (
        <TokenForm onMade={setText} />
      )}
    </Dialog>
  )
}

const days = ['30', '90', '365', 'never'] as const

function TokenForm({ onMade }: { readonly onMade: (text: string) => void }) {
  const say = useWords('people')
  const terms = useWords('terms')
  const me = useMe()
  const make = useAction('createToken', { inForm: true })
  const most = mostRole(me)
  const [name, setName] = useState('')
  const [atMost, setAtMost] = useState<Role>(rank(most) < rank('responder') ? most : 'responder')
  const [lasts, setLasts] = useState<(typeof days)[number]>('90')
  const send = async () => {
    const expiresAt = lasts === 'never' ? null : new Date(Date.now() + Number(lasts) * 86_400_000).toISOString()
    const made = await make.run({ name: name.trim(), atMost, expiresAt })
    if (made) onMade(made.text)
  }
  return (
    <Form
      onSubmit={send}
      actions={
        <Button
          tone="primary"
          type="submit"
          busy={make.busy}
          unavailable={name.trim() === '' ? say('field.nameMissing') : undefined}
        >
          {say('token.make')}
        </Button>
      }
    >
      {make.problem ? <Notice tone="critical">{make.problem.sentence}</Notice> : null}
      <TextInput
        label={say('field.name')}
        hint={say('token.nameHint')}
        value={name}
        onChange={setName}
        maxLength={200}
        error={make.problem?.of('name')}
      />
      <Select
        label={say('token.atMost')}
        hint={say('token.atMostHint')}
        value={atMost}
        options={roles
          .filter((role) => rank(role) <= rank(most))
          .map((value) => ({ value, label: terms(`role.${value}`) }))}
        onChange={setAtMost}
      />
      <Select
        label={say('token.lasts')}
        value={lasts}
        options={days.map((value) => ({
          value,
          label: value === 'never' ? say('token.neverExpires') : say('token.days', { count: Number(value) }),
        }))}
        onChange={setLasts}
      />
    </Form>
  )
}

/** The most that I may do anywhere; a token may carry no more. */
function mostRole(me: ReturnType<typeof useMe>): Role {
  return [me.person.role, ...me.teams.map((team) => team.role)].reduce((a, b) => (rank(b) > rank(a) ? b : a))
}
