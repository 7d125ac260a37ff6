import type { ReactNode } from 'react'
import { channels as channelNames } from '../../domain/paging/channels.ts'
import type { EndpointOutput } from '../api.ts'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { useSearchParam } from '../shell/go.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty, Skeleton } from '../ui/faces.tsx'
import { Screen } from '../ui/Screen.tsx'
import { Table } from '../ui/Table.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import { ItselfCard } from './ItselfCard.tsx'
import styles from './FiguresScreen.module.css'
import { shareWords, useSpanMs } from './figure-words.ts'

export type Figures = EndpointOutput<'getPagingFigures'>
type Spans = Figures['handedOver']
type Span = 'hour' | 'day' | 'week'

/** Whether pages go out, how quickly, and what Baton knows of itself. */
export function FiguresScreen() {
  const say = useWords('operations')
  const [text, setSpan] = useSearchParam('span', 'day')
  const span: Span = text === 'hour' || text === 'week' ? text : 'day'
  const figures = useLoaded('getPagingFigures', { span }, { keep: true })
  return (
    <Screen title={say('title')} about={say('about')}>
      <Tabs
        label={say('span.label')}
        value={span}
        onChange={setSpan}
        tabs={(['hour', 'day', 'week'] as const).map((value) => ({ value, label: say(`span.${value}`) }))}
      >
        {figures.data ? (
          <div className={styles.cards}>
            <ItselfCard figures={figures.data} />
            <TimesCard figures={figures.data} />
            <ChannelsCard channels={figures.data.channels} />
            <LatenessCard lateness={figures.data.lateness} />
          </div>
        ) : (
          <Card>
            <Loaded query={figures} skeleton={<Skeleton lines={8} />}>
              {() => null}
            </Loaded>
          </Card>
        )}
      </Tabs>
    </Screen>
  )
}

function TimesCard({ figures }: { readonly figures: Figures }) {
  const say = useWords('operations')
  const rows = [
    { what: say('times.handedOver'), spans: figures.handedOver },
    { what: say('times.answered'), spans: figures.answered },
    { what: say('times.selfPages'), spans: figures.selfPages.took },
  ]
  return (
    <Card title={say('times.title')} about={say('times.about')} flush>
      <SpansTable label={say('times.title')} head={say('times.what')} rows={rows} />
    </Card>
  )
}

function LatenessCard({ lateness }: Pick<Figures, 'lateness'>) {
  const say = useWords('operations')
  if (lateness.length === 0) return null
  const rows = lateness.map(({ kind, spans }) => ({ what: kindWords(kind, say), spans }))
  return (
    <Card title={say('late.title')} about={say('late.about')} flush>
      <SpansTable label={say('late.title')} head={say('late.kind')} rows={rows} />
    </Card>
  )
}

function kindWords(kind: string, say: ReturnType<typeof useWords<'operations'>>): string {
  switch (kind) {
    case 'alerts':
    case 'pages':
    case 'ends':
      return say(`late.kinds.${kind}`)
    default:
      return kind
  }
}

type Timed = { readonly what: string; readonly spans: Spans }

function SpansTable(of: { readonly label: string; readonly head: string; readonly rows: readonly Timed[] }) {
  const say = useWords('operations')
  const time = useSpanMs()
  const number = new Intl.NumberFormat(useLanguage())
  const spent = (key: 'p50' | 'p99' | 'max') => ({
    key,
    head: say(`times.${key}`),
    align: 'end' as const,
    render: ({ spans }: Timed): ReactNode => time(spans[`${key}Ms`]),
  })
  return (
    <Table
      label={of.label}
      rows={of.rows}
      keyOf={({ what }) => what}
      columns={[
        { key: 'what', head: of.head, render: ({ what }) => what },
        { key: 'count', head: say('times.count'), align: 'end', render: ({ spans }) => number.format(spans.count) },
        spent('p50'),
        spent('p99'),
        spent('max'),
      ]}
    />
  )
}

function ChannelsCard({ channels }: Pick<Figures, 'channels'>) {
  const say = useWords('operations')
  const terms = useWords('terms')
  const time = useSpanMs()
  const language = useLanguage()
  const number = new Intl.NumberFormat(language)
  if (channels.length === 0) {
    return (
      <Card title={say('channels.title')}>
        <Empty icon="send" title={say('empty')} action={<Button href={paths.me}>{say('test')}</Button>}>
          {say('emptySay')}
        </Empty>
      </Card>
    )
  }
  const name = ({ channel, provider }: Figures['channels'][number]) => {
    const known = channelNames.find((one) => one === channel)
    const words = known ? terms(`channel.${known}`) : channel
    return provider === 'first' || provider === 'second' ? `${words}, ${say(`channels.provider.${provider}`)}` : words
  }
  const counted = (key: 'sent' | 'failed' | 'notSent' | 'missing' | 'retries' | 'duplicates') => ({
    key,
    head: say(`channels.${key}`),
    align: 'end' as const,
    render: (one: Figures['channels'][number]): ReactNode =>
      number.format(key === 'missing' ? one.missingReceipts : one[key]),
  })
  return (
    <Card title={say('channels.title')} flush>
      <Table
        label={say('channels.title')}
        rows={channels}
        keyOf={({ channel, provider }) => `${channel} ${provider}`}
        columns={[
          { key: 'channel', head: say('channels.channel'), render: name },
          counted('sent'),
          counted('failed'),
          {
            key: 'share',
            head: say('channels.share'),
            align: 'end',
            // A browser that is closed has failed nobody.
            render: (one) => (one.channel === 'browser' ? null : shareWords(one, language)) ?? say('none'),
          },
          { key: 'took', head: say('channels.took'), align: 'end', render: ({ took }) => time(took.p99Ms) },
          counted('retries'),
          counted('missing'),
          counted('duplicates'),
          counted('notSent'),
        ]}
      />
    </Card>
  )
}
