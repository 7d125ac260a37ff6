import { useState } from 'react'
import { evidenceKinds, mostListed } from '../../domain/services/evidence-kinds.ts'
import { Loaded } from '../Loaded.tsx'
import { useAction, useLoaded } from '../query.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { CopyBox } from '../ui/CopyBox.tsx'
import { Fold } from '../ui/Fold.tsx'
import { Pair } from '../ui/Form.tsx'
import { Select, TextArea, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Stack } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { asDrafts, asListed, faultsOf, newDraft } from './evidence-draft.ts'
import type { Listed, ListedDraft } from './evidence-draft.ts'
import styles from './EvidenceList.module.css'

/** What is to be kept of this service in each of its incidents. It is saved by itself: incidents under way follow it. */
export function EvidenceList({ serviceId }: { readonly serviceId: string }) {
  const say = useWords('evidence')
  const listed = useLoaded('listServiceEvidence', { serviceId })
  return (
    <div className={styles.below}>
      <Fold say={say('list.title')} open={(listed.data?.evidence.length ?? 0) > 0}>
        <Loaded query={listed}>
          {({ evidence, isSigned }) => (
            <Editor key={JSON.stringify(evidence)} serviceId={serviceId} evidence={evidence} isSigned={isSigned} />
          )}
        </Loaded>
      </Fold>
    </div>
  )
}

function Editor({ serviceId, evidence, isSigned }: EditorProps) {
  const say = useWords('evidence')
  const [drafts, setDrafts] = useState(() => asDrafts(evidence))
  const save = useAction('setServiceEvidence', { inForm: true, done: say('list.saved') })
  const isChanged = JSON.stringify(asListed(drafts)) !== JSON.stringify(evidence)
  const isWrong = drafts.some((draft) => {
    const { name, address } = faultsOf(draft, drafts)
    return name !== null || address !== null
  })
  const change = (draft: ListedDraft) =>
    setDrafts((all) => all.map((other) => (other.key === draft.key ? draft : other)))
  const raise = (at: number) =>
    setDrafts((all) => all.toSpliced(at - 1, 2, ...[all[at], all[at - 1]].filter((each) => each !== undefined)))
  return (
    <Stack>
      <p className={styles.about}>{say('list.about')}</p>
      {save.problem ? <Notice tone="critical">{save.problem.sentence}</Notice> : null}
      {drafts.length === 0 ? <p className={styles.about}>{say('list.none')}</p> : null}
      {drafts.map((draft, at) => (
        <fieldset key={draft.key} className={styles.entry}>
          <legend className={styles.legend}>{say('list.entry', { number: at + 1 })}</legend>
          <span className={styles.tools}>
            {at > 0 ? (
              <IconButton
                icon="up"
                size="small"
                label={say('list.up', { name: draft.name || say('list.unnamed') })}
                onPress={() => raise(at)}
              />
            ) : null}
            <IconButton
              icon="trash"
              size="small"
              label={say('list.remove', { name: draft.name || say('list.unnamed') })}
              onPress={() => setDrafts((all) => all.filter(({ key }) => key !== draft.key))}
            />
          </span>
          <EntryFields draft={draft} drafts={drafts} isNew={isChanged} onChange={change} />
        </fieldset>
      ))}
      <div className={styles.foot}>
        {drafts.length < mostListed ? (
          <Button icon="plus" onPress={() => setDrafts((all) => [...all, newDraft()])}>
            {say('list.add')}
          </Button>
        ) : null}
        {isChanged ? (
          <Button
            tone="primary"
            busy={save.busy}
            unavailable={isWrong ? say('list.wrong') : undefined}
            onPress={() => save.run({ serviceId, evidence: asListed(drafts) })}
          >
            {say('list.save')}
          </Button>
        ) : null}
      </div>
      {isSigned ? <Secret serviceId={serviceId} /> : null}
    </Stack>
  )
}

function EntryFields({ draft, drafts, isNew, onChange }: EntryFieldsProps) {
  const say = useWords('evidence')
  const faults = faultsOf(draft, drafts)
  const { name, how, kind, address } = draft
  return (
    <>
      <Pair>
        <TextInput
          label={say('list.name')}
          placeholder={say('list.namePlaceholder')}
          value={name}
          maxLength={200}
          onChange={(text) => onChange({ ...draft, name: text })}
          error={faults.name === 'twice' ? say('list.fault.twice') : undefined}
        />
        <Select
          label={say('list.kind')}
          value={kind}
          options={evidenceKinds.map((value) => ({ value, label: say(`list.kinds.${value}`) }))}
          onChange={(value) => onChange({ ...draft, kind: value })}
        />
      </Pair>
      {kind === 'upload' ? null : (
        <TextInput
          label={say('list.address')}
          hint={say(kind === 'link' ? 'list.linkHint' : 'list.snapshotHint')}
          inputMode="url"
          spellCheck={false}
          value={address}
          maxLength={2000}
          onChange={(text) => onChange({ ...draft, address: text })}
          error={isNew && address !== '' && faults.address ? say(`list.fault.${faults.address}`) : undefined}
        />
      )}
      <TextArea
        label={say('list.how')}
        optional
        rows={2}
        placeholder={say('list.howPlaceholder')}
        value={how}
        maxLength={2000}
        onChange={(text) => onChange({ ...draft, how: text })}
      />
    </>
  )
}

/** The secret of its calls is shown once, when a new one is made. */
function Secret({ serviceId }: { readonly serviceId: string }) {
  const say = useWords('evidence')
  const renew = useAction('renewEvidenceSecret')
  const [secret, setSecret] = useState<string>()
  const make = async () => setSecret((await renew.run({ serviceId }))?.secret)
  return (
    <>
      <p className={styles.about}>{say('list.secretAbout')}</p>
      {secret ? (
        <CopyBox label={say('list.secret')} text={secret} wrap />
      ) : (
        <div>
          <Button size="small" icon="key" busy={renew.busy} onPress={make}>
            {say('list.secret')}
          </Button>
        </div>
      )}
    </>
  )
}

type EditorProps = {
  readonly serviceId: string
  readonly evidence: readonly Listed[]
  readonly isSigned: boolean
}

type EntryFieldsProps = {
  readonly draft: ListedDraft
  readonly drafts: readonly ListedDraft[]
  /** Something was changed: what is wrong is said from then on. */
  readonly isNew: boolean
  readonly onChange: (draft: ListedDraft) => void
}
