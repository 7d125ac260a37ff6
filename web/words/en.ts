import shell from './en/shell.json'
import terms from './en/terms.json'
import ui from './en/ui.json'

/** What every screen speaks in English: the frame, the shared parts and the words of the field. */
export const en = { shell, terms, ui }
