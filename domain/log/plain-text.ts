// One line of what was written in Markdown, for titles and for messages: the words, without the marks around them.

/** What does this text say where Markdown is not drawn? On one line. Only what is surely a mark goes; all other text stays as it is. */
export function plainTextOf(markdown: string): string {
  return markdown
    .replaceAll(/^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|```.*$)/gm, '')
    .replaceAll(/^[ \t]*[-*+][ \t]+(?:\[[ xX]\][ \t]+)?/gm, '– ')
    .replaceAll(/!?\[([^\]\n]{1,300})\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}\)/g, '$1')
    .replaceAll(/(\*\*|__|~~)(?=\S)([^\n]{0,300}?\S)\1/g, '$2')
    .replaceAll(/`([^`\n]{1,300})`/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
