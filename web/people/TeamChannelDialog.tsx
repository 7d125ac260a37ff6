import { useState } from 'react'
import { roomCarriers, type RoomCarrier } from '../../domain/paging/channels.ts'
import type { Problem } from '../problem.ts'
import { useAction } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { CopyBox } from '../ui/CopyBox.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { Select, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import { NameFields, useNaming } from './NameFields.tsx'
import type { TeamChannel } from './TeamChannels.tsx'
import { ZoneSelect } from './ZoneSelect.tsx'

type Kind = RoomCarrier
type Language = TeamChannel['language']

/** Adds a channel to a team; a signing secret that Baton made is shown this once. */
export function AddChannelDialog({ teamId, onClose }: AddChannelDialogProps) {
  const say = useWords('channels')
  const [made, setMade] = useState<{ readonly channel: TeamChannel; readonly secret: string } | null>(null)
  if (made)
    return (
      <Dialog
        open
        onClose={() => onClose(made.channel)}
        title={say('secretMade')}
        actions={<Button onPress={() => onClose(made.channel)}>{say('done')}</Button>}
      >
        <CopyBox title={say('secretTitle')} label={say('secretTitle')} text={made.secret} wrap />
      </Dialog>
    )
  return (
    <Dialog open onClose={() => onClose()} title={say('add')}>
      <AddForm
        teamId={teamId}
        onAdded={(channel, secret) => (secret === null ? onClose(channel) : setMade({ channel, secret }))}
      />
    </Dialog>
  )
}

function AddForm({ teamId, onAdded }: AddFormProps) {
  const say = useWords('channels')
  const terms = useWords('terms')
  const { person } = useMe()
  const add = useAction('createTeamChannel', { inForm: true, done: say('added') })
  const naming = useNaming()
  const [kind, setKind] = useState<Kind>('slack')
  const [address, setAddress] = useState('')
  const [secret, setSecret] = useState('')
  const [language, setLanguage] = useState<Language>(person.language)
  const [zone, setZone] = useState(person.zone)
  const isMissing = naming.name.trim() === '' || naming.slug === '' || address.trim() === ''
  const send = async () => {
    const text = { teamId, name: naming.name.trim(), slug: naming.slug, channel: kind, address: address.trim() }
    const given = kind === 'ntfy' || kind === 'webhook' ? secret.trim() || null : null
    const added = await add.run({ ...text, secret: given, language, zone })
    if (added) onAdded(added.channel, added.secret)
  }
  return (
    <Form
      onSubmit={send}
      actions={
        <Button
          tone="primary"
          type="submit"
          busy={add.busy}
          unavailable={isMissing ? say('addressMissing') : undefined}
        >
          {say('add')}
        </Button>
      }
    >
      <UnsaidProblem problem={add.problem} />
      <NameFields naming={naming} problem={add.problem} />
      <Select
        label={say('kind')}
        value={kind}
        options={roomCarriers.map((value) => ({ value, label: terms(`channel.${value}`) }))}
        onChange={setKind}
      />
      <AddressInput kind={kind} value={address} onChange={setAddress} problem={add.problem} />
      {kind === 'ntfy' || kind === 'webhook' ? (
        <TextInput
          label={say('secret')}
          hint={say(`secretHint.${kind}`)}
          optional
          value={secret}
          onChange={setSecret}
          autoComplete="off"
          spellCheck={false}
          error={add.problem?.of('secret')}
        />
      ) : null}
      <ReaderFields language={language} zone={zone} onLanguage={setLanguage} onZone={setZone} />
    </Form>
  )
}

/** Gives a channel another name, address, language or zone. */
export function ChangeChannelDialog({ channel, onClose }: ChangeChannelDialogProps) {
  const say = useWords('channels')
  const change = useAction('changeTeamChannel', { inForm: true, done: say('changed') })
  const [name, setName] = useState(channel.name)
  const [address, setAddress] = useState(channel.address)
  const [language, setLanguage] = useState<Language>(channel.language)
  const [zone, setZone] = useState(channel.zone)
  const isMissing = name.trim() === '' || address.trim() === ''
  const send = async () => {
    const text = { name: name.trim(), address: address.trim(), language, zone }
    if (await change.run({ channelId: channel.id, ...text })) onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say('changeTitle', { name: channel.name })}>
      <Form
        onSubmit={send}
        actions={
          <Button
            tone="primary"
            type="submit"
            busy={change.busy}
            unavailable={isMissing ? say('addressMissing') : undefined}
          >
            {say('save')}
          </Button>
        }
      >
        <UnsaidProblem problem={change.problem} />
        <TextInput
          label={say('name')}
          hint={say('nameHint')}
          value={name}
          onChange={setName}
          maxLength={200}
          required
        />
        <AddressInput kind={channel.channel} value={address} onChange={setAddress} problem={change.problem} />
        <ReaderFields language={language} zone={zone} onLanguage={setLanguage} onZone={setZone} />
      </Form>
    </Dialog>
  )
}

/** What no field says beside itself. */
function UnsaidProblem({ problem }: { readonly problem: Problem | null }) {
  if (!problem || problem.code === 'slug_taken' || problem.of('address') || problem.of('secret')) return null
  return <Notice tone="critical">{problem.sentence}</Notice>
}

function AddressInput({ kind, value, onChange, problem }: AddressInputProps) {
  const say = useWords('channels')
  return (
    <TextInput
      label={say(`address.${kind}`)}
      hint={say(`hint.${kind}`)}
      type={kind === 'email' ? 'email' : ['mattermost', 'teams', 'discord', 'webhook'].includes(kind) ? 'url' : 'text'}
      value={value}
      onChange={onChange}
      required
      autoComplete="off"
      spellCheck={false}
      error={problem?.of('address')}
    />
  )
}

function ReaderFields({ language, zone, onLanguage, onZone }: ReaderFieldsProps) {
  const say = useWords('channels')
  return (
    <>
      <Select
        label={say('language')}
        value={language}
        options={[
          { value: 'en', label: say('english') },
          { value: 'ko', label: say('korean') },
        ]}
        onChange={onLanguage}
      />
      <ZoneSelect label={say('zone')} value={zone} onChange={onZone} />
    </>
  )
}

/** `onClose` is given the channel that was added, which is to be confirmed next. */
type AddChannelDialogProps = { readonly teamId: string; readonly onClose: (added?: TeamChannel) => void }
type AddFormProps = {
  readonly teamId: string
  readonly onAdded: (channel: TeamChannel, secret: string | null) => void
}
type ChangeChannelDialogProps = { readonly channel: TeamChannel; readonly onClose: () => void }
type AddressInputProps = {
  readonly kind: Kind
  readonly value: string
  readonly onChange: (address: string) => void
  readonly problem: Problem | null
}
type ReaderFieldsProps = {
  readonly language: Language
  readonly zone: string
  readonly onLanguage: (language: Language) => void
  readonly onZone: (zone: string) => void
}
