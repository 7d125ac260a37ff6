import problems from './ko/problems.json'
import shell from './ko/shell.json'
import terms from './ko/terms.json'
import ui from './ko/ui.json'

/** What every screen speaks in Korean. `problems` mirrors domain/problems.ts, where the English lies. */
export const ko = { problems, shell, terms, ui }
