import { useState } from 'react'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { CopyBox } from '../ui/CopyBox.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { Select, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import type { Contact } from './rules.ts'

const channels = [
  'email',
  'sms',
  'voice',
  'ntfy',
  'webhook',
  'slack',
  'teams',
  'mattermost',
  'discord',
  'pushover',
] as const
/** Channels with a secret of the person's own. */
const withSecret: readonly Channel[] = ['ntfy', 'webhook', 'mattermost']
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
  const asked = useAddressWords(channel)
  const secretWords = useSecretWords(channel)
  const { problem } = add
  const isSaidAtField = problem?.of('address') ?? problem?.of('secret') ?? problem?.of('label')
  const send = async () => {
    const given = withSecret.includes(channel) ? secret.trim() || null : null
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
        autoComplete={completions[channel] ?? 'off'}
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

const completions: Readonly<Partial<Record<Channel, string>>> = { email: 'email', sms: 'tel', voice: 'tel' }

function typeOf(channel: Channel): 'email' | 'tel' | 'url' | 'text' {
  if (channel === 'email') return 'email'
  if (channel === 'sms' || channel === 'voice') return 'tel'
  return ['webhook', 'teams', 'mattermost', 'discord'].includes(channel) ? 'url' : 'text'
}

type FieldWords = { readonly label: string; readonly hint: string }

/** What the address of this channel is called, and where it is found. */
function useAddressWords(channel: Channel): FieldWords {
  const people = useWords('people')
  const chat = useWords('chat')
  switch (channel) {
    case 'email':
    case 'sms':
    case 'voice':
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

/** `onClose` is given the contact that was added, which is to be verified next. */
type AddContactDialogProps = { readonly personId: string; readonly onClose: (added?: Contact) => void }
type AddContactFormProps = {
  readonly personId: string
  readonly onAdded: (contact: Contact, secret: string | null) => void
}
