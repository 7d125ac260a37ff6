// Why a file is none of the kit, and why something of one does not come in, in sentences.
import type { Refused } from './import-plan.ts'
import type { Unreadable } from './kit-file.ts'

export const unreadableSay: Readonly<Record<Unreadable, string>> = {
  not_text: 'This is no text. Take the bookmark file that a browser exports, or a document in Markdown.',
  not_utf8: 'This is not text in UTF-8. Save it in UTF-8, then try again.',
  too_large: 'This is too large: 2 MB of text at most. Take over one folder or one service at a time.',
  too_many: 'These are too many: 2,000 links and runbooks at most. Take over one folder or one service at a time.',
  too_deep: 'Its folders lie too deep in each other: 40 levels at most. Export only the folder that is meant.',
  page: 'This is a page of the web, or holds what a bookmark file never does, such as a script. Export the bookmarks of a browser.',
  nothing: 'No links and no runbooks stand in it.',
}

export const refusedSay: Readonly<Record<Refused, string>> = {
  not_web: 'its address does not begin with http:// or https://',
  too_long: 'its address has more than 2,000 letters',
  credentials: 'a user name or a password stands in its address',
  note_too_long: 'its text is longer than the kit keeps',
  differs: 'a runbook of this title is there with another text; save it there, or give it another title',
  full: 'the kit of this team is full',
}
