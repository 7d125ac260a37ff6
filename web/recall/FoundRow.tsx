import type { EndpointOutput } from '../api.ts'
import { paths } from '../paths.ts'
import { Icon } from '../ui/Icon.tsx'
import type { IconName } from '../ui/Icon.tsx'
import { Row } from '../ui/Rows.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { piecesOf } from './pieces.ts'
import styles from './SearchScreen.module.css'

type Found = EndpointOutput<'search'>['found'][number]

const icons: Readonly<Record<Found['kind'], IconName>> = {
  incident: 'critical',
  alert: 'bell',
  note: 'note',
  runbook: 'book',
  bookmark: 'link',
  log: 'log',
}

/** One thing that was found, with the words that were looked for marked in it. */
export function FoundRow({ found }: { readonly found: Found }) {
  const say = useWords('search')
  const title = found.title === '' ? found.text : found.title
  const marks = found.title === '' ? found.marks.text : found.marks.title
  return (
    <Row
      lead={<Icon name={icons[found.kind]} label={say(`one.${found.kind}`)} />}
      title={
        <span className={styles.title}>
          <Marked text={title} marks={marks} />
        </span>
      }
      href={hrefOf(found)}
      meta={
        <>
          {found.title === '' || found.text === '' ? null : (
            <p className={styles.text}>
              <Marked text={found.text} marks={found.marks.text} />
            </p>
          )}
          <span className={styles.meta}>
            <span>{say(`one.${found.kind}`)}</span>
            {found.who === '' ? null : <span>{found.who}</span>}
            <Time at={found.at} as="moment" />
          </span>
        </>
      }
    />
  )
}

function Marked({ text, marks }: { readonly text: string; readonly marks: readonly number[] }) {
  return piecesOf(text, marks).map(({ at, text: piece, isMarked }) =>
    isMarked ? <mark key={at}>{piece}</mark> : <span key={at}>{piece}</span>,
  )
}

function hrefOf({ kind, incidentId, alertId, kitId, title }: Found): string {
  if (kind === 'runbook' && kitId !== null) return paths.runbook(kitId)
  if (kind === 'bookmark') return paths.kitNamed(title)
  if (incidentId !== null) return paths.incident(incidentId)
  return alertId === null ? paths.log : paths.alert(alertId)
}
