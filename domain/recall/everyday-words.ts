// Words of everyday language: among a few hundred cases each is rare, and says little all the same.
import { stemOf } from './stem.ts'

const english =
  `able accept according account across act actually add affect affected after afternoon ago agree ahead allow almost alone along already although always among amount
another answer anybody anyone anything anyway appear apply area around arrive ask away back bad base based basic became because become becomes been before began begin behind being
believe below best better between beyond bit both bring brought build built busy buy calculate came care carry case catch cause caused causes certain chance check choose clean clear close closed
coming common complete completely consider contain continue correct correctly could couple create created current currently daily data date deal decide deep depend describe detail details
different difficult direct directly discover done double due each earlier early easy effect either else empty end ended enough enter entire equal especially even evening event ever every everybody
everyone everything exact exactly example except expect expected explain extra face fact far fast feel few field figure final finally find fine finish finished first five fix fixed follow followed following
force form former forward found four free front further gave general give given gives good great group guess had half hand handle handled happen happened happens hard having head hear held help here
high hit hold holds hope hour house huge idea identical immediate immediately important include included inside instead issue item itself join just keep kept kind knew know known large last late later latest least
leave left less let letter level life light like likely line list little live local long longer look lose lost lot made main make makes making man manage many mark match matter maybe mean means meant meet
member mention mid middle might minute minutes miss mistake mix modify moment month months more morning most mostly move moved much multiple must name named near nearly need needed needs neither never next
night nobody none nor normal normally note nothing notice noticed number object occur occurs odd off offer office often once one only onto open opened opposite order ordinary other others otherwise out outside
own owner part particular parts party pass past people perform perhaps period person pick piece place plain plan plus point points position possible pressed previous probably proper properly provide put question
quick quickly quite raise raised ran rather reach reached ready real really reason receive received recent recently reduce reference regular related relative remain remains remember report reported require
required rest result results right room rule run running runs safe said same saw say says second seconds section see seem seen select self send sending sends sent separate serve serves set sets several shall shape
share shared short show showed shown shows side simple simply single site situation six size small smaller somebody someone something sometimes soon sort sound special specific spend stand start state stated status
stay step steps still stop story straight strange strong stuff such suddenly support suppose supposed sure system take taken takes talk team tell ten term test than thank themselves then there thing things think
third though thought three thus till time times today together told tomorrow tonight too took top total toward toy tried tries truth try trying turn turned twice two type typical understand unit unless unlike
unusual upon usage use used user uses using usual usually value various very via view visible visit wait wants want wanted was watch way ways week weeks well went were whatever whenever whether whole whose wide
will wish within without wonder word words work worked working works world worse would write wrote year years yes yet affects respective whichever toward apart despite amid nearby stopped reads gone says comes`
    .split(/\s+/)
    .map(stemOf)

const korean =
  `데이터 작업 상태 방식 기준 내용 결과 원인 이슈 상황 부분 시점 시간 기간 대상 정보 사항 방법 조건 처리 진행 사용 이용 적용 추가 포함 제공 필요 가능 의심 추정 예정 완료 요청 문의 공유 전달 안내 조치
먼저 직접 별도 함께 바로 직후 이후 이전 이번 최근 당시 각각 서로 다른 같은 그냥 혼자 아직 이미 별로 거의 아마 아침 오전 오후 저녁 새벽 하루 며칠 내일 주말 열린 오래 오랜 많은 많이 적은 조금 크게 작게
나머지 양쪽 한쪽 이쪽 저쪽 쪽에서 관련 기타 특정 해당 신규 기존 정상 비정상 정상화 해결 대응 분석 보고 접수 담당 담당자 운영 운영팀 개발 개발팀 팀에서 느낌 생각 보면 나서 하자마자 따라 따른 인해 의해 걸로 것으로 것이 것을
안에서 밖에서 중에 내에 외에 사이 부터 까지 마다 경우에 때문에 만큼 대로 정도 가량 여기 저기 거기 어디 누가 무엇 뭔가 무언가 어떤 그런 이런 저런 번째 번씩 한번 다시 또는 혹은 그리고 하지만`.split(
    /\s+/,
  )

const words: ReadonlySet<string> = new Set([...english, ...korean])

/** Is this stem a word of everyday language, in either language? */
export function isCommon(stem: string): boolean {
  return words.has(stem)
}
