import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api, sendOnLeaving } from '../api.ts'
import type { EndpointInput } from '../api.ts'
import { asProblem } from '../query.tsx'
import { dismissNotice, showNotice } from '../ui/notices.ts'
import { useWords } from '../words/words.ts'
import { useLeftWords } from './bulk-words.ts'
import { heldMs, holdClosing, sendNow, sendOnPutAway, takeBackClosing } from './closing.ts'
import { sizeOf } from './selection.ts'
import type { Selection } from './selection.ts'
import type { AlertQuery } from './use-alert-list.ts'

const undoMs = 30_000
/** As many as the server takes by their ids. */
export const mostByIds = 1_000

/** Acknowledges and closes what is chosen, and offers to take it back. `onDone` is called when the choice was used. */
export function useBulk(filter: Omit<AlertQuery, 'sort'>, onDone: () => void) {
  const say = useWords('alertList')
  const left = useLeftWords()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  useEffect(sendOnPutAway, [])
  // Another screen of this web: what is held is sent before somebody looks elsewhere for what became of it.
  useEffect(() => sendNow, [])

  const chosenOf = (selection: Selection): EndpointInput<'acknowledgeAlerts'> =>
    selection.matching
      ? { matching: { ...filter, ...selection.matching } }
      : { alertIds: [...selection.ids].slice(0, mostByIds) }
  const guarded = async (work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      showNotice({ tone: 'critical', say: asProblem(error).sentence })
    }
    void queries.invalidateQueries()
  }

  const undo = (done: { readonly at: string; readonly alertIds: number[] }) =>
    guarded(async () => {
      const back = await api.undoAcknowledgements(done)
      const words = [say('undone', { count: back.done.length }), left(back.left)].filter(Boolean).join(' ')
      showNotice({ tone: back.left.length > 0 ? 'warning' : 'info', say: words })
    })

  const acknowledge = async (selection: Selection) => {
    setBusy(true)
    await guarded(async () => {
      const { at, done, others, left: rest } = await api.acknowledgeAlerts(chosenOf(selection))
      onDone()
      const words = [
        done.length > 0 ? say('acknowledged', { count: done.length }) : '',
        others > 0 ? say('others', { count: others }) : '',
        left(rest),
      ]
      const notice = { tone: done.length > 0 ? 'ok' : 'info', say: words.filter(Boolean).join(' ') } as const
      if (done.length === 0) return void showNotice(notice)
      const id = showNotice(
        {
          ...notice,
          action: {
            say: say('undo'),
            onPress: () => {
              dismissNotice(id)
              void undo({ at, alertIds: done })
            },
          },
        },
        { staysMs: undoMs },
      )
    })
    setBusy(false)
  }

  const close = (selection: Selection) => {
    const chosen = chosenOf(selection)
    const send = () => {
      dismissNotice(id)
      void guarded(async () => {
        const { done, left: rest } = await sendOnLeaving('closeAlerts', chosen)
        const words = [done.length > 0 ? say('closed', { count: done.length }) : '', left(rest)].filter(Boolean)
        showNotice({ tone: rest.length > 0 ? 'warning' : 'ok', say: words.join(' ') })
      })
    }
    const takeBack = () => {
      dismissNotice(id)
      if (takeBackClosing()) showNotice({ tone: 'info', say: say('notClosed') })
    }
    sendNow()
    const id = showNotice(
      {
        tone: 'info',
        say: say('closing', { count: sizeOf(selection) }),
        action: { say: say('undo'), onPress: takeBack },
      },
      { staysMs: heldMs },
    )
    holdClosing({ ids: selection.ids, send })
    onDone()
  }

  return { acknowledge, close, busy }
}
