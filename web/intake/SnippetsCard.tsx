import { useState } from 'react'
import { dialects, type Dialect } from '../../domain/intake/dialects.ts'
import type { EndpointOutput } from '../api.ts'
import { useMe } from '../shell/me.ts'
import { Card } from '../ui/Card.tsx'
import { CopyBox } from '../ui/CopyBox.tsx'
import { Fold } from '../ui/Fold.tsx'
import { Select } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Stack } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { useFreshKey } from './fresh-keys.ts'
import { keyPlaceholder, snippetsFor } from './snippets.ts'

/** What to paste into which tool. Every address takes every key, so all dialects are offered, the source's own first. */
export function SnippetsCard({ source, mailDomain, folded = false }: SnippetsCardProps) {
  const say = useWords('intake')
  const { url } = useMe()
  const key = useFreshKey(source.id)
  const [dialect, setDialect] = useState<Dialect>(source.dialect)
  const inOrder = dialects.toSorted((a, b) => Number(b === source.dialect) - Number(a === source.dialect))
  const snippets = snippetsFor(dialect, { url: url.replace(/\/$/, ''), key: key ?? keyPlaceholder, mailDomain })
  const body = (
    <Stack>
      <Select
        label={say('dialectLabel')}
        hint={say(`dialectAbout.${dialect}`)}
        value={dialect}
        options={inOrder.map((value) => ({ value, label: say(`dialect.${value}`) }))}
        onChange={setDialect}
      />
      <p>{say(`connect.how.${dialect}`)}</p>
      {dialect === 'email' && mailDomain === null ? <NoMail /> : null}
      {key === undefined && source.keyHint !== '' ? (
        <Notice tone="info">{say('key.gone', { placeholder: keyPlaceholder, hint: source.keyHint })}</Notice>
      ) : null}
      {snippets.map(({ what, text }) => (
        <CopyBox key={what} title={say(`snippet.${what}`)} label={say(`snippet.${what}`)} text={text} />
      ))}
    </Stack>
  )
  return (
    <Card title={say('connect.title')} about={say('connect.about')}>
      {folded ? (
        <Fold say={say('connect.again')} open={key !== undefined}>
          {body}
        </Fold>
      ) : (
        body
      )}
    </Card>
  )
}

type SnippetsCardProps = Pick<EndpointOutput<'getSource'>, 'source' | 'mailDomain'> & {
  /** Once it is connected, what to paste is there for whoever asks; a new key opens it. */
  readonly folded?: boolean
}

/** What to switch on, so that this source has an address. */
function NoMail() {
  const say = useWords('mailRules')
  return (
    <Notice tone="warning" title={say('off.title')}>
      {say('off.say')}
    </Notice>
  )
}
