import { useEffect, useRef, useState } from 'react'
import { isEvidenceOpen } from '../../../domain/incidents/evidence.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Rows } from '../../ui/Rows.tsx'
import { State } from '../../ui/State.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotChange } from '../may.ts'
import type { Detail } from '../may.ts'
import { inOrderOfNeed } from './evidence.ts'
import styles from './EvidenceCard.module.css'
import { EvidenceRow } from './EvidenceRow.tsx'
import type { Open } from './opened.ts'
import { useUploads } from './use-uploads.ts'
import type { Upload } from './use-uploads.ts'

/** What is to be kept before it is gone: what is open first, each with the one thing to do. Files are also dropped and pasted here. */
export function EvidenceCard({ incident, open }: { readonly incident: Detail; readonly open: Open }) {
  const say = useWords('evidence')
  const unavailable = useWhyNotChange(incident)
  const { uploads, bring, again, drop } = useUploads(incident.id)
  const [isOver, setOver] = useState(false)
  const picker = useRef<HTMLInputElement>(null)
  const pickedFor = useRef<number | null>(null)
  const mayBring = unavailable === undefined
  usePastedPictures(mayBring, (files) => bring(files, null))
  const pick = (evidenceId: number | null) => {
    pickedFor.current = evidenceId
    picker.current?.click()
  }
  const openCount = incident.evidence.filter(({ state }) => isEvidenceOpen(state)).length
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- files are dropped here; its buttons do the same
    <div
      id="evidence"
      className={styles.target}
      onDragOver={(event) => {
        if (!mayBring || !event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={(event) => {
        const { relatedTarget: to } = event
        if (!(to instanceof Node && event.currentTarget.contains(to))) setOver(false)
      }}
      onDrop={(event) => {
        if (!mayBring) return
        event.preventDefault()
        setOver(false)
        bring([...event.dataTransfer.files], entryUnder(event.target))
      }}
    >
      <Card
        title={
          <>
            {say('title')}
            {openCount > 0 ? (
              <>
                {' '}
                <State tone="warning" icon="ring" look="plain">
                  {say('openCount', { count: openCount })}
                </State>
              </>
            ) : null}
          </>
        }
        about={openCount > 0 ? say('about') : undefined}
        flush
        actions={
          <Button icon="plus" unavailable={unavailable} onPress={() => open({ dialog: 'evidence_own' })}>
            {say('add')}
          </Button>
        }
      >
        {isOver ? <p className={styles.over}>{say('dropHere')}</p> : null}
        {incident.evidence.length === 0 ? (
          <p className={styles.none}>{say('none')}</p>
        ) : (
          <Rows label={say('title')}>
            {inOrderOfNeed(incident.evidence).map((evidence) => (
              <EvidenceRow
                key={evidence.id}
                incident={incident}
                evidence={evidence}
                open={open}
                onPick={() => pick(evidence.id)}
              />
            ))}
          </Rows>
        )}
        <Uploads uploads={uploads} again={again} drop={drop} />
        {mayBring ? (
          <div className={styles.foot}>
            <Button icon="upload" onPress={() => pick(null)}>
              {say('addFile')}
            </Button>
          </div>
        ) : null}
        <input
          ref={picker}
          hidden
          type="file"
          multiple
          // With pictures among what is asked for, a phone offers its camera.
          accept="image/*,text/*,application/*,.log,.hprof,.pcap"
          onChange={({ currentTarget }) => {
            bring([...(currentTarget.files ?? [])], pickedFor.current)
            // The same file can be chosen again.
            currentTarget.value = ''
          }}
        />
      </Card>
    </div>
  )
}

/** What is on its way, and what did not arrive: plainly, with the file still here. */
function Uploads({ uploads, again, drop }: UploadsProps) {
  const say = useWords('evidence')
  if (uploads.length === 0) return null
  return (
    <div className={styles.uploads}>
      {uploads.map((upload) =>
        upload.failed === null ? (
          <Notice key={upload.key} tone="info" icon="busy">
            {say('upload.sending', { name: upload.file.name })}
          </Notice>
        ) : (
          <Notice
            key={upload.key}
            tone="critical"
            title={say('upload.failed', { name: upload.file.name })}
            action={
              <>
                <Button size="small" tone="primary" icon="again" onPress={() => again(upload)}>
                  {say('upload.again')}
                </Button>
                <Button size="small" tone="quiet" onPress={() => drop(upload.key)}>
                  {say('upload.giveUp')}
                </Button>
              </>
            }
          >
            {upload.failed}
          </Notice>
        ),
      )}
    </div>
  )
}

/** A picture in the clipboard is a screenshot: it is kept, wherever the focus is, unless somebody writes in a dialog. */
function usePastedPictures(isHeard: boolean, onPictures: (files: readonly File[]) => void) {
  const say = useWords('evidence')
  const heard = useRef(onPictures)
  useEffect(() => {
    heard.current = onPictures
  })
  useEffect(() => {
    if (!isHeard) return
    const hear = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])]
      if (files.length === 0 || document.querySelector('[role="dialog"]')) return
      event.preventDefault()
      // Browsers call every pasted picture image.png.
      const time = new Date().toTimeString().slice(0, 8).replaceAll(':', '.')
      const named = files.map((file) =>
        file.name === 'image.png' ? new File([file], `${say('upload.screenshot', { time })}.png`) : file,
      )
      heard.current(named)
    }
    addEventListener('paste', hear)
    return () => removeEventListener('paste', hear)
  }, [isHeard, say])
}

/** The entry that a file was dropped on, if it was one. */
function entryUnder(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-evidence]') : null
  const id = Number(row?.dataset['evidence'])
  return Number.isInteger(id) && id > 0 ? id : null
}

type UploadsProps = {
  readonly uploads: readonly Upload[]
  readonly again: (upload: Upload) => unknown
  readonly drop: (key: number) => void
}
