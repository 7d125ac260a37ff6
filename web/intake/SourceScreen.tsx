import { lazy, Suspense, useState } from 'react'
import { usualFloodLimit } from '../../domain/intake/flood-limit.ts'
import type { EndpointOutput } from '../api.ts'
import { FloodBanner } from '../alerts/FloodBanner.tsx'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useAction, useLoaded } from '../query.tsx'
import { useServiceName } from '../services/service-name.ts'
import { useGo } from '../shell/go.ts'
import { useKeys } from '../shell/keys.ts'
import { useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Columns, Facts, Screen } from '../ui/Screen.tsx'
import { Badge } from '../ui/State.tsx'
import { Time } from '../ui/Time.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import { FreshKey } from './FreshKey.tsx'
import { KeysCard } from './KeysCard.tsx'
import { MappingCard, type Tried } from './MappingCard.tsx'
import { ReceivedCard } from './ReceivedCard.tsx'
import { SigningCard } from './SigningCard.tsx'
import { SnippetsCard } from './SnippetsCard.tsx'
import { SourceMenu } from './SourceMenu.tsx'
import { SourceState } from './SourcesScreen.tsx'

/** Apart, because it brings what patterns need. */
const MailRulesCard = lazy(async () => ({ default: (await import('./MailRulesCard.tsx')).MailRulesCard }))

type Told = EndpointOutput<'getSource'>

/** One source: how to connect it, its keys, what came in, and how that is read. */
export function SourceScreen({ sourceId }: { readonly sourceId: string }) {
  const say = useWords('intake')
  const source = useLoaded('getSource', { sourceId })
  if (source.data) return <KnownSource told={source.data} />
  return (
    <Screen title={say('one')} back={{ href: paths.sources, say: say('title') }}>
      <Card>
        <Loaded query={source} tall>
          {() => null}
        </Loaded>
      </Card>
    </Screen>
  )
}

function KnownSource({ told: { source, openAlerts, mailDomain } }: { readonly told: Told }) {
  const say = useWords('intake')
  const [tried, setTried] = useState<Tried | null>(null)
  // Mails are not JSON; every other address of a source reads JSON of other shapes by its mapping.
  const mayMap = source.dialect !== 'email'
  // How it stood when the screen was opened: nothing moves away under whoever is copying.
  const [isNew] = useState(source.usedAt === null)
  const tryIt = (receivedId: number) => setTried({ receivedId })
  const mayNot = useWhyNot()('sources.manage', source.teamId)
  return (
    <Screen
      title={source.name}
      back={{ href: paths.sources, say: say('title') }}
      marks={
        <>
          <Badge>{say(`dialect.${source.dialect}`)}</Badge>
          <SourceState source={source} />
        </>
      }
      actions={
        <>
          <TestAlert source={source} />
          <SourceMenu source={source} mayNot={mayNot} />
        </>
      }
    >
      <FloodBanner subjectId={source.id} />
      {source.isEnabled ? null : <Notice tone="warning">{say('offSay')}</Notice>}
      <FreshKey sourceId={source.id} />
      <Columns
        aside={
          <>
            <AboutCard source={source} openAlerts={openAlerts} />
            <KeysCard source={source} mayNot={mayNot} />
            <SigningCard source={source} mayNot={mayNot} />
          </>
        }
      >
        {isNew ? <SnippetsCard source={source} mailDomain={mailDomain} /> : null}
        <ReceivedCard sourceId={source.id} onTry={mayMap ? tryIt : undefined} />
        {isNew ? null : <SnippetsCard source={source} mailDomain={mailDomain} folded />}
        {source.dialect === 'email' || source.mailRules ? (
          <Suspense fallback={null}>
            <MailRulesCard key={JSON.stringify(source.mailRules)} source={source} mayNot={mayNot} />
          </Suspense>
        ) : null}
      </Columns>
      {mayMap ? (
        <MappingCard key={JSON.stringify(source.mapping)} source={source} mayNot={mayNot} tried={tried} />
      ) : null}
    </Screen>
  )
}

/** Raises a test alert through the source and goes to it: the whole way, as a monitor would start it. */
function TestAlert({ source }: Pick<Told, 'source'>) {
  const say = useWords('intake')
  const go = useGo()
  const why = useWhyNot()('alerts.respond', source.teamId) ?? (source.isEnabled ? undefined : say('test.off'))
  const test = useAction('sendTestAlert', { done: say('test.sent') })
  const send = async () => {
    const raised = await test.run({ sourceId: source.id })
    if (raised) go(paths.alert(raised.alertId))
  }
  useKeys(why ? [] : [{ keys: 's', say: say('test.send'), run: send }])
  return (
    <Button tone="primary" icon="bell" busy={test.busy} onPress={send} unavailable={why}>
      {say('test.send')}
    </Button>
  )
}

function AboutCard({ source, openAlerts }: Pick<Told, 'source' | 'openAlerts'>) {
  const say = useWords('intake')
  const serviceName = useServiceName()
  const number = new Intl.NumberFormat(useLanguage())
  const { floodLimit } = source
  const floodFact =
    floodLimit === usualFloodLimit
      ? []
      : [
          {
            name: say('settings.flood'),
            value:
              floodLimit === 0
                ? say('settings.floodNever')
                : say('settings.floodFrom', { count: floodLimit, number: number.format(floodLimit) }),
          },
        ]
  return (
    <Card title={say('aboutOne')}>
      <Facts
        facts={[
          {
            name: say('service'),
            value: <a href={paths.service(source.serviceId)}>{serviceName(source.serviceId)}</a>,
          },
          { name: say('openAlerts'), value: openAlerts },
          { name: say('state.used'), value: source.usedAt ? <Time at={source.usedAt} /> : say('state.neverUsed') },
          ...floodFact,
          { name: say('created'), value: <Time at={source.createdAt} as="day" /> },
        ]}
      />
    </Card>
  )
}
