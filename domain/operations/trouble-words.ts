// What people are told of a trouble of Baton itself, in their language. The web has its own words under web/words.
import type { NoticeText } from '../notices/notice.ts'
import type { Language } from '../paging/message-words.ts'
import type { Trouble } from './troubles.ts'

const path = '/paging-health'

/** How is it told that this is wrong, or that it is over? `node` says who speaks. */
export function troubleText(
  trouble: Trouble,
  of: { readonly isOver: boolean; readonly node: string; readonly language: Language },
): NoticeText {
  const { language, isOver, node } = of
  const words = language === 'ko' ? korean(trouble) : english(trouble)
  const from =
    language === 'ko'
      ? `Baton 자체 점검(노드 ${node})이 보내는 메시지입니다. 알림에 대한 호출이 아닙니다.`
      : `From Baton about itself (node ${node}); this is no page for an alert.`
  if (isOver) {
    const subject = language === 'ko' ? `[Baton] 해소: ${words.what}` : `[Baton] Over: ${words.what}`
    return { subject, paragraphs: [from], path }
  }
  return { subject: `[Baton] ${words.what}`, paragraphs: [words.next, from], path }
}

type Words = { readonly what: string; readonly next: string }

function english({ kind, subject, detail }: Trouble): Words {
  switch (kind) {
    case 'engine_late':
      return {
        what: `Paging is late (${detail})`,
        next: 'A step is overdue: pages may come late. Look at the database and at the load of the nodes.',
      }
    case 'self_page_bad':
      return {
        what: detail === 'late' ? 'Its page to itself came late' : 'Its page to itself did not go out',
        next: 'Real pages may not go out either. Until this is over, watch your monitors yourselves.',
      }
    case 'self_page_missing':
      return {
        what: 'It has stopped paging itself',
        next: 'Nobody knows whether pages go out. Look whether the nodes run, and which release they are.',
      }
    case 'channel_failing':
      return {
        what: `Nothing goes out over ${subject}`,
        next: `The last ${detail} deliveries failed. Look at the provider and its account; other contacts are tried meanwhile.`,
      }
    case 'node_gone':
      return {
        what: `The node ${subject} is gone`,
        next: 'It ended without saying so. The other nodes go on; look why it stopped.',
      }
    case 'disk_low':
      return {
        what: `The disk of ${subject} is nearly full`,
        next: `${detail} are free where the database lies. When nothing is left, Baton can accept nothing.`,
      }
    case 'database_away':
      return {
        what: 'The database does not answer',
        next: `For ${detail} nothing was accepted and nobody is paged. Monitors are told to try again. Until this is over, watch them yourselves.`,
      }
    case 'loop_stuck':
      return {
        what: `The engine of ${subject} stands still`,
        next: `It has not gone round for ${detail}. Restart this node.`,
      }
  }
}

function korean({ kind, subject, detail }: Trouble): Words {
  switch (kind) {
    case 'engine_late':
      return {
        what: `호출이 늦어지고 있습니다 (${detail})`,
        next: '처리할 시각을 넘긴 단계가 있어 호출이 늦게 갈 수 있습니다. 데이터베이스와 노드 부하를 확인하세요.',
      }
    case 'self_page_bad':
      return {
        what: detail === 'late' ? '자체 점검 호출이 늦게 나갔습니다' : '자체 점검 호출이 나가지 않았습니다',
        next: '실제 호출도 나가지 않을 수 있습니다. 해소될 때까지 모니터를 직접 확인하세요.',
      }
    case 'self_page_missing':
      return {
        what: '자체 점검 호출이 멈췄습니다',
        next: '호출이 나가는지 알 수 없습니다. 노드가 실행 중인지, 어떤 버전인지 확인하세요.',
      }
    case 'channel_failing':
      return {
        what: `${subject} 채널로 아무것도 나가지 않습니다`,
        next: `최근 ${detail}건이 모두 실패했습니다. 서비스 제공자와 계정을 확인하세요. 그동안 다른 연락처로 시도합니다.`,
      }
    case 'node_gone':
      return {
        what: `노드 ${subject}이(가) 사라졌습니다`,
        next: '예고 없이 종료되었습니다. 다른 노드는 계속 동작합니다. 멈춘 이유를 확인하세요.',
      }
    case 'disk_low':
      return {
        what: `${subject}의 디스크가 거의 찼습니다`,
        next: `데이터베이스가 있는 디스크의 여유가 ${detail}입니다. 모두 차면 알림을 받을 수 없습니다.`,
      }
    case 'database_away':
      return {
        what: '데이터베이스가 응답하지 않습니다',
        next: `${detail} 동안 알림을 받지 못했고 아무도 호출하지 않았습니다. 모니터에는 다시 보내라고 답합니다. 해소될 때까지 직접 확인하세요.`,
      }
    case 'loop_stuck':
      return {
        what: `${subject}의 엔진이 멈춰 있습니다`,
        next: `${detail} 동안 한 번도 돌지 않았습니다. 이 노드를 다시 시작하세요.`,
      }
  }
}
