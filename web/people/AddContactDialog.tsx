import { useState } from 'react'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { CopyBox } from '../ui/CopyBox.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { Select, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'

const channels = ['email', 'ntfy', 'webhook', 'slack', 'teams', 'mattermost', 'discord', 'pushover'] as const
/** Channels with a secret of the person's own. */
const withSecret: readonly Channel[] = ['ntfy', 'webhook', 'mattermost']
type Channel = (typeof channels)[number]

/** Adds a way to reach somebody; a signing secret that Baton made is shown this once. */
export function AddContactDialog({ personId, onClose }: AddContactDialogProps) {
  const say = useWords('people')
  const [secret, setSecret] = useState<string | null>(null)
  return (
    <Dialog
      open
      onClose={onClose}
      title={secret ? say('contact.secretMade') : say('contact.add')}
      {...(secret ? { actions: <Button onPress={onClose}>{say('done')}</Button> } : {})}
    >
      {secret ? (
        <CopyBox title={say('contact.secretTitle')} label={say('contact.secretTitle')} text={secret} wrap />
      ) : (
        <AddContactForm personId={personId} onAdded={(made) => (made ? setSecret(made) : onClose())} />
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
  const asked = useAddressWords(channel)
  const secretWords = useSecretWords(channel)
  const { problem } = add
  const isSaidAtField = problem?.of('address') ?? problem?.of('secret') ?? problem?.of('label')
  const send = async () => {
    const given = withSecret.includes(channel) ? secret.trim() || null : null
    const added = await add.run({ personId, channel, address: address.trim(), label: label.trim(), secret: given })
    if (added) onAdded(added.secret)
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
      <Select
        label={say('contact.channel')}
        value={channel}
        options={channels.map((value) => ({ value, label: channelName(`channel.${value}`) }))}
        onChange={setChannel}
      />
      <TextInput
        label={asked.label}
        hint={asked.hint}
        type={typeOf(channel)}
        value={address}
        onChange={setAddress}
        required
        autoComplete={channel === 'email' ? 'email' : 'off'}
        error={problem?.of('address')}
      />
      {secretWords === null ? null : (
        <TextInput
          label={secretWords.label}
          hint={secretWords.hint}
          optional
          value={secret}
          onChange={setSecret}
          autoComplete="off"
          spellCheck={false}
          error={problem?.of('secret')}
        />
      )}
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

function typeOf(channel: Channel): 'email' | 'url' | 'text' {
  if (channel === 'email') return 'email'
  return ['webhook', 'teams', 'mattermost', 'discord'].includes(channel) ? 'url' : 'text'
}

type FieldWords = { readonly label: string; readonly hint: string }

/** What the address of this channel is called, and where it is found. */
function useAddressWords(channel: Channel): FieldWords {
  const people = useWords('people')
  const chat = useWords('chat')
  switch (channel) {
    case 'email':
    case 'ntfy':
    case 'webhook':
      return { label: people(`contact.address.${channel}`), hint: people(`contact.addressHint.${channel}`) }
    case 'slack':
    case 'teams':
    case 'mattermost':
    case 'discord':
    case 'pushover':
      return { label: chat(`address.${channel}`), hint: chat(`hint.${channel}`) }
  }
}

/** Null for a channel that has no secret. */
function useSecretWords(channel: Channel): FieldWords | null {
  const people = useWords('people')
  const chat = useWords('chat')
  if (channel === 'mattermost') return { label: chat('secret.mattermost'), hint: chat('secretHint.mattermost') }
  if (channel !== 'ntfy' && channel !== 'webhook') return null
  return { label: people(`contact.secret.${channel}`), hint: people(`contact.secretHint.${channel}`) }
}

type AddContactDialogProps = { readonly personId: string; readonly onClose: () => void }
type AddContactFormProps = { readonly personId: string; readonly onAdded: (secret: string | null) => void }
