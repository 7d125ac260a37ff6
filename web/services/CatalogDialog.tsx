import { useState } from 'react'
import { linkKinds, linkLimits, type LinkFault } from '../../domain/services/link.ts'
import { asTier, tiers, tierWords } from '../../domain/services/tier.ts'
import { useAction } from '../query.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { Select, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import styles from './CatalogDialog.module.css'
import { asLinkDrafts, asLinks, faultsOf, movedUp, withNew } from './links-draft.ts'
import type { LinkDraft } from './links-draft.ts'
import type { ServiceDetail } from './ServiceScreen.tsx'

/** How much depends on a service, and its links in the order that helps at night. */
export function CatalogDialog({ service, onClose }: CatalogDialogProps) {
  const say = useWords('catalog')
  const words = tierWords[useLanguage()]
  const change = useAction('changeService', { inForm: true, done: say('dialog.saved') })
  const [tier, setTier] = useState(service.tier)
  const [drafts, setDrafts] = useState(() => {
    const had = asLinkDrafts(service.links)
    return had.length > 0 ? had : withNew(had, 'runbook')
  })
  const [isTried, setTried] = useState(false)
  const isWrong = drafts.map(faultsOf).some(({ name, url }) => name || url !== null)
  const send = async () => {
    setTried(true)
    if (isWrong || change.busy) return
    if (await change.run({ serviceId: service.id, tier, links: asLinks(drafts) })) onClose()
  }
  return (
    <Dialog
      open
      size="wide"
      onClose={onClose}
      title={say('dialog.title', { name: service.name })}
      actions={
        <Button
          tone="primary"
          busy={change.busy}
          unavailable={isTried && isWrong ? say('dialog.wrong') : undefined}
          onPress={send}
        >
          {say('dialog.save')}
        </Button>
      }
    >
      <Form onSubmit={send}>
        {change.problem ? <Notice tone="critical">{change.problem.sentence}</Notice> : null}
        <Select
          label={say('tier.label')}
          hint={tier === null ? say('tier.hint') : words[tier].means}
          value={String(tier ?? '')}
          options={[
            { value: '', label: say('tier.none') },
            ...tiers.map((each) => ({ value: String(each), label: words[each].name })),
          ]}
          onChange={(value) => setTier(asTier(value === '' ? null : Number(value)))}
        />
        <fieldset className={styles.links}>
          <legend className={styles.legend}>{say('dialog.links')}</legend>
          <p className={styles.hint}>{say('dialog.linksHint')}</p>
          {drafts.map((draft, at) => (
            <LinkLine
              key={draft.key}
              draft={draft}
              isFirst={at === 0}
              isTried={isTried}
              onChange={(part) => setDrafts(drafts.with(at, { ...draft, ...part }))}
              onUp={() => setDrafts(movedUp(drafts, draft.key))}
              onRemove={() => setDrafts(drafts.toSpliced(at, 1))}
            />
          ))}
          <Button
            icon="plus"
            unavailable={drafts.length >= linkLimits.links ? say('dialog.full') : undefined}
            onPress={() => setDrafts(withNew(drafts, drafts.at(-1)?.kind ?? 'runbook'))}
          >
            {say('dialog.add')}
          </Button>
        </fieldset>
      </Form>
    </Dialog>
  )
}

function LinkLine({ draft, isFirst, isTried, onChange, onUp, onRemove }: LinkLineProps) {
  const say = useWords('catalog')
  const faults = faultsOf(draft)
  // What is only unfinished is told when somebody means to save; what can never be right, at once.
  const isTold = (fault: LinkFault) => isTried || fault === 'credentials' || fault === 'too_long'
  const name = draft.name || draft.url
  return (
    <div className={styles.line}>
      <Select
        label={say('dialog.kind')}
        value={draft.kind}
        options={linkKinds.map((value) => ({ value, label: say(`dialog.one.${value}`) }))}
        onChange={(kind) => onChange({ kind })}
      />
      <TextInput
        label={say('dialog.name')}
        value={draft.name}
        maxLength={linkLimits.name}
        onChange={(text) => onChange({ name: text })}
        error={isTried && faults.name ? say('dialog.nameMissing') : undefined}
      />
      <TextInput
        label={say('dialog.url')}
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        value={draft.url}
        onChange={(url) => onChange({ url })}
        error={faults.url && isTold(faults.url) ? say(`dialog.fault.${faults.url}`) : undefined}
      />
      <span className={styles.acts}>
        {isFirst ? null : <IconButton icon="up" label={say('dialog.up', { name })} onPress={onUp} />}
        <IconButton icon="trash" label={say('dialog.remove', { name })} onPress={onRemove} />
      </span>
    </div>
  )
}

type CatalogDialogProps = { readonly service: ServiceDetail; readonly onClose: () => void }

type LinkLineProps = {
  readonly draft: LinkDraft
  readonly isFirst: boolean
  /** Somebody has pressed save: what is missing is told. */
  readonly isTried: boolean
  readonly onChange: (part: Partial<LinkDraft>) => void
  readonly onUp: () => void
  readonly onRemove: () => void
}
