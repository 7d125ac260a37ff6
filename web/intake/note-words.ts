import type { Note } from '../../domain/intake/event.ts'
import { useWords } from '../words/words.ts'

const notes = {
  not_utf8: true,
  text_repaired: true,
  control_characters_removed: true,
  summary_cut: true,
  summary_made: true,
  key_made: true,
  key_changed: true,
  severity_unknown: true,
  labels_dropped: true,
  label_cut: true,
  link_dropped: true,
  details_truncated: true,
  time_unreadable: true,
  zone_assumed: true,
  group_truncated: true,
  mapping_missed: true,
} as const satisfies Readonly<Record<Note, true>>

/** What a note of a reader means; one that this release does not know is shown as it is. */
export function useNoteWords(): (note: string) => string {
  const say = useWords('received')
  return (note) => (isNote(note) ? say(`note.${note}`) : note)
}

function isNote(note: string): note is Note {
  return Object.hasOwn(notes, note)
}
