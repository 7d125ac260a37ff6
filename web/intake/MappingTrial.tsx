import { useEffect, useRef, useState } from 'react'
import { readBody } from '../../domain/intake/json.ts'
import { useLoaded } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { Select, TextArea } from '../ui/inputs.tsx'
import { absolute } from '../ui/time-words.ts'
import { useNow } from '../ui/Time.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import { BodyTree } from './BodyTree.tsx'
import { takesPath, withinEach, withPath } from './body-paths.ts'
import { EventPreview } from './EventPreview.tsx'
import styles from './MappingCard.module.css'
import type { Mapping, MappingField, MappingText } from './mapping-text.ts'
import { isWhole, type Received } from './ReceivedCard.tsx'

const own = 'own'

/** A body, received or pasted: its fields to press, and the event that it gives by the rules as they are written now. */
export function MappingTrial({ sourceId, received, first, text, mapping, field, onChange }: MappingTrialProps) {
  const say = useWords('received')
  const sayIntake = useWords('intake')
  const language = useLanguage()
  const part = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (first !== undefined) part.current?.scrollIntoView({ block: 'start', behavior: 'smooth' })
  }, [first])
  const whole = received.filter(isWhole)
  const [chosen, setChosen] = useState<string | null>(first === undefined ? null : String(first))
  const [pasted, setPasted] = useState('')
  const which = chosen ?? String(whole[0]?.id ?? own)
  const isOwn = which === own || !whole.some(({ id }) => String(id) === which)
  const loaded = useLoaded('getReceived', { sourceId, receivedId: Number(which) }, { enabled: !isOwn })
  const body = isOwn ? pasted : (loaded.data?.body ?? '')
  const read = body.trim() === '' ? null : readBody(body, 'exact')
  const value = read && 'value' in read ? read.value : undefined
  const target = takesPath(field) ? field : 'key'
  const fieldName = sayIntake(`mapping.field.${target}`)
  const { zone } = useMe().person
  const now = useNow()
  const clock = (at: string) => absolute(new Date(at), { language, zone, style: 'moment', now })
  return (
    <div className={styles.trial} ref={part}>
      <Select
        label={say('pick.which')}
        value={isOwn ? own : which}
        options={[
          ...whole.map((each) => ({
            value: String(each.id),
            label: `${clock(each.at)} · ${gistOf(each)}`,
          })),
          { value: own, label: say('pick.own') },
        ]}
        onChange={setChosen}
      />
      {isOwn ? (
        <TextArea
          label={sayIntake('mapping.sample')}
          hint={sayIntake('mapping.sampleHint')}
          code
          spellCheck={false}
          value={pasted}
          onChange={setPasted}
        />
      ) : null}
      {value === undefined ? null : (
        <div className={styles.part}>
          <h3 className={styles.head}>{say('pick.tree')}</h3>
          <p>{say('pick.how', { field: fieldName })}</p>
          <BodyTree
            value={value}
            fieldName={fieldName}
            pathFor={(path) => (target === 'each' ? path.slice(0, lastList(path)) : withinEach(path, text.each))}
            onPick={(path) => onChange(withPath(text, target, path))}
          />
        </div>
      )}
      <div className={styles.part}>
        <h3 className={styles.head}>{say('preview.title')}</h3>
        <EventPreview body={body} mapping={mapping} />
      </div>
    </div>
  )
}

/** Where the last list begins in which a value lies: that list is what `each` asks for. */
function lastList(path: readonly (string | number)[]): number {
  const at = path.findLastIndex((step) => typeof step === 'number')
  return at < 0 ? path.length : at
}

function gistOf({ events: [first], path }: Received): string {
  const gist = first ? first.summary || first.key : path
  return gist.length > 60 ? `${gist.slice(0, 60).toWellFormed()}…` : gist
}

type MappingTrialProps = {
  readonly sourceId: string
  readonly received: readonly Received[]
  /** The request to begin with. */
  readonly first: number | undefined
  readonly text: MappingText
  /** The rules as they are written; null while they cannot be read, or when there are none. */
  readonly mapping: Mapping | null
  readonly field: MappingField
  readonly onChange: (text: MappingText) => void
}
