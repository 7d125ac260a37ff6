import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api.ts'
import { asProblem } from '../../query.tsx'
import { keepNote, keptNote, newNoteKey, rewritten } from './note-draft.ts'
import type { NoteDraft } from './note-draft.ts'
import { useAgain } from './use-again.ts'

/**
 * The note being written into an incident. It is kept on this device with the key that is sent with it, so that a reload
 * loses nothing and the server writes it once, however often it is sent; without a connection it is sent when there is one.
 */
export function useNote(incidentId: number, onWritten: (entryId: number) => void) {
  const queries = useQueryClient()
  const [draft, setDraft] = useState(() => keptNote(localStorage, incidentId))
  const [isSending, setSending] = useState(false)
  const [refused, setRefused] = useState<string>()
  const set = (next: NoteDraft | null) => {
    keepNote(localStorage, incidentId, next)
    setDraft(next)
  }
  const send = async (now: NoteDraft) => {
    if (isSending) return
    setSending(true)
    setRefused(undefined)
    const isLate = now.sentAt !== null
    const sentAt = now.sentAt ?? new Date().toISOString()
    try {
      const { id } = await api.noteIncident({
        incidentId,
        text: now.text,
        key: now.key,
        ...(isLate ? { happenedAt: sentAt } : {}),
      })
      set(null)
      void queries.invalidateQueries({ queryKey: ['readTimeline'] })
      onWritten(id)
    } catch (error) {
      const problem = asProblem(error)
      set({ ...now, sentAt: problem.isPassing ? sentAt : null })
      if (!problem.isPassing) setRefused(problem.sentence)
    } finally {
      setSending(false)
    }
  }
  const waits = draft !== null && draft.sentAt !== null
  useAgain(waits, () => {
    const kept = keptNote(localStorage, incidentId)
    if (kept) void send(kept)
  })
  return {
    text: draft?.text ?? '',
    write: (text: string) => set(rewritten(draft, text, newNoteKey)),
    send: () => (draft && draft.text.trim() !== '' ? send(draft) : undefined),
    isSending,
    /** It was sent off and waits for the connection. */
    waits,
    refused,
  }
}
