// Text from outside in the notations of chats: shown as it was written, so that nobody is called and nothing is linked by it.

/** Slack (https://docs.slack.dev/messaging/formatting-message-text): these three open mentions, links and dates. */
export function slackText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Telegram's HTML (https://core.telegram.org/bots/api#html-style); in `code` and `pre` nothing is found to link. */
export function telegramText(text: string): string {
  return slackText(text)
}

/** Discord: each sign stands for itself, and the colon of an address no longer makes it one. `@` calls nobody by the message's own rule. */
export function discordText(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, (sign) => `\\${sign}`)
}

/** CommonMark, as Mattermost: a block of code whose fence is longer than any in the text. Nobody is called from inside of it. */
export function fenced(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}text\n${text}\n${fence}`
}
