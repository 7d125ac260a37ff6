import { lazy, Suspense, useState } from 'react'
import { Loaded } from '../Loaded.tsx'
import { useLoaded } from '../query.tsx'
import { useMe, useWhyNotFor } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Rows } from '../ui/Rows.tsx'
import { useWords } from '../words/words.ts'
import type { ToldLeave } from './leave-draft.ts'
import { LeaveRow } from './LeaveRow.tsx'

const LeaveDialog = lazy(async () => ({ default: (await import('./LeaveDialog.tsx')).LeaveDialog }))
const DropLeaveDialog = lazy(async () => ({ default: (await import('./DropLeaveDialog.tsx')).DropLeaveDialog }))

/** Whose leave it is. */
export type LeavePerson = {
  readonly id: string
  readonly name: string
  readonly zone: string
  readonly holidays: string | null
  readonly teams: readonly { readonly teamId: string }[]
}

type Front =
  { readonly does: 'write'; readonly leave: ToldLeave | null } | { readonly does: 'drop'; readonly leave: ToldLeave }

/** Somebody's leave to come, with the shifts that fall into it; for them, and for whoever looks at their screen. */
export function LeaveCard({ person }: { readonly person: LeavePerson }) {
  const say = useWords('leave')
  const isMe = useMe().person.id === person.id
  const mayNot = useWhyNotFor()('absences.manage', person)
  const leave = useLoaded('listLeave', { personId: person.id })
  const [front, setFront] = useState<Front | null>(null)
  const add = (
    <Button size="small" icon="plus" unavailable={mayNot} onPress={() => setFront({ does: 'write', leave: null })}>
      {say('add')}
    </Button>
  )
  const isEmpty = leave.data?.leave.length === 0
  const close = () => setFront(null)
  return (
    <>
      <Card
        title={say('title')}
        about={isMe ? say('about') : say('aboutOther', { name: person.name })}
        actions={isEmpty ? null : add}
        flush
      >
        <Loaded
          query={leave}
          isEmpty={(answer) => answer.leave.length === 0}
          empty={
            <Empty icon="leave" title={say('none')} action={add}>
              {isMe ? say('noneSay') : say('noneOther')}
            </Empty>
          }
        >
          {(answer) => (
            <Rows label={say('title')}>
              {answer.leave.map((one) => (
                <LeaveRow
                  key={one.id}
                  person={person}
                  leave={one}
                  mayNot={mayNot}
                  onChange={() => setFront({ does: 'write', leave: one })}
                  onDrop={() => setFront({ does: 'drop', leave: one })}
                />
              ))}
            </Rows>
          )}
        </Loaded>
      </Card>
      <Suspense>
        {front?.does === 'write' ? <LeaveDialog person={person} leave={front.leave} onClose={close} /> : null}
        {front?.does === 'drop' ? <DropLeaveDialog person={person} leave={front.leave} onClose={close} /> : null}
      </Suspense>
    </>
  )
}
