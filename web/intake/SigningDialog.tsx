import { useState } from 'react'
import { overlaps, type Overlap } from '../../domain/intake/key-life.ts'
import type { EndpointInput, EndpointOutput } from '../api.ts'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { CopyBox } from '../ui/CopyBox.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form, Pair } from '../ui/Form.tsx'
import { Segmented, Select, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import type { SourceSigning } from './SigningCard.tsx'

const schemes = ['hmac', 'grafana', 'sentry', 'standard'] as const
type Scheme = (typeof schemes)[number]
type Signing = EndpointInput<'setSourceSigning'>['signing']

/** How the requests of a source must be signed, and with which secret. */
export function SigningDialog({ source, present, onClose }: SigningDialogProps) {
  const say = useWords('keys')
  const set = useAction('setSourceSigning', { inForm: true, done: say('signing.done') })
  const [draft, setDraft] = useState(() => draftOf(present?.signing ?? null, source.dialect))
  const [secret, setSecret] = useState('')
  const [made, setMade] = useState('')
  const [overlap, setOverlap] = useState<Overlap>('day')
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const { problem } = set
  const make = () => {
    const fresh = newSecret(draft.scheme)
    setMade(fresh)
    setSecret(fresh)
  }
  const missing =
    secret.trim() === '' && !present
      ? say('signing.missing')
      : draft.scheme === 'hmac' && draft.header.trim() === ''
        ? say('signing.headerMissing')
        : undefined
  const send = async () => {
    const written = secret.trim() === '' ? {} : { secret: secret.trim(), overlap }
    if (await set.run({ sourceId: source.id, signing: signingOf(draft), ...written })) onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('signing.dialogTitle', { name: source.name })}
      about={say('signing.dialogAbout')}
    >
      <Form
        onSubmit={() => (missing ? undefined : send())}
        actions={
          <Button tone="primary" type="submit" busy={set.busy} unavailable={missing}>
            {say('signing.save')}
          </Button>
        }
      >
        {problem && problem.errors.length === 0 ? <Notice tone="critical">{problem.sentence}</Notice> : null}
        <Select
          label={say('signing.kind')}
          hint={say(`signing.schemeAbout.${draft.scheme}`)}
          value={draft.scheme}
          options={schemes.map((value) => ({ value, label: say(`signing.scheme.${value}`) }))}
          onChange={(scheme: Scheme) => change({ scheme })}
        />
        {draft.scheme === 'hmac' ? (
          <HmacFields draft={draft} change={change} wrong={(field) => problem?.of(`signing.${field}`)} />
        ) : null}
        {draft.scheme === 'hmac' || draft.scheme === 'grafana' ? (
          <TextInput
            label={say('signing.timestampHeader')}
            hint={say('signing.timestampHint')}
            optional
            code
            spellCheck={false}
            value={draft.timestampHeader}
            onChange={(timestampHeader) => change({ timestampHeader })}
            error={problem?.of('signing.timestampHeader')}
          />
        ) : null}
        {draft.scheme === 'hmac' && draft.timestampHeader.trim() !== '' ? (
          <Segmented
            label={say('signing.divider')}
            value={draft.divider}
            options={[
              { value: '.', label: say('signing.dot') },
              { value: ':', label: say('signing.colon') },
            ]}
            onChange={(divider) => change({ divider })}
          />
        ) : null}
        <TextInput
          label={say('signing.secret')}
          hint={present ? say('signing.secretKept') : say('signing.secretHint')}
          code
          autoComplete="off"
          spellCheck={false}
          value={secret}
          onChange={setSecret}
          error={problem?.of('secret')}
        />
        {draft.scheme === 'sentry' ? null : (
          <div>
            <Button size="small" icon="key" onPress={make}>
              {say('signing.makeSecret')}
            </Button>
          </div>
        )}
        {made !== '' && made === secret ? <CopyBox text={made} label={say('signing.secret')} /> : null}
        {present && secret.trim() !== '' ? (
          <Select
            label={say('signing.overlap')}
            value={overlap}
            options={overlaps.map((value) => ({ value, label: say(`overlap.${value}`) }))}
            onChange={setOverlap}
          />
        ) : null}
      </Form>
    </Dialog>
  )
}

function HmacFields({ draft, change, wrong }: HmacFieldsProps) {
  const say = useWords('keys')
  return (
    <>
      <TextInput
        label={say('signing.header')}
        hint={say('signing.headerHint')}
        code
        spellCheck={false}
        value={draft.header}
        onChange={(header) => change({ header })}
        error={wrong('header')}
      />
      <Pair>
        <Segmented
          label={say('signing.encoding')}
          value={draft.encoding}
          options={[
            { value: 'hex', label: say('signing.hex') },
            { value: 'base64', label: say('signing.base64') },
          ]}
          onChange={(encoding) => change({ encoding })}
        />
        <TextInput
          label={say('signing.prefix')}
          hint={say('signing.prefixHint')}
          optional
          code
          spellCheck={false}
          value={draft.prefix}
          onChange={(prefix) => change({ prefix })}
          error={wrong('prefix')}
        />
      </Pair>
    </>
  )
}

type Draft = {
  readonly scheme: Scheme
  readonly header: string
  readonly encoding: 'hex' | 'base64'
  readonly prefix: string
  readonly timestampHeader: string
  readonly divider: '.' | ':'
}

function draftOf(signing: SourceSigning['signing'] | null, dialect: string): Draft {
  const usual = dialect === 'grafana' || dialect === 'sentry' ? dialect : 'hmac'
  const empty = { header: '', encoding: 'hex', prefix: '', timestampHeader: '', divider: '.' } as const
  if (!signing) return { ...empty, scheme: usual }
  const { scheme } = signing
  const timestampHeader = ('timestampHeader' in signing ? signing.timestampHeader : null) ?? ''
  if (signing.scheme !== 'hmac') return { ...empty, scheme, timestampHeader }
  const { header, encoding, prefix = '', divider = '.' } = signing
  return { scheme, header, encoding, prefix, timestampHeader, divider }
}

function signingOf({ scheme, header, encoding, prefix, timestampHeader, divider }: Draft): Signing {
  const timestamp = timestampHeader.trim() === '' ? null : timestampHeader.trim()
  switch (scheme) {
    case 'hmac':
      return { scheme, header: header.trim(), encoding, prefix: prefix.trim(), timestampHeader: timestamp, divider }
    case 'grafana':
      return { scheme, timestampHeader: timestamp }
    case 'sentry':
    case 'standard':
      return { scheme }
  }
}

/** 32 random bytes, as the scheme writes its secrets. */
function newSecret(scheme: Scheme): string {
  const text = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
  return scheme === 'standard' ? `whsec_${text}` : text
}

type HmacFieldsProps = {
  readonly draft: Draft
  readonly change: (part: Partial<Draft>) => void
  readonly wrong: (field: string) => string | undefined
}
type SigningDialogProps = {
  readonly source: EndpointOutput<'getSource'>['source']
  readonly present: SourceSigning | null
  readonly onClose: () => void
}
