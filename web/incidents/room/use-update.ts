import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { api } from '../../api.ts'
import { asProblem } from '../../query.tsx'
import { newNoteKey } from './note-draft.ts'
import { draftIn, keepDraft, keptText, without } from './update-draft.ts'
import type { UpdateDraft, UpdateSent } from './update-draft.ts'
import { useAgain } from './use-again.ts'

/**
 * The update being written in this room, shared by whoever shows it: kept on this device, and sent once. Without a connection it
 * waits; `resends` is for the one who stays on the screen and sends it when there is one.
 */
export function useUpdate(incidentId: number, { resends = false }: { readonly resends?: boolean } = {}) {
  const queries = useQueryClient()
  const kept = useSyncExternalStore(listen, () => textOf(incidentId))
  const draft = useMemo(() => draftIn(kept), [kept])
  const [isSending, setSending] = useState(false)
  const [refused, setRefused] = useState<string>()
  const busy = useRef(false)
  const send = async (update: UpdateSent): Promise<'sent' | 'waits' | 'refused'> => {
    if (busy.current) return 'waits'
    busy.current = true
    setSending(true)
    setRefused(undefined)
    try {
      const { nextInMinutes, ...rest } = update
      await api.postUpdate({ incidentId, ...rest, ...(nextInMinutes === null ? {} : { nextInMinutes }) })
      change(incidentId, (before) => ({ typed: without(before.typed, update.audience), waiting: null }))
      void queries.invalidateQueries()
      return 'sent'
    } catch (error) {
      const problem = asProblem(error)
      change(incidentId, (before) => ({ ...before, waiting: problem.isPassing ? update : null }))
      if (problem.isPassing) return 'waits'
      setRefused(problem.sentence)
      return 'refused'
    } finally {
      busy.current = false
      setSending(false)
    }
  }
  useAgain(resends && draft.waiting !== null, () => {
    const { waiting } = draftIn(textOf(incidentId))
    if (waiting) void send(waiting)
  })
  return {
    typed: draft.typed,
    type: (name: string, text: string) =>
      change(incidentId, (before) => ({ ...before, typed: { ...before.typed, [name]: text } })),
    /** With a new key: what is pressed twice while it waits is the same update. */
    send: (update: Omit<UpdateSent, 'key'>) => send(draft.waiting ?? { ...update, key: newNoteKey() }),
    forget: () => change(incidentId, (before) => ({ ...before, waiting: null })),
    waiting: draft.waiting,
    isSending,
    refused,
  }
}

/** Where the browser keeps nothing, it is remembered as long as the page is open. */
const remembered = new Map<number, string>()
const listeners = new Set<() => void>()

function textOf(incidentId: number): string {
  const known = remembered.get(incidentId)
  if (known !== undefined) return known
  const text = keptText(localStorage, incidentId)
  remembered.set(incidentId, text)
  return text
}

function change(incidentId: number, to: (before: UpdateDraft) => UpdateDraft): void {
  const next = to(draftIn(textOf(incidentId)))
  keepDraft(localStorage, incidentId, next)
  remembered.set(incidentId, JSON.stringify(next))
  for (const each of listeners) each()
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
