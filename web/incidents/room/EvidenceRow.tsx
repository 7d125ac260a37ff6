import { bytesText, isPicture, isShownInline } from '../../../domain/incidents/file-type.ts'
import { isEvidenceOpen } from '../../../domain/incidents/evidence.ts'
import { useAction } from '../../query.tsx'
import { useWhyNot } from '../../shell/me.ts'
import { Button } from '../../ui/Button.tsx'
import type { IconName } from '../../ui/Icon.tsx'
import { Menu } from '../../ui/Menu.tsx'
import type { MenuItem } from '../../ui/Menu.tsx'
import { Row } from '../../ui/Rows.tsx'
import { State } from '../../ui/State.tsx'
import type { Tone } from '../../ui/State.tsx'
import { Time, useNow } from '../../ui/Time.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotChange } from '../may.ts'
import type { Detail } from '../may.ts'
import { addressOf, fileAddress } from './evidence.ts'
import type { Evidence } from './evidence.ts'
import styles from './EvidenceCard.module.css'
import type { Open } from './opened.ts'

/** One thing to keep: the button that keeps it while it is open, afterwards what was kept, by whom and when. */
export function EvidenceRow({ incident, evidence, open, onPick }: EvidenceRowProps) {
  const say = useWords('evidence')
  const { id, name, state, service } = evidence
  return (
    <Row
      title={
        <span data-evidence={id}>
          {name}
          {service && incident.services.length !== 1 ? ` (${service.name})` : ''}
        </span>
      }
      meta={
        <>
          <State {...looks[state]} look="plain">
            {say(`state.${state}`)}
          </State>
          <About incident={incident} evidence={evidence} />
        </>
      }
      trail={
        <>
          {isEvidenceOpen(state) ? (
            <Keep incident={incident} evidence={evidence} open={open} onPick={onPick} />
          ) : state === 'kept' ? (
            <Kept incident={incident} evidence={evidence} />
          ) : (
            <Noted incident={incident} evidence={evidence} />
          )}
          <More incident={incident} evidence={evidence} open={open} onPick={onPick} />
        </>
      }
    />
  )
}

function About({ incident, evidence }: OfEvidence) {
  const say = useWords('evidence')
  const fails = useWords('log')
  const { id, state, by, at, file, link, note, how, failure, kind, name } = evidence
  if (isEvidenceOpen(state)) {
    return (
      <>
        {state === 'open' ? <span>{say(`kind.${kind}`)}</span> : null}
        {failure ? (
          <span>
            {fails(`snapshotFailure.${failure.because}`)}
            {failure.detail === '' ? '' : ` (${failure.detail})`}
            {state === 'waiting' ? ` ${say('tryingAgain')}` : ''}
          </span>
        ) : null}
        {how ? <span className={styles.how}>{how}</span> : null}
      </>
    )
  }
  return (
    <>
      {by ? <span>{by}</span> : null}
      {at ? <Time at={at} /> : null}
      {file ? (
        <span className={styles.where}>
          {file.name === name ? '' : `${file.name}, `}
          {bytesText(file.bytes)}
        </span>
      ) : null}
      {link ? (
        <a className={styles.where} href={link} target="_blank" rel="noreferrer">
          {shortened(link)}
        </a>
      ) : null}
      {note ? <span className={styles.how}>{note}</span> : null}
      {file && isPicture(file.type) ? (
        <a href={fileAddress(incident.id, id, 'show')} target="_blank" rel="noreferrer">
          <img
            className={styles.picture}
            src={fileAddress(incident.id, id, 'show')}
            alt={say('picture', { name: file.name })}
            loading="lazy"
          />
        </a>
      ) : null}
    </>
  )
}

/** The one thing that keeps it. */
function Keep({ incident, evidence, open, onPick }: EvidenceRowProps) {
  const say = useWords('evidence')
  const unavailable = useWhyNotChange(incident)
  const now = useNow()
  const keep = useAction('keepEvidence', { done: say('kept') })
  const ask = useAction('takeSnapshot', { done: say('askedFor') })
  const { kind, state, id: evidenceId } = evidence
  const of = { incidentId: incident.id, evidenceId }
  return (
    <>
      {kind === 'link' ? (
        <>
          <Button href={addressOf(evidence, incident, now)} newTab icon="outside" tone="primary">
            {say('openLink')}
          </Button>
          <Button icon="check" busy={keep.busy} unavailable={unavailable} onPress={() => keep.run(of)}>
            {say('keepLink')}
          </Button>
        </>
      ) : kind === 'snapshot' ? (
        <Button
          icon={state === 'failed' ? 'again' : 'play'}
          tone="primary"
          busy={ask.busy || state === 'waiting'}
          unavailable={unavailable}
          onPress={() => ask.run(of)}
        >
          {say(state === 'failed' ? 'snapshotAgain' : 'snapshot')}
        </Button>
      ) : (
        <Button icon="upload" tone="primary" unavailable={unavailable} onPress={onPick}>
          {say('addFile')}
        </Button>
      )}
      <Button icon="close" unavailable={unavailable} onPress={() => open({ dialog: 'evidence_missing', evidenceId })}>
        {say('missing')}
      </Button>
    </>
  )
}

function Kept({ incident, evidence }: OfEvidence) {
  const say = useWords('evidence')
  const { id, file, link } = evidence
  if (!file) {
    return link ? (
      <Button size="small" icon="outside" href={link} newTab>
        {say('open')}
      </Button>
    ) : null
  }
  return (
    <>
      {isShownInline(file.type) ? (
        <Button size="small" icon="outside" href={fileAddress(incident.id, id, 'show')} newTab>
          {say('show')}
        </Button>
      ) : null}
      <Button size="small" icon="download" href={fileAddress(incident.id, id, 'download')} newTab>
        {say('download')}
      </Button>
    </>
  )
}

/** One press makes what is missing a draft of a follow-up. */
function Noted({ incident, evidence }: OfEvidence) {
  const say = useWords('evidence')
  const unavailable = useWhyNotChange(incident)
  const add = useAction('addFollowUp', { done: say('noted') })
  const { name, note: why, service } = evidence
  const facts = { name, why, service: service?.name ?? '' }
  const text = say(service ? 'followUpTextOf' : 'followUpText', facts).slice(0, 4_000)
  if (incident.followUps.some((followUp) => followUp.text === text)) {
    return (
      <State tone="ok" icon="check" look="plain">
        {say('isNoted')}
      </State>
    )
  }
  const note = () => add.run({ incidentId: incident.id, text, kind: 'detect', isDraft: true })
  return (
    <Button size="small" icon="note" busy={add.busy} unavailable={unavailable} onPress={note}>
      {say('followUp')}
    </Button>
  )
}

function More({ incident, evidence, open, onPick }: EvidenceRowProps) {
  const say = useWords('evidence')
  const unavailable = useWhyNotChange(incident)
  const forbidden = useWhyNot()('incidents.manage', incident.teamId)
  const { id: evidenceId, state, kind, name } = evidence
  const items: readonly MenuItem[] = [
    ...(state === 'kept'
      ? []
      : [
          {
            say: say('keepElse'),
            icon: 'link' as const,
            unavailable,
            onPress: () => open({ dialog: 'evidence_keep', evidenceId }),
          },
        ]),
    ...(kind === 'upload' && isEvidenceOpen(state)
      ? []
      : [{ say: say('addFile'), icon: 'upload' as const, unavailable, onPress: onPick }]),
    ...(state === 'kept'
      ? [
          {
            say: say('drop'),
            icon: 'trash' as const,
            danger: true,
            unavailable: unavailable ?? forbidden,
            onPress: () => open({ dialog: 'evidence_drop', evidenceId }),
          },
        ]
      : []),
  ]
  return <Menu label={say('more', { name })} icon="more" size="small" items={items} />
}

/** The host and the end of an address: enough to know it by. */
function shortened(link: string): string {
  const plain = link.replace(/^https?:\/\//, '')
  return plain.length <= 60 ? plain : `${plain.slice(0, 40)}…${plain.slice(-15)}`
}

const looks: Readonly<Record<Evidence['state'], { readonly tone: Tone; readonly icon: IconName }>> = {
  open: { tone: 'warning', icon: 'ring' },
  waiting: { tone: 'info', icon: 'busy' },
  failed: { tone: 'critical', icon: 'warning' },
  kept: { tone: 'ok', icon: 'check' },
  missing: { tone: 'calm', icon: 'close' },
}

type OfEvidence = { readonly incident: Detail; readonly evidence: Evidence }
type EvidenceRowProps = OfEvidence & { readonly open: Open; readonly onPick: () => void }
