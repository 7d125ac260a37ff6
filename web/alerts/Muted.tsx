import { lazy, Suspense, useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { draftsOfAlert } from './matcher-drafts.ts'

const SilenceDialog = lazy(() => import('./SilenceDialog.tsx'))

type Detail = EndpointOutput<'getAlert'>

/** Why an alert does not page, who wanted that and until when; or the way to mute what is like it. */
export default function Muted({ alert }: { readonly alert: Detail }) {
  if (alert.muted) return <MutedBy muted={alert.muted} />
  return alert.state === 'closed' ? null : <SilenceThis alert={alert} />
}

function MutedBy({ muted }: { readonly muted: NonNullable<Detail['muted']> }) {
  const say = useWords('silences')
  const terms = useWords('terms')
  const { kind, id, title, until, causeId } = muted
  const isSilenced = kind === 'silence' || kind === 'maintenance'
  const silence = useLoaded('getSilence', { silenceId: id }, { enabled: isSilenced }).data
  const who = isSilenced
    ? say(`mutedAs.${kind}`, { name: silence?.author ?? '…' })
    : say(kind === 'inhibition' ? 'mutedAs.echo' : 'mutedAs.flaps')
  const open = isSilenced
    ? { href: paths.silence(id), say: say(`open.${kind}`) }
    : causeId === null
      ? null
      : { href: paths.alert(causeId), say: say('openCause') }
  return (
    <Notice
      tone="info"
      icon="soundOff"
      title={
        <>
          {who} {say('until')} <Time at={until} as="moment" />
        </>
      }
      action={
        open ? (
          <Button size="small" href={open.href}>
            {open.say}
          </Button>
        ) : undefined
      }
    >
      {kind === 'flapping' ? terms('flaps', { times: title }) : title}
    </Notice>
  )
}

function SilenceThis({ alert }: { readonly alert: Detail }) {
  const say = useWords('silences')
  const whyNot = useWhyNot()
  const [isOpen, setOpen] = useState(false)
  return (
    <div>
      <Button
        tone="quiet"
        icon="soundOff"
        unavailable={whyNot('silences.manage', alert.teamId)}
        onPress={() => setOpen(true)}
      >
        {say('do.this')}
      </Button>
      {isOpen ? (
        <Suspense>
          <SilenceDialog
            kind="silence"
            start={{ teamId: alert.teamId, drafts: draftsOfAlert(alert) }}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      ) : null}
    </div>
  )
}
