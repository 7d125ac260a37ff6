/** Which browser on which system a User-Agent speaks of, as far as people would recognise it; empty where unknown. */
export function agentOf(agent: string | null): Agent {
  const text = agent ?? ''
  return {
    browser: nameIn(text, browsers),
    system: nameIn(text, systems),
    isPhone: /iPhone|Android|Mobile/.test(text),
  }
}

export type Agent = { readonly browser: string; readonly system: string; readonly isPhone: boolean }

type Names = readonly (readonly [mark: RegExp, name: string])[]

/** In this order, because most browsers also name the ones they descend from. */
const browsers: Names = [
  [/\bEdg\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Whale\//, 'Whale'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS|Chromium/, 'Chrome'],
  [/Safari/, 'Safari'],
  [/curl/, 'curl'],
]

const systems: Names = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
]

function nameIn(text: string, names: Names): string {
  return names.find(([mark]) => mark.test(text))?.[1] ?? ''
}
