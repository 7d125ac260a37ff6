import { useState } from 'react'
import { debts } from '../../domain/incidents/owed.ts'
import { stages } from '../../domain/incidents/stages.ts'
import { PriorityMark } from '../alerts/marks.tsx'
import { IncidentStateMark } from '../incidents/marks.tsx'
import { useAction, useLoaded } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Badge, State } from '../ui/State.tsx'
import { Time, useNow } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import styles from './BriefCard.module.css'
import type { Detail, Item, Part } from './handover.ts'
import type { SinceRead } from './since-read.ts'

type BriefProps = { readonly handover: Detail; readonly part: Part; readonly since: SinceRead }

/** One kind of open things: so many as one can read, and the rest counted by where it lies. */
export function BriefCard({ handover, part, since }: BriefProps) {
  const say = useWords('handover')
  const [isAsked, setAsked] = useState(false)
  const { section, rest, total } = part
  const left = total - part.items.length
  // Of what was accepted no more is kept than this.
  const isWhole = isAsked && handover.state !== 'accepted'
  const whole = useLoaded('listBriefItems', { handoverId: handover.id, section, limit: 500 }, { enabled: isWhole })
  const items = isWhole ? (whole.data?.items ?? part.items) : part.items
  return (
    <Card title={say(`section.${section}`)} actions={<Badge>{total}</Badge>} flush>
      <Rows label={say(`section.${section}`)}>
        {items.map((item) => (
          <ItemRow key={item.key} handover={handover} section={section} item={item} since={since} />
        ))}
      </Rows>
      {left > 0 && !isWhole ? (
        <div className={styles.rest}>
          <p>
            {say('rest.say', { count: left })}:{' '}
            {rest.map(({ place, count }) => `${place === '' ? say('rest.elsewhere') : place} ${count}`).join(', ')}
          </p>
          {handover.state === 'accepted' ? null : (
            <Button size="small" busy={whole.isFetching} onPress={() => setAsked(true)}>
              {say('rest.show')}
            </Button>
          )}
        </div>
      ) : null}
    </Card>
  )
}

type ItemProps = {
  readonly handover: Detail
  readonly section: Part['section']
  readonly item: Item
  readonly since: SinceRead
}

function ItemRow({ handover, section, item, since }: ItemProps) {
  const say = useWords('handover')
  const isNew = since.came.has(item.key)
  const isOther = isNew || since.changed.has(item.key)
  return (
    <Row
      lead={item.priority ? <PriorityMark priority={item.priority} /> : undefined}
      title={item.title}
      href={item.path}
      chosen={isOther}
      meta={
        <>
          {isOther ? <Badge tone="warning">{say(isNew ? 'item.new' : 'item.changed')}</Badge> : null}
          <StateOf section={section} item={item} />
          {item.place === '' ? null : <span>{item.place}</span>}
          {item.fate === 'passes' && handover.state === 'accepted' ? null : <OwnerOf section={section} item={item} />}
          <NextOf section={section} item={item} />
          <CountOf section={section} item={item} />
          <WhenOf section={section} item={item} />
        </>
      }
      trail={<FateOf handover={handover} item={item} />}
    />
  )
}

type OfItem = Pick<ItemProps, 'section' | 'item'>

function StateOf({ section, item }: OfItem) {
  const say = useWords('handover')
  const terms = useWords('terms')
  const { state } = item
  if (section === 'incidents') {
    const stage = stages.find((one) => one === state)
    return stage ? <IncidentStateMark state={stage} look="plain" /> : null
  }
  if (section === 'alerts') return <span>{terms(`alertState.${asAlertState(state)}`)}</span>
  if (section === 'changes' || section === 'pinned') return null
  return <span>{say(`itemState.${asItemState(state)}`)}</span>
}

function OwnerOf({ section, item }: OfItem) {
  const say = useWords('handover')
  if (section === 'silences' || section === 'noise' || section === 'changes' || section === 'pinned') return null
  return <span>{item.owner ? say('item.owner', { name: item.owner.name }) : say('item.nobody')}</span>
}

/** What is owed next, in the words of the log; of what paged in vain how often that was. */
function NextOf({ section, item }: OfItem) {
  const say = useWords('handover')
  const log = useWords('log')
  if (item.next.length === 0) return null
  if (section === 'noise') return <span>{say('item.noAction', { count: Number(item.next[0]) })}</span>
  const words = item.next.slice(0, 3).map((debt) => log(`debt.${asDebt(debt)}`))
  return <span>{say('item.next', { what: words.join(', ') })}</span>
}

function CountOf({ section, item }: OfItem) {
  const say = useWords('handover')
  if (section === 'incidents' && item.count > 0) return <span>{say('item.alerts', { count: item.count })}</span>
  if (section === 'noise') return <span>{say('item.pages', { count: item.count })}</span>
  if (section === 'alerts' && item.count > 1) return <span>{say('item.times', { count: item.count })}</span>
  return null
}

function WhenOf({ section, item }: OfItem) {
  const say = useWords('handover')
  const now = useNow().getTime()
  const { dueAt, since } = item
  if (section === 'silences') {
    const isAhead = since !== null && Date.parse(since) > now
    const at = isAhead ? since : dueAt
    return at ? (
      <span>
        {say(isAhead ? 'item.from' : 'item.until')} <Time at={at} as="moment" />
      </span>
    ) : null
  }
  if (dueAt) {
    const isLate = Date.parse(dueAt) < now
    const word = section === 'alerts' ? 'item.backAt' : isLate ? 'item.overdue' : 'item.due'
    return (
      <span className={isLate && section !== 'alerts' ? styles.late : undefined}>
        {say(word)} <Time at={dueAt} as="moment" />
      </span>
    )
  }
  return since ? <Time at={since} /> : null
}

/** What acceptance does with it; whoever goes may keep it, or hand it over after all. */
function FateOf({ handover, item }: Pick<ItemProps, 'handover' | 'item'>) {
  const say = useWords('handover')
  const write = useAction('writeHandover')
  const { fate, key } = item
  if (fate === 'told') return null
  const isKept = fate === 'keeps'
  const fateWords = () => {
    const by = handover.acceptedBy
    if (by !== null && fate === 'passes') return say('fate.passed', { by })
    if (by !== null && fate === 'offered') return say('fate.wasOffered', { by })
    return say(`fate.${fate}`, { from: handover.from?.name ?? '' })
  }
  const turn = () =>
    write.run({
      handoverId: handover.id,
      version: handover.version,
      words: handover.words,
      keeps: isKept ? handover.keeps.filter((one) => one !== key) : [...handover.keeps, key],
    })
  return (
    <span className={styles.fate}>
      <State tone={isKept ? 'calm' : 'info'} icon={isKept ? 'person' : 'handover'} look="plain">
        {fateWords()}
      </State>
      {handover.may.write ? (
        <Button size="small" tone="quiet" busy={write.busy} onPress={turn}>
          {say(isKept ? 'give' : 'keep')}
        </Button>
      ) : null}
    </span>
  )
}

// What comes over the wire is one of these words, or of a later release, which is then not said.
const asAlertState = (state: string) => (state === 'acknowledged' || state === 'snoozed' ? state : 'triggered')
const itemStates = [
  'given',
  'taken',
  'prevent',
  'detect',
  'mitigate',
  'silence_active',
  'silence_pending',
  'maintenance_active',
  'maintenance_pending',
  'no_action',
  'repeated',
] as const
const asItemState = (state: string) => itemStates.find((one) => one === state) ?? 'taken'
const asDebt = (debt: string) => debts.find((one) => one === debt) ?? 'what'
