import { useState } from 'react'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { CopyBox } from '../ui/CopyBox.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { Segmented, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import type { Contact } from './rules.ts'

const channels = ['email', 'sms', 'voice', 'ntfy', 'webhook'] as const
type Channel = (typeof channels)[number]

/** Adds a way to reach somebody; a signing secret that Baton made is shown this once. */
export function AddContactDialog({ personId, onClose }: AddContactDialogProps) {
  const say = useWords('people')
  const [made, setMade] = useState<{ readonly contact: Contact; readonly secret: string } | null>(null)
  const secret = made?.secret
  const close = () => onClose(made?.contact)
  return (
    <Dialog
      open
      onClose={close}
      title={secret ? say('contact.secretMade') : say('contact.add')}
      {...(secret ? { actions: <Button onPress={close}>{say('done')}</Button> } : {})}
    >
      {secret ? (
        <CopyBox title={say('contact.secretTitle')} label={say('contact.secretTitle')} text={secret} wrap />
      ) : (
        <AddContactForm
          personId={personId}
          onAdded={(contact, given) => (given === null ? onClose(contact) : setMade({ contact, secret: given }))}
        />
      )}
    </Dialog>
  )
}

function AddContactForm({ personId, onAdded }: AddContactFormProps) {
  const say = useWords('people')
  const channelName = useWords('terms')
  const add = useAction('addContact', { inForm: true, done: say('contact.added') })
  const [channel, setChannel] = useState<Channel>('email')
  const [address, setAddress] = useState('')
  const [label, setLabel] = useState('')
  const [secret, setSecret] = useState('')
  const { problem } = add
  const isSaidAtField = problem?.of('address') ?? problem?.of('secret') ?? problem?.of('label')
  const send = async () => {
    const given = hasSecret(channel) ? secret.trim() || null : null
    const added = await add.run({ personId, channel, address: address.trim(), label: label.trim(), secret: given })
    if (added) onAdded(added.contact, added.secret)
  }
  return (
    <Form
      onSubmit={send}
      actions={
        <Button
          tone="primary"
          type="submit"
          busy={add.busy}
          unavailable={address.trim() === '' ? say('contact.addressMissing') : undefined}
        >
          {say('contact.add')}
        </Button>
      }
    >
      {problem && !isSaidAtField ? <Notice tone="critical">{problem.sentence}</Notice> : null}
      <Segmented
        label={say('contact.channel')}
        value={channel}
        options={channels.map((value) => ({ value, label: channelName(`channel.${value}`) }))}
        onChange={setChannel}
      />
      <TextInput
        label={say(`contact.address.${channel}`)}
        hint={say(`contact.addressHint.${channel}`)}
        type={inputTypes[channel]}
        value={address}
        onChange={setAddress}
        required
        autoComplete={completions[channel] ?? 'off'}
        error={problem?.of('address')}
      />
      {hasSecret(channel) ? (
        <TextInput
          label={say(`contact.secret.${channel}`)}
          hint={say(`contact.secretHint.${channel}`)}
          optional
          value={secret}
          onChange={setSecret}
          autoComplete="off"
          spellCheck={false}
          error={problem?.of('secret')}
        />
      ) : null}
      <TextInput
        label={say('contact.label')}
        hint={say('contact.labelHint')}
        optional
        value={label}
        onChange={setLabel}
        maxLength={100}
        error={problem?.of('label')}
      />
    </Form>
  )
}

/** What is posted and what is published may be signed or signed in for; a mail and a call are not. */
function hasSecret(channel: Channel): channel is 'ntfy' | 'webhook' {
  return channel === 'ntfy' || channel === 'webhook'
}

const inputTypes = { email: 'email', sms: 'tel', voice: 'tel', ntfy: 'text', webhook: 'url' } as const
const completions: Readonly<Partial<Record<Channel, string>>> = { email: 'email', sms: 'tel', voice: 'tel' }

/** `onClose` is given the contact that was added, which is to be verified next. */
type AddContactDialogProps = { readonly personId: string; readonly onClose: (added?: Contact) => void }
type AddContactFormProps = {
  readonly personId: string
  readonly onAdded: (contact: Contact, secret: string | null) => void
}
