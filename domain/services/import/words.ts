// What is told of an import, said once for the web and the command line.
import type { Note, NoteKind, Skip, SkipKind } from './found.ts'

type Say = (text: string) => string
type Words = { readonly skips: Readonly<Record<SkipKind, Say>>; readonly notes: Readonly<Record<NoteKind, Say>> }

/** Why does this become no service? */
export function skipText({ why, text }: Skip, language: 'en' | 'ko'): string {
  return words[language].skips[why](text)
}

/** What was not kept as it stands, or is worth knowing? */
export function noteText({ what, text }: Note, language: 'en' | 'ko'): string {
  return words[language].notes[what](text)
}

const words: Readonly<Record<'en' | 'ko', Words>> = {
  en: {
    skips: {
      not_a_service: (kind) => `A ${kind || 'thing without a kind'} is no service; Component, System and Resource are`,
      not_understood: () => 'Expected a list of services with slug and team, or an entity of Backstage',
      no_name: (name) => (name ? `"${name}" leaves nothing for a short name` : 'It has no name'),
      twice: (first) => `The same short name stands further up: ${first}. Rename one of them`,
      no_owner: () => 'It names no owner. Choose the team that owns it',
      unknown_owner: (owner) => `No team is called "${owner}". Choose the team that is meant`,
      no_policy: (team) => `The team ${team} has no policy yet. Write one first, so that its alerts reach somebody`,
      unknown_policy: (policy) => `There is no policy "${policy}"`,
      not_allowed: (team) => `Only a manager of the team ${team} may change its services`,
    },
    notes: {
      link_missing: (name) => `A link without an address is left out${name ? `: ${name}` : ''}`,
      link_too_long: (url) => `A link with more than 2000 characters is left out: ${url}`,
      link_not_web: (url) => `A link that does not begin with http:// or https:// is left out: ${url}`,
      link_credentials: () => 'A link with a user name or password in it is left out',
      links_full: (most) => `A service has at most ${most} links; the others are left out`,
      tier_unknown: (text) => `"${text}" is no tier; 1 to 4 are`,
      cut: (field) => `The ${field} is too long and is cut`,
      not_kept: (field) => `Baton does not keep ${field}`,
      dependency_unknown: (ref) => `Nothing is known of ${ref}: this dependency is left out`,
      dependency_skipped: (ref) => `${ref} becomes no service: this dependency is left out`,
      dependency_elsewhere: (ref) => `${ref} is not in this file: that it depends on this is left out`,
      dependencies_full: (most) => `A service depends on at most ${most} others; the rest is left out`,
      depends_on_itself: () => 'That it depends on itself is left out',
      in_circle: () => 'It stands in a circle of services that need each other; that is kept',
      team_stays: (team) => `It belongs to the team ${team} here, and stays there`,
    },
  },
  ko: {
    skips: {
      not_a_service: (kind) =>
        `${kind || '종류가 없는 항목'}은(는) 서비스가 아닙니다. Component, System, Resource만 가져옵니다`,
      not_understood: () => 'slug와 team이 있는 서비스 목록이나 Backstage 엔티티가 필요합니다',
      no_name: (name) => (name ? `"${name}"에서 짧은 이름을 만들 수 없습니다` : '이름이 없습니다'),
      twice: (first) => `같은 짧은 이름이 위에 있습니다: ${first}. 둘 중 하나의 이름을 바꾸세요`,
      no_owner: () => '담당 팀이 적혀 있지 않습니다. 담당 팀을 선택하세요',
      unknown_owner: (owner) => `"${owner}"라는 팀이 없습니다. 어느 팀인지 선택하세요`,
      no_policy: (team) => `${team} 팀에 에스컬레이션 정책이 없습니다. 알림이 담당자에게 가도록 정책을 먼저 만드세요`,
      unknown_policy: (policy) => `"${policy}" 정책이 없습니다`,
      not_allowed: (team) => `${team} 팀의 매니저만 이 팀의 서비스를 바꿀 수 있습니다`,
    },
    notes: {
      link_missing: (name) => `주소가 없는 링크는 제외합니다${name ? `: ${name}` : ''}`,
      link_too_long: (url) => `2000자가 넘는 링크는 제외합니다: ${url}`,
      link_not_web: (url) => `http:// 또는 https://로 시작하지 않는 링크는 제외합니다: ${url}`,
      link_credentials: () => '사용자 이름이나 비밀번호가 들어 있는 링크는 제외합니다',
      links_full: (most) => `서비스당 링크는 ${most}개까지이며 나머지는 제외합니다`,
      tier_unknown: (text) => `"${text}"은(는) 등급이 아닙니다. 1~4만 쓸 수 있습니다`,
      cut: (field) => `${field}이(가) 너무 길어 잘립니다`,
      not_kept: (field) => `Baton은 ${field} 값을 저장하지 않습니다`,
      dependency_unknown: (ref) => `${ref}을(를) 찾을 수 없어 이 의존 관계는 제외합니다`,
      dependency_skipped: (ref) => `${ref}은(는) 서비스로 가져오지 않으므로 이 의존 관계는 제외합니다`,
      dependency_elsewhere: (ref) => `${ref}이(가) 이 파일에 없어 이 서비스에 대한 의존 관계는 제외합니다`,
      dependencies_full: (most) => `의존하는 서비스는 ${most}개까지이며 나머지는 제외합니다`,
      depends_on_itself: () => '자기 자신에 대한 의존은 제외합니다',
      in_circle: () => '서로 의존하는 순환 관계에 있습니다. 그대로 가져옵니다',
      team_stays: (team) => `이미 ${team} 팀의 서비스이며 팀은 바뀌지 않습니다`,
    },
  },
}
